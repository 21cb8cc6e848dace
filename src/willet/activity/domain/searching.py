"""What an administrator looks for among the entries, read from the address."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from willet.activity.models import Act, ActivityEntry


@dataclass(frozen=True, slots=True)
class Wanted:
    """Who, did what, to what, from which day to which; what is empty restricts nothing. Both days are within."""

    who: str = ""
    act: str = ""
    kind: str = ""
    what: str = ""
    first: date | None = None
    last: date | None = None

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> "Wanted":
        """As the address names it; what it cannot mean is left out."""
        act = str(given.get("did", ""))
        return cls(
            who=str(given.get("who", "")).strip()[:160],
            act=act if act in Act.values else "",
            kind=str(given.get("kind", ""))[:60],
            what=str(given.get("what", "")).strip()[:200],
            first=_day(given.get("from")),
            last=_day(given.get("to")),
        )

    @property
    def restricts(self) -> bool:
        """Whether anything is asked for in particular."""
        return self != Wanted()

    def entries(self) -> "QuerySet[ActivityEntry]":
        """The entries that fit, newest first."""
        return ActivityEntry.objects.filter(self._condition())

    def _condition(self) -> Q:
        condition = Q()
        if self.who:
            condition &= Q(who_name__icontains=self.who)
        if self.act:
            condition &= Q(act=self.act)
        if self.kind:
            condition &= Q(kind=self.kind)
        if self.what:
            condition &= Q(thing_name__icontains=self.what) | Q(thing_id=self.what)
        return condition & between(self.first, self.last)


def between(first: date | None, last: date | None) -> Q:
    """Entries of these days of UTC, both within."""
    condition = Q()
    if first is not None:
        condition &= Q(at__gte=_midnight(first))
    if last is not None and last < date.max:
        condition &= Q(at__lt=_midnight(last + timedelta(days=1)))
    return condition


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _day(given: object) -> date | None:
    try:
        return date.fromisoformat(str(given))
    except ValueError:
        return None
