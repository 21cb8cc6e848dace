"""What rooms keep of persons: shown to whoever may export it, and forgotten. A room offers it in its `personal.py`."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.db.models import QuerySet
from django.utils.functional import Promise

from willet.core.lake.erased import Forgotten
from willet.core.lake.mentions import without


@dataclass(frozen=True, slots=True)
class Sought:
    """Whom an export is about: a customer's keys and contacts, or an employee's names."""

    keys: frozenset[int] = frozenset()
    contacts: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    arrivals: Mapping[str, datetime] = field(default_factory=dict)
    """When each contact arrived, with a zone: an id begins again another month."""


def _no_names(names: frozenset[str]) -> frozenset[str]:
    return frozenset()


@dataclass(frozen=True, slots=True)
class Holder:
    """One place of a room that keeps something of persons. A room lists its own in `HOLDERS`."""

    name: str
    label: str | Promise
    held: Callable[[Sought], Sequence[Mapping[str, Any]]]
    """What is kept of somebody, as records of plain JSON."""
    forget: Callable[[Forgotten], int]
    """Forget whoever was erased, and say of how many records; done twice it is as done once."""
    names: Callable[[frozenset[str]], frozenset[str]] = field(default=_no_names)
    """Further names under which the room knows an employee of these names."""


def names_any(value: Any, names: Iterable[str]) -> bool:
    """Whether any text in a value of plain JSON holds one of these names, in whatever case it is written."""
    if isinstance(value, str):
        text = value.casefold()
        return any(name.casefold() in text for name in names if name)
    if isinstance(value, Mapping):
        value = value.values()
    return isinstance(value, Iterable) and any(names_any(inner, names) for inner in value)


def values_of(address: str) -> list[str]:
    """What the query of an address of the product says, as it reads without its encoding."""
    return [value for _, value in parse_qsl(address.partition("?")[2])]


Scrub = Callable[[Any, Forgotten], Any]


def scrub_rows(rows: QuerySet[Any], fields: Mapping[str, Scrub], gone: Forgotten) -> int:
    """Write these fields of the rows without whoever was erased, each in its way; of how many rows one changed.

    Past the history of the rows: an entry of the change would say whose name it was.
    """
    count = 0
    for row in rows:
        before = {field: getattr(row, field) for field in fields}
        after = {field: scrub(before[field], gone) for field, scrub in fields.items()}
        if after != before:
            rows.filter(pk=row.pk).update(**after)
            count += 1
    return count


def address_without(address: str, gone: Forgotten) -> str:
    """An address of the product whose query names nobody who was erased: their pseudonym stands there instead."""
    path, mark, query = address.partition("?")
    pairs = parse_qsl(query, keep_blank_values=True)
    kept = [(key, without(value, gone)) for key, value in pairs]
    return address if kept == pairs else f"{path}{mark}{urlencode(kept)}"
