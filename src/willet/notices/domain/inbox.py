"""For me today: what rooms say a person is to do, by when it is due on that person's own clock."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal, TypeAlias
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from willet.notices.domain.choices import zone_of
from willet.people.models import User
from willet.ui.inbox import InboxLine, InboxOffer
from willet.ui.offers import offers

Part: TypeAlias = Literal["now", "overdue", "today", "later"]
PARTS: Final[Mapping[Part, str | Promise]] = {
    "now": _("Somebody waits for it"),
    "overdue": _("Overdue"),
    "today": _("Today"),
    "later": _("Later"),
}


AT_ONCE: Final = 5
"""So many of one kind are seen at once in a part; a single one more is not folded away."""


@dataclass(frozen=True, slots=True)
class InboxItem:
    """One line with the kind of thing it is, and when it is due on the reader's clock."""

    title: str
    line: InboxLine
    due: date | datetime | None


def inbox_of(reader: User, now: datetime | None = None) -> Mapping[Part, Sequence[InboxItem]]:
    """The reader's lines in the four parts, in each the earliest first, and last what may wait."""
    zone, moment = zone_of(reader), now or timezone.now()
    parts: dict[Part, list[InboxItem]] = {part: [] for part in PARTS}
    for item in sorted(_items(reader, zone), key=_order):
        part = "now" if item.line.waits else _part(item.due, moment.astimezone(zone))
        parts[part].append(item)
    return parts


def fold(items: Sequence[InboxItem]) -> tuple[Sequence[InboxItem], Mapping[str, list[InboxItem]]]:
    """The first of each kind of a part as they come, and by kind those beyond: a wall of one kind hides no other."""
    by_kind: dict[str, list[InboxItem]] = {}
    for item in items:
        by_kind.setdefault(item.title, []).append(item)
    beyond = {kind: own[AT_ONCE:] for kind, own in by_kind.items() if len(own) > AT_ONCE + 1}
    folded = {id(item) for own in beyond.values() for item in own}
    return [item for item in items if id(item) not in folded], beyond


def _items(reader: User, zone: ZoneInfo) -> Iterable[InboxItem]:
    offered: Iterable[InboxOffer] = offers("panels", "INBOX")
    for offer in offered:
        if offer.permission is None or reader.has_perm(offer.permission):
            for line in offer.lines(reader):
                # A room that gives another's line shows it to nobody.
                if line.owner == reader:
                    yield InboxItem(str(offer.title), line, _on_the_clock(line.due, zone))


def _on_the_clock(due: date | datetime | None, zone: ZoneInfo) -> date | datetime | None:
    return due.astimezone(zone) if isinstance(due, datetime) else due


def _order(item: InboxItem) -> tuple[date, bool, float]:
    """By day; of one day the moments first, as they come, then what is due at any time of it."""
    if isinstance(item.due, datetime):
        return item.due.date(), False, item.due.timestamp()
    return item.due or date.max, True, 0.0


def _part(due: date | datetime | None, now: datetime) -> Part:
    if due is None:
        return "later"
    day = due.date() if isinstance(due, datetime) else due
    if day < now.date() or (isinstance(due, datetime) and due <= now):
        return "overdue"
    return "today" if day == now.date() else "later"
