"""Who the customers are, since when, until when and what they bring: read from a table, every fault gathered."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from math import isfinite
from pathlib import Path
from typing import Literal

from willet.core.records import Message
from willet.core.sources.identity import email_key, id_key, keyed, normalised_number
from willet.core.sources.side_table import (
    TOO_WIDE,
    TableFaultsError,
    is_too_wide,
    plain,
    read_side_table,
)
from willet.core.worth import notes

WAYS = ("customer", "number", "mail")
"""By what a customer is named: an id, a phone number, a mail address."""
OTHERS = ("joined", "left", "value")
LARGEST_VALUE = 1e12
"""What a customer brings is less in any currency; of far larger numbers no mean can be worked out."""


@dataclass(frozen=True, slots=True)
class Customer:
    """One customer under the key of the lake: the days of joining and leaving (None: not known, still there)."""

    key: int
    way: str = "customer"
    """Whether the key is of an id, a number or an address."""
    joined: date | None = None
    left: date | None = None
    value: float | None = None


class CustomerFaultsError(TableFaultsError):
    """A table of customers that cannot be taken as it is."""


def read_customers(
    path: Path | str, secret: bytes, region: str | None, named: str = ""
) -> tuple[Customer, ...]:
    """The customers of a CSV file, under the keys that a lake with this secret knows them by.

    `named` is what faults call the file, where its own name says nothing.

    Raises:
        RequestError: there is no such file, or it is no text.
        CustomerFaultsError: lines of it cannot be read; all of them are named.
    """
    table = read_side_table(path, str.lower, named)
    way = _way(table.file, table.columns)
    return _Reading(table.file, way, secret, region).customers(table.lines)


def _way(file: str, named: list[str]) -> str:
    ways = [name for name in named if name in WAYS]
    rest = [name for name in named if name not in WAYS]
    if len(ways) != 1 or "left" not in rest or set(rest) - {*OTHERS} or len(rest) > len({*rest}):
        fault = notes.COLUMNS(file=file, names=", ".join(map(repr, named)) or "–")
        raise CustomerFaultsError(file, [fault])
    return ways[0]


@dataclass(frozen=True)
class _Reading:
    """How the lines of one file are taken."""

    file: str
    way: str
    secret: bytes
    region: str | None

    def customers(self, lines: Iterable[tuple[int, Mapping[str, object]]]) -> tuple[Customer, ...]:
        faults: list[Message] = []
        seen: dict[int, int] = {}
        result = []
        for line, row in lines:
            if not any(plain(value) for value in row.values()):
                continue
            wrong = list(self._wrong(row, line))
            customer = None if wrong else self._customer(row, line, wrong)
            if customer is not None and customer.key in seen:
                first = str(seen[customer.key])
                wrong.append(notes.TWICE(file=self.file, line=str(line), first=first))
            elif customer is not None:
                seen[customer.key] = line
                result.append(customer)
            faults += wrong
        if not result and not faults:
            faults.append(notes.EMPTY(file=self.file))
        if faults:
            raise CustomerFaultsError(self.file, faults)
        return tuple(result)

    def _wrong(self, row: Mapping[str, object], line: int) -> Iterator[Message]:
        at = {"file": self.file, "line": str(line)}
        if is_too_wide(row):
            yield TOO_WIDE(**at)
        if not plain(row.get(self.way)):
            yield notes.NO_CUSTOMER(**at)
        days = {name: _day(plain(row.get(name))) for name in ("joined", "left")}
        for name, day in days.items():
            if day is False:
                yield notes.NO_DAY(column=name, value=repr(plain(row.get(name))), **at)
        joined, left = days["joined"], days["left"]
        if isinstance(joined, date) and isinstance(left, date) and left < joined:
            yield notes.LEFT_FIRST(left=str(left), joined=str(joined), **at)
        if _number(plain(row.get("value"))) is False:
            yield notes.NO_VALUE(value=repr(plain(row.get("value"))), **at)
        elif abs(_number(plain(row.get("value"))) or 0.0) > LARGEST_VALUE:
            yield notes.TOO_LARGE(value=repr(plain(row.get("value"))), **at)

    def _customer(
        self, row: Mapping[str, object], line: int, wrong: list[Message]
    ) -> Customer | None:
        name = plain(row.get(self.way))
        key = self._key(name)
        if key is None:
            wrong.append(notes.NOT_ONE(file=self.file, line=str(line), value=repr(name)))
            return None
        joined, left = (_day(plain(row.get(name))) for name in ("joined", "left"))
        value = _number(plain(row.get("value")))
        return Customer(
            key, self.way, joined or None, left or None, None if value is False else value
        )

    def _key(self, name: str) -> int | None:
        if self.way == "customer":
            return id_key(name, self.secret)
        if self.way == "mail":
            return email_key(name, self.secret) if "@" in name else None
        number = normalised_number(name, self.region)
        if number is None or number.startswith("raw:"):
            return None
        return keyed(f"number:{number}", self.secret)


def _day(text: str) -> "date | Literal[False] | None":
    """The day a cell spells; None where it is empty, False where it is none."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return False


def _number(text: str) -> "float | Literal[False] | None":
    try:
        number = float(text) if text else None
    except ValueError:
        return False
    return False if number is not None and not isfinite(number) else number
