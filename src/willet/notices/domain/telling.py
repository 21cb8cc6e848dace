"""One thing told to each of its readers, the way they chose; under one key each is told once."""

from collections.abc import Iterable
from uuid import uuid4

from django.db import IntegrityError, transaction

from willet.jobs.domain.asking import ask
from willet.notices.domain.choices import is_reached_by_mail, way_of
from willet.notices.domain.kinds import kind_named, may_read
from willet.notices.models import Notice
from willet.people.models import User
from willet.ui.notices import NoticeKind, Telling, Way

MAIL_NOTICE = "notices.mail"
"""The job that mails one notice at once."""


def answer(telling: Telling, **_of_the_signal: object) -> list[Notice]:
    """Tell those whom a room wants told."""
    return tell(telling)


def tell(telling: Telling) -> list[Notice]:
    """Keep the notice for each reader who may read it, and ask for its mail where they chose one.

    Raises:
        UnknownNameError: no room offers this kind.
    """
    kind = kind_named(telling.kind)
    readers = [reader for reader in _readers(telling) if may_read(reader, kind)]
    notices = (_kept(telling, kind, reader) for reader in readers)
    return [notice for notice in notices if notice is not None]


def _readers(telling: Telling) -> Iterable[User]:
    return User.objects.filter(is_active=True) if telling.to is None else telling.to


def _kept(telling: Telling, kind: NoticeKind, reader: User) -> Notice | None:
    """The notice of one reader; None where they want none, or were told already."""
    way = way_of(reader, kind)
    if way == "none":
        return None
    notice = Notice(
        reader=reader,
        kind=kind.name,
        text=telling.text,
        href=telling.href,
        key=telling.key or uuid4().hex,
        mail=_mail(way, reader),
    )
    try:
        with transaction.atomic():
            notice.save(force_insert=True)
            if notice.mail == Notice.Mail.WAITING:
                ask(MAIL_NOTICE, {"notice": str(notice.pk)}, about=str(notice.pk))
    except IntegrityError:
        return None
    return notice


def _mail(way: Way, reader: User) -> Notice.Mail:
    if not is_reached_by_mail(reader):
        return Notice.Mail.NONE
    waits = {"at_once": Notice.Mail.WAITING, "digest": Notice.Mail.DIGEST}
    return waits.get(way, Notice.Mail.NONE)
