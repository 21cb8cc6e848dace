"""What was done with an article, and the contact in which it was."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from willet.core.sources.rooms import About
from willet.levers.knowledge.models import ArticleFlag, ArticleRevision, ArticleUse, UseKind
from willet.people.models import User
from willet.store.turns import take_turn

ONE_READING = timedelta(hours=1)
"""Opened again within it, in the same contact by the same person, an article was opened once."""


@transaction.atomic
def note_use(
    revision: ArticleRevision, how: str, *, by: User, about: About | None = None
) -> ArticleUse:
    """Write down that somebody used a wording; `about` names the contact by the ids frozen at its connection.

    The same thing done again within an hour in the same contact is the one of before, at the same moment too.
    """
    take_turn(f"uses {by.pk}")
    place = place_of(about, by)
    since = timezone.now() - ONE_READING
    known = ArticleUse.objects.filter(
        revision=revision, how=how, by=by, at__gte=since, is_gone=False, **place
    ).first()
    if known is not None:
        return known
    if how in {UseKind.SOLVED, UseKind.NOT_HELPFUL}:
        _take_back(revision, by, place)
    return ArticleUse.objects.create(
        article=revision.article, revision=revision, how=how, by=by, **place
    )


def _take_back(revision: ArticleRevision, by: User, place: dict[str, Any]) -> None:
    """It helped, or it did not: the last word of one person on one contact counts, however late it is said.

    Where no contact is named, it is another one after an hour.
    """
    judged = ArticleUse.objects.filter(
        article=revision.article,
        by=by,
        how__in=[UseKind.SOLVED, UseKind.NOT_HELPFUL],
        is_gone=False,
    )
    if not any(place.values()):
        judged = judged.filter(at__gte=timezone.now() - ONE_READING)
    for use in judged.filter(**place):
        use.is_gone, use.number, use.written_at = True, use.number + 1, timezone.now()
        use.save()


def place_of(about: About | None, by: User) -> dict[str, Any]:
    """The ids of a contact as rows keep them; all empty where there is none."""
    if about is None:
        return {"source": "", "call_id": "", "contact_id": "", "case_ref": ""}
    return {
        "source": about.source or "",
        "call_id": about.call_id or "",
        "pbx": about.pbx or "",
        "leg": about.leg or "",
        "agent": about.agent or by.agent or "",
        "connected_at": about.at,
        "contact_id": about.contact_id or "",
        "case_ref": about.case_ref or "",
    }


@transaction.atomic
def flag(revision: ArticleRevision, note: str, *, by: User) -> ArticleFlag:
    """Say that something is wrong with a wording; whoever owns the article is told of it in their inbox.

    The same words of the same person, while the flag is open, are that flag.
    """
    take_turn(f"flags of {by.pk}")
    known = ArticleFlag.objects.filter(revision=revision, note=note, by=by, closed_at=None).first()
    return known or ArticleFlag.objects.create(revision=revision, note=note, by=by)


def close_flag(raised: ArticleFlag, *, by: User) -> None:
    """It is mended, or was nothing; closed once."""
    if raised.closed_at is None:
        raised.closed_at, raised.closed_by = timezone.now(), by
        raised.save()
