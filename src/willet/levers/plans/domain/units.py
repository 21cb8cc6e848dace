"""Units as people write them, one per line, and which of them somebody plans for."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from willet.core.effects.exposures import (
    COLUMNS,
    Exposure,
    ExposureFaultsError,
    checked_exposures,
    column_named,
)
from willet.core.records import Message
from willet.core.sources.side_table import rows_of
from willet.figures.domain.asking import Reading
from willet.levers.plans.domain.errors import CLOSED_UNITS, FAR_DAY, PlanError
from willet.levers.plans.models import UnitKind
from willet.people.models import User
from willet.people.visibility import visibility_of
from willet.ui.fields.days import FIRST_DAY, LAST_DAY, is_near

Units = dict[str, dict[str, str | None]]
_NO_UNIT = "unit"
_AGENTS = (
    "SELECT agent, arg_max(team, arrived_at) FROM contacts WHERE agent IS NOT NULL "
    "GROUP BY agent ORDER BY agent"
)


def read_units(text: str) -> Units:
    """The units of a list: name, assigned from, received from, until, parted by semicolons, commas or tabs.

    Raises:
        ExposureFaultsError: some lines cannot be read; each is named.
    """
    lines = _lines(text, _delimiter(text))
    if not lines:
        return {}
    columns: Sequence[str] = COLUMNS
    if lines[0][1][0].casefold() == _NO_UNIT:
        columns = [column_named(name) for name in lines.pop(0)[1]]
    named = ((n, _row(columns, cells)) for n, cells in lines)
    exposures = list(map(_open_ended, checked_exposures(named, _("The list of units"))))
    if far := [fault for e in exposures for fault in _far_days(e)]:
        raise ExposureFaultsError(_("The list of units"), far)
    return {e.unit: {c: day.isoformat() if day else None for c, day in _days(e)} for e in exposures}


def _delimiter(text: str) -> str:
    """What parts the cells: a comma only where days follow it, for “Doe, Jane” is one name."""
    for sign in (";", "\t"):
        if sign in text:
            return sign
    seconds = [row[1] for _n, row in _lines(text, ",") if len(row) > 1]
    heads = text.lstrip().casefold().startswith(f"{_NO_UNIT},")
    return "," if heads or any(map(_is_day, seconds)) else ";"


def _is_day(cell: str) -> bool:
    return not cell or cell[0].isdigit()


def _lines(text: str, delimiter: str) -> list[tuple[int, list[str]]]:
    return [
        (n, [cell.strip() for cell in row])
        for n, row in rows_of(_("The list of units"), text, delimiter)
        if any(cell.strip() for cell in row)
    ]


def _days(exposure: Exposure) -> list[tuple[str, date | None]]:
    return [(column, getattr(exposure, column)) for column in COLUMNS[1:]]


def _open_ended(exposure: Exposure) -> Exposure:
    """An end beyond all days is how many write that there is none."""
    is_none = exposure.until is not None and exposure.until >= LAST_DAY
    return replace(exposure, until=None) if is_none else exposure


def _far_days(exposure: Exposure) -> Iterator[Message]:
    for column, day in _days(exposure):
        if day is not None and not is_near(day):
            yield FAR_DAY(
                line=str(exposure.line),
                column=column,
                day=str(day),
                first=FIRST_DAY.isoformat(),
                last=LAST_DAY.isoformat(),
            )


def _row(columns: Sequence[str], cells: Sequence[str]) -> Mapping[str, object]:
    row: dict[str, object] = dict(zip(columns, cells, strict=False))
    # As the effects read a line with more cells than columns.
    return row | ({"": list(cells[len(columns) :])} if len(cells) > len(columns) else {})


def written_units(units: Mapping[str, Mapping[str, Any]]) -> str:
    """The units as their list is written."""
    lines = [
        [_quoted(name), *(days.get(c) or "" for c in COLUMNS[1:])]
        for name, days in sorted(units.items())
    ]
    return "\n".join("; ".join(line).rstrip("; ") for line in lines)


def _quoted(name: str) -> str:
    is_plain = not any(sign in name for sign in ';"\t\n\r') and not _parts_itself(name)
    return name if is_plain else '"{}"'.format(name.replace('"', '""'))


def _parts_itself(name: str) -> bool:
    """Whether a comma within a name would be read as one between cells: what may be a day or a heading is beside it."""
    first, comma, rest = name.partition(",")
    heads = first.strip().casefold() == _NO_UNIT
    return bool(comma) and (heads or _is_day(rest.partition(",")[0].strip()))


def units_open_to(
    person: User, reading: Reading | None, unit: str, team: str = ""
) -> Sequence[str]:
    """Whom somebody may plan with: a manager everybody that the data store knows, a lead their own teams and agents.

    Where the plan is of one team, that team and its agents alone.
    """
    if reading is None:
        return ()
    seen = visibility_of(person)
    if unit == UnitKind.AGENT:
        return [name for name, _team in agents_open_to(reading, team)]
    names = reading.choices[unit]
    if team and unit == UnitKind.TEAM:
        names = tuple(name for name in names if name == team)
    if seen.everyone:
        return names
    return [name for name in names if name in seen.teams] if unit == UnitKind.TEAM else ()


def agents_open_to(reading: Reading, team: str = "") -> list[tuple[str, str]]:
    """The agents whom the reader sees, each with the team of their newest call; of one team, those in it now."""
    rows = reading.rows(_AGENTS)
    return [(name, newest or "") for name, newest in rows if not team or newest == team]


def check_units(
    person: User, reading: Reading | None, unit: str, names: Sequence[str], team: str = ""
) -> None:
    """Raise where somebody plans with others than they may, or than the plan is of.

    Raises:
        PlanError: so it is; the names are said.
    """
    open_ = set(units_open_to(person, reading, unit, team))
    closed = [name for name in names if name not in open_]
    if closed:
        raise PlanError(CLOSED_UNITS(names=", ".join(closed[:8])))
