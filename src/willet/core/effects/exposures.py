"""Which units were exposed, as assigned, from when until when: read from a table, every fault gathered."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from willet.core.effects import refusals
from willet.core.records import Message, did_you_mean, spelled
from willet.core.sources.side_table import (
    TOO_WIDE,
    SideTable,
    TableFaultsError,
    is_too_wide,
    plain,
    read_side_table,
)

COLUMNS = ("unit", "assigned_from", "received_from", "until")
SYNONYMS = {"from": "assigned_from"}


@dataclass(frozen=True, slots=True)
class Exposure:
    """One unit: the local day from which it was meant to be exposed (None: never), from when it was, and its last."""

    unit: str
    assigned_from: date | None
    received_from: date | None = None
    until: date | None = None
    line: int = field(default=0, compare=False)
    """Where it stands in its file."""


class ExposureFaultsError(TableFaultsError):
    """A table of exposures that cannot be taken as it is."""


def read_exposures(path: Path | str) -> tuple[Exposure, ...]:
    """The exposures of a CSV file with columns `unit`, `assigned_from` and, where known, `received_from` and `until`.

    `from` is taken for `assigned_from`; an empty day there means never.

    Raises:
        RequestError: there is no such file, or it is no text.
        ExposureFaultsError: lines of it cannot be read; all of them are named.
    """
    table = read_side_table(path, column_named)
    _check_columns(table)
    return checked_exposures(table.lines, table.file)


def column_named(heading: str) -> str:
    """The column that a heading means, in whatever letters and with whatever gap it is written."""
    name = "_".join(heading.casefold().split())
    return SYNONYMS.get(name, name)


def exposures_of(rows: Iterable[Exposure | Mapping[str, object]]) -> tuple[Exposure, ...]:
    """Exposures given as such, or as mappings with the columns of a file.

    Raises:
        ExposureFaultsError: some of them cannot be read; all of them are named.
    """
    given = list(rows)
    plain = [
        {c: getattr(row, c) for c in COLUMNS} if isinstance(row, Exposure) else _renamed(row)
        for row in given
    ]
    return checked_exposures(enumerate(plain, start=1), "exposures")


def checked_exposures(
    lines: Iterable[tuple[int, Mapping[str, object]]], file: str
) -> tuple[Exposure, ...]:
    """The exposures that numbered rows spell.

    Raises:
        ExposureFaultsError: some cannot be read, a unit stands twice, or none is there.
    """
    faults: list[Message] = []
    seen: dict[str, int] = {}
    result = []
    for line, row in lines:
        if not any(plain(v) for v in row.values()):
            continue
        if is_too_wide(row):
            faults.append(TOO_WIDE(file=file, line=str(line)))
        exposure = _exposure(row, file, line, faults)
        if exposure.unit in seen:
            first = seen[exposure.unit]
            faults.append(
                refusals.TWICE(file=file, line=str(line), unit=exposure.unit, first=str(first))
            )
        elif exposure.unit:
            seen[exposure.unit] = line
        result.append(exposure)
    if not result:
        faults.append(refusals.EMPTY(file=file))
    if faults:
        raise ExposureFaultsError(file, faults)
    return tuple(result)


def _exposure(row: Mapping[str, object], file: str, line: int, faults: list[Message]) -> Exposure:
    unit = spelled(plain(row.get("unit"))).strip()
    if not unit:
        faults.append(refusals.NO_UNIT(file=file, line=str(line)))
    days = {name: _day(row.get(name), name, file, line, faults) for name in COLUMNS[1:]}
    start, until = days["assigned_from"], days["until"]
    if start is not None and until is not None and until < start:
        faults.append(
            refusals.ENDS_FIRST(file=file, line=str(line), first=str(start), last=str(until))
        )
    stated = plain(row.get("assigned_from"))
    if not stated and (days["received_from"] or until):
        faults.append(refusals.NEVER_AND_YET(file=file, line=str(line), unit=unit))
    return Exposure(unit, start, days["received_from"], until, line)


def _day(value: object, name: str, file: str, line: int, faults: list[Message]) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = plain(value)
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        faults.append(refusals.NO_DAY(file=file, line=str(line), column=name, value=repr(text)))
        return None


def _check_columns(table: SideTable) -> None:
    faults = list(_wrong_columns(table))
    if faults:
        raise ExposureFaultsError(table.file, faults)


def _wrong_columns(table: SideTable) -> Iterator[Message]:
    named, known = table.columns, ", ".join(COLUMNS)
    at = {"file": table.file, "line": str(table.heading_line)}
    if not named:
        yield refusals.NO_HEADINGS(file=table.file, known=known)
        return
    for name in ("unit", "assigned_from"):
        if name not in named:
            yield refusals.NO_COLUMN(column=name, known=known, **at)
    for name in dict.fromkeys(named):
        if name not in COLUMNS:
            yield refusals.OTHER_COLUMN(column=repr(name), hint=did_you_mean(name, COLUMNS), **at)
        elif named.count(name) > 1:
            yield refusals.COLUMN_TWICE(column=name, **at)


def _renamed(row: Mapping[str, object]) -> dict[str, object]:
    return {SYNONYMS.get(name, name): value for name, value in row.items()}
