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

Part: TypeAlias = Literal["overdue", "today", "later"]
PARTS: Final[Mapping[Part, str | Promise]] = {
    "overdue": _("Overdue"),
    "today": _("Today"),
    "later": _("Later"),
}


@dataclass(frozen=True, slots=True)
class InboxItem:
    """One line with the kind of thing it is, and when it is due on the reader's clock."""

    title: str
    line: InboxLine
    due: date | datetime | None


def inbox_of(reader: User, now: datetime | None = None) -> Mapping[Part, Sequence[InboxItem]]:
    """The reader's lines in the three parts, in each the earliest first, and last what may wait."""
    zone, moment = zone_of(reader), now or timezone.now()
    parts: dict[Part, list[InboxItem]] = {part: [] for part in PARTS}
    for item in sorted(_items(reader, zone), key=_order):
        parts[_part(item.due, moment.astimezone(zone))].append(item)
    return parts


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
