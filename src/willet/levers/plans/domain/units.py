"""Units as people write them, one per line, and which of them somebody plans for."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from willet.core.effects.exposures import COLUMNS, checked_exposures, column_named
from willet.core.sources.side_table import rows_of
from willet.figures.domain.asking import Reading
from willet.levers.plans.domain.errors import CLOSED_UNITS, PlanError
from willet.levers.plans.models import UnitKind
from willet.people.models import User
from willet.people.visibility import visibility_of

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
    delimiter = max((";", "\t", ","), key=text.count)
    lines = [
        (n, [cell.strip() for cell in row])
        for n, row in rows_of(_("The list of units"), text, delimiter)
        if any(cell.strip() for cell in row)
    ]
    if not lines:
        return {}
    columns: Sequence[str] = COLUMNS
    if lines[0][1][0].casefold() == _NO_UNIT:
        columns = [column_named(name) for name in lines.pop(0)[1]]
    named = ((n, _row(columns, cells)) for n, cells in lines)
    exposures = checked_exposures(named, _("The list of units"))
    return {
        e.unit: {
            "assigned_from": e.assigned_from.isoformat() if e.assigned_from else None,
            "received_from": e.received_from.isoformat() if e.received_from else None,
            "until": e.until.isoformat() if e.until else None,
        }
        for e in exposures
    }


def _row(columns: Sequence[str], cells: Sequence[str]) -> Mapping[str, object]:
    row: dict[str, object] = dict(zip(columns, cells, strict=False))
    # As the effects read a line with more cells than columns.
    return row | ({"": list(cells[len(columns) :])} if len(cells) > len(columns) else {})


def written_units(units: Mapping[str, Mapping[str, Any]]) -> str:
    """The units as their list is written."""
    lines = [
        ["" if v is None else v for v in (name, *(days.get(c) for c in COLUMNS[1:]))]
        for name, days in sorted(units.items())
    ]
    return "\n".join("; ".join(line).rstrip("; ") for line in lines)


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
