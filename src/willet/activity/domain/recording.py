"""Appends what was done: one entry after another, whoever else writes at the same moment."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from willet.activity.actors import Who, actor_now, actor_of
from willet.activity.domain.plain import name_of, plain
from willet.activity.domain.sealing import seal
from willet.activity.models import Act, ActivityEntry, ChainEnd


@dataclass(frozen=True, slots=True)
class Subject:
    """What something was done to: a kind, an id, and the name it had."""

    kind: str
    id: str = ""
    name: str = ""

    @classmethod
    def of(cls, thing: Model) -> "Subject":
        """A row of a room's table."""
        return cls(thing._meta.label_lower, str(thing.pk), name_of(thing))


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field: what it was and what it is; `hidden` says that it changed and nothing more."""

    name: str
    label: str
    was: object = None
    now: object = None
    hidden: bool = False

    def as_json(self) -> dict[str, Any]:
        """As an entry keeps it."""
        known = {"name": self.name, "label": self.label}
        if self.hidden:
            return {**known, "hidden": True}
        return {**known, "was": plain(self.was), "is": plain(self.now)}


@transaction.atomic
def record(
    act: Act, subject: Subject, *, fields: Iterable[FieldChange] = (), by: Who = None
) -> ActivityEntry:
    """Append one entry, in the transaction of what it tells of.

    Args:
        act: What was done.
        subject: To what.
        fields: From what to what. Secrets never enter.
        by: Who did it; by default whoever acts here and now.
    """
    end = _held_end()
    who = actor_of(by) if by is not None else actor_now()
    entry = ActivityEntry(
        number=end.number + 1,
        at=timezone.now(),
        who_kind=who.kind,
        who_id=who.id,
        who_name=who.name,
        who_role=who.role,
        act=act.value,
        kind=subject.kind,
        thing_id=subject.id[:200],
        thing_name=subject.name[:250].replace("\0", ""),
        fields=[field.as_json() for field in fields],
    )
    seal(entry, after=end.link)
    entry.save(force_insert=True)
    end.number, end.link = entry.number, entry.link
    end.save()
    return entry


def hold_chain() -> None:
    """Take one's turn before the rows that the entries will tell of: two writers then wait in one order."""
    _held_end()


def _held_end() -> ChainEnd:
    end, _is_new = ChainEnd.objects.select_for_update().get_or_create(pk=1)
    return end
