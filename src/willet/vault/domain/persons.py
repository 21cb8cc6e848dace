"""Everything held about somebody, in the lake and in every room: looked at, exported, erased."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.utils.translation import gettext_noop

from willet.activity.domain import FieldChange, Subject, record
from willet.activity.models import Act
from willet.core import intake
from willet.core.intake import Holding, SoughtPerson
from willet.core.sources import Progress, silent
from willet.store.overwriting import overwrite_removed
from willet.ui.offers import offers
from willet.ui.personal import Holder, Sought

PERSON = Subject("person")


@dataclass(frozen=True, slots=True)
class HeldOf:
    """What is held of somebody: by the lake, and how many records by each room."""

    lake: Holding
    rooms: Mapping[str, int]

    @property
    def is_nothing(self) -> bool:
        """Whether nothing is held of them."""
        return not self.lake.contacts and not any(self.rooms.values())


def lake_path() -> Path:
    """Where this installation's lake is."""
    return Path(settings.WILLET_HOME) / "lake"


def look(person: SoughtPerson) -> HeldOf:
    """What would be erased; nothing is written.

    Raises:
        RequestError: there is no lake, or the number, address or name says nothing.
        LakeError: the lake cannot be read.
    """
    person = with_names(person)
    lake, sought = intake.holding(lake_path(), person), _sought(person)
    return HeldOf(lake, {str(h.label): len(h.held(sought)) for h in holders()})


def export(person: SoughtPerson) -> dict[str, Any]:
    """Everything held about somebody, as JSON; that it was taken is an entry of the activity.

    Raises:
        RequestError: there is no lake, or the number, address or name says nothing.
        LakeError: the lake cannot be read.
    """
    person = with_names(person)
    sought = _sought(person)
    held = {holder.name: list(holder.held(sought)) for holder in holders()}
    record(Act.EXPORTED, PERSON)
    return {"lake": intake.held_of(lake_path(), person), **held}


def erase(person: SoughtPerson, *, progress: Progress = silent) -> HeldOf:
    """Erase somebody everywhere, and say what was held.

    The lake comes first: its tombstones are what the rooms go by, now and when an older copy is opened.

    Raises:
        RequestError: there is no lake, or the number, address or name says nothing.
        LakeError: another writer did not finish, or the disk failed.
    """
    person = with_names(person)
    lake = intake.erase(lake_path(), person, progress=progress)
    rooms = forget_in_rooms()
    counts = [FieldChange("contacts", gettext_noop("calls"), lake.contacts, 0)]
    counts += [FieldChange(name, name, count, 0) for name, count in rooms.items() if count]
    record(Act.ERASED, PERSON, fields=counts)
    return HeldOf(lake, rooms)


def forget_in_rooms() -> dict[str, int]:
    """Let every room forget whoever the lake was asked to; once more it changes nothing.

    Raises:
        LakeError: the list of whom cannot be read.
    """
    gone = intake.forgotten(lake_path())
    if gone is None:
        return {}
    with transaction.atomic():
        counts = {holder.name: holder.forget(gone) for holder in holders()}
    if any(counts.values()):
        # Answers remembered name agents as they were called.
        cache.clear()
        overwrite_removed()
    return counts


def holders() -> list[Holder]:
    """Every place of a room that keeps something of persons."""
    return list(offers("personal", "HOLDERS"))


def with_names(person: SoughtPerson) -> SoughtPerson:
    """An employee with every name that rooms know them by."""
    if not person.agent:
        return person
    names = frozenset({person.agent, *person.also})
    more = frozenset().union(*(holder.names(names) for holder in holders()))
    return SoughtPerson(agent=person.agent, also=tuple(sorted(more - {person.agent})))


def _sought(person: SoughtPerson) -> Sought:
    keys, contacts, names = intake.known_as(lake_path(), person)
    return Sought(frozenset(keys), frozenset(contacts), frozenset(names), contacts)
