"""Erases parts of entries: they are emptied, their salts too; number, moment, digests, hash and link stay."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Final
from urllib.parse import unquote_plus

from django.db import transaction

from willet.activity.domain.recording import FieldChange, Subject, record
from willet.activity.domain.sealing import PARTS
from willet.activity.domain.searching import between
from willet.activity.domain.verifying import ITSELF
from willet.activity.models import Act, ActivityEntry
from willet.core.lake.erased import Forgotten
from willet.core.lake.mentions import mentions, without

OF_CUSTOMERS: Final = frozenset({"contact", "case"})
_EMPTY: Final[Mapping[str, Any]] = {
    "fields": [],
    "thing_id": "",
    "thing_name": "",
    "who_id": "",
    "who_name": "",
}


@transaction.atomic
def forget(gone: Forgotten) -> int:
    """Erase what entries say of whoever is to be forgotten; an entry of its own says of how many, and of which."""
    numbers = [entry.number for entry in _entries() if _erase(entry, dict(_parts(entry, gone)))]
    if numbers:
        fields = [FieldChange("entries", "entries", None, numbers)]
        record(Act.ERASED, Subject(ITSELF), fields=fields)
    return len(numbers)


@transaction.atomic
def age(up_to: date) -> int:
    """Erase who did what to what in entries up to this day, itself within; that something was done stays."""
    old = ActivityEntry.objects.filter(between(None, up_to)).order_by("number")
    last, count = 0, 0
    for entry in old.iterator():
        count += _erase(entry, {part: {} for part in ("who", "what", "fields")})
        last = entry.number
    if count:
        record(Act.AGED, Subject(ITSELF), fields=[FieldChange("up_to", "up to", None, last)])
    return count


def _entries() -> Iterator[ActivityEntry]:
    return ActivityEntry.objects.order_by("number").iterator()


def _parts(entry: ActivityEntry, gone: Forgotten) -> Iterator[tuple[str, Mapping[str, str]]]:
    """The parts to be erased, each with what stands there instead."""
    of_customer = entry.kind in OF_CUSTOMERS and gone.is_contact(entry.thing_id)
    values = [value for change in entry.fields for value in _values(change)]
    if of_customer or mentions(values, gone):
        yield "fields", {}
    if _is_key(entry, gone):
        yield "what", {}
    elif mentions(entry.thing_name, gone):
        name = without(entry.thing_name, gone)
        yield "what", {"thing_id": entry.thing_id, "thing_name": name}
    if gone.called(entry.who_name) != entry.who_name:
        yield "who", {"who_id": entry.who_id, "who_name": gone.called(entry.who_name)}


def _is_key(entry: ActivityEntry, gone: Forgotten) -> bool:
    """Whether an entry is about somebody's place in the vault."""
    number = entry.thing_id if entry.kind == "vault.vaultentry" else ""
    return number.isdigit() and gone.is_key(int(number))


def _values(change: Mapping[str, Any]) -> Iterable[Any]:
    """What was and what is; of an address what its query says, too."""
    values = change.get("was"), change.get("is")
    return [*values, *(unquote_plus(value) for value in values if isinstance(value, str))]


def _erase(entry: ActivityEntry, parts: Mapping[str, Mapping[str, str]]) -> bool:
    """Empty the parts that are not yet, or where what was left names another of them; whether there were any."""
    left = {
        part: instead
        for part, instead in parts.items()
        if entry.seals[part][0] or any(getattr(entry, c) != text for c, text in instead.items())
    }
    if not left:
        return False
    columns = {c: _EMPTY[c] for part in left for c in PARTS[part] if c in _EMPTY}
    columns |= {c: value for instead in left.values() for c, value in instead.items()}
    seals = {
        part: ["" if part in left else salt, digest] for part, (salt, digest) in entry.seals.items()
    }
    ActivityEntry.objects.filter(pk=entry.pk).update(seals=seals, **columns)
    return True
