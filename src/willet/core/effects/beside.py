"""Other changes to the same units in the same days: what the lake knows of interventions beside the one asked of."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from duckdb import DuckDBPyConnection

from willet.core.effects.exposures import Exposure
from willet.core.effects.measured import UnitKind

OTHERS = """
SELECT intervention_id, lever, coalesce(ref, ''), name, assigned_from, until_at FROM interventions
WHERE unit = $kind AND list_contains($units, name) AND assigned_from IS NOT NULL ORDER BY ALL
"""


def others_beside(
    con: DuckDBPyConnection,
    exposures: Sequence[Exposure],
    unit: UnitKind,
    span: tuple[date, date],
    zone: str | None,
) -> list[str]:
    """The names of what else began on exposed units within the days compared.

    One intervention with just the starts asked of is the one that is asked of; a second such one is another.
    """
    starts = {e.unit: e.assigned_from for e in exposures if e.assigned_from is not None}
    rows = con.execute(OTHERS, {"kind": unit, "units": list(starts)}).fetchall()
    groups: dict[tuple[str, str, str], dict[str, date]] = {}
    for key, lever, ref, name, begins, ends in rows:
        day = _local(begins, zone)
        if day <= span[1] and (ends is None or _local(ends, zone) > span[0]):
            groups.setdefault((key, lever, ref), {})[name] = day
    own = next((key for key, days in groups.items() if _same(days, starts)), None)
    others = {key for key, days in groups.items() if max(days.values()) > span[0]} - {own}
    return sorted({" ".join(filter(None, key[1:])) or key[0] for key in others})


def _local(moment: datetime, zone: str | None) -> date:
    return moment.replace(tzinfo=UTC).astimezone(ZoneInfo(zone or "UTC")).date()


def _same(days: dict[str, date], starts: dict[str, date]) -> bool:
    return all(starts[name] == day for name, day in days.items())
