"""How a reader wants to be told: their choice for each kind, and the usual way where they made none."""

from collections.abc import Mapping
from datetime import time
from typing import Final, cast
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import check_for_language

from willet.notices.models import NoticeChoice, ReaderClock
from willet.people.models import User
from willet.ui.notices import NoticeKind, Way
from willet.ui.zones import centre_zone

BY_MAIL: Final = frozenset({"digest", "at_once"})
"""The ways that bring a mail."""
NOBODY_S: Final = ".invalid"
"""What addresses end in that no mail reaches: that of an administrator nobody has named yet."""


def way_of(reader: User, kind: NoticeKind) -> Way:
    """How this reader is told of this kind."""
    return ways_of(reader).get(kind.name, kind.usual)


def ways_of(reader: User) -> Mapping[str, Way]:
    """What the reader chose, by kind."""
    chosen = NoticeChoice.objects.filter(reader=reader).values_list("kind", "way")
    return {kind: cast(Way, way) for kind, way in chosen}


def choose(reader: User, *, ways: Mapping[str, Way], zone: str, digest_at: time) -> None:
    """Keep how a reader wants to be told, and by which clock."""
    for kind, way in ways.items():
        NoticeChoice.objects.update_or_create(reader=reader, kind=kind, defaults={"way": way})
    clock = {"zone": zone, "digest_at": digest_at}
    ReaderClock.objects.update_or_create(reader=reader, defaults=clock)


def clock_of(reader: User) -> ReaderClock:
    """The reader's clock; the usual one where they set none."""
    return ReaderClock.objects.filter(reader=reader).first() or ReaderClock(reader=reader)


def zone_of(reader: User) -> ZoneInfo:
    """The zone in which a reader reads times: their own, else the centre's."""
    zone = clock_of(reader).zone
    return ZoneInfo(zone) if zone else centre_zone()


def language_of(reader: User) -> str:
    """The language in which a reader is written to where no browser says one."""
    known = reader.language and check_for_language(reader.language)
    return reader.language if known else settings.LANGUAGE_CODE


def is_reached_by_mail(reader: User) -> bool:
    """Whether mail to this reader reaches somebody who is to have it.

    Who was only invited may be anybody: the address is theirs once they chose a password by the link it was sent.
    """
    return (
        bool(reader.email) and not reader.email.endswith(NOBODY_S) and reader.has_usable_password()
    )
