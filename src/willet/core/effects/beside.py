"""Other changes to the same units in the same days: what the lake knows of interventions beside the one asked of."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from duckdb import DuckDBPyConnection

from willet.core.effects.exposures import Exposure
from willet.core.effects.measured import KINDS, UnitKind
from willet.core.lake import Snapshot

OTHERS = """
SELECT intervention_id, lever, coalesce(ref, ''), name, assigned_from, until_at FROM interventions
WHERE unit = $kind AND list_contains($units, name) AND assigned_from IS NOT NULL ORDER BY ALL
"""
OF_OTHER_KINDS = """
SELECT unit, intervention_id, lever, coalesce(ref, ''), name, assigned_from, until_at FROM interventions
WHERE unit <> $kind AND list_contains($kinds, unit) AND name IS NOT NULL AND assigned_from IS NOT NULL ORDER BY ALL
"""
SHARED = 0.1
"""Units of two kinds touch where either has so much of its contacts with the other."""
SHARING = f"""
SELECT DISTINCT other FROM (
    SELECT mine, other, n, sum(n) OVER (PARTITION BY mine) AS of_mine, sum(n) OVER (PARTITION BY other) AS of_other
    FROM (
        SELECT {{mine}} AS mine, {{other}} AS other, count(*) AS n FROM contacts
        WHERE {{mine}} IS NOT NULL AND {{other}} IS NOT NULL GROUP BY ALL
    )
) WHERE list_contains($units, mine) AND n >= {SHARED} * least(of_mine, of_other)
"""


def others_beside(
    con: DuckDBPyConnection,
    exposures: Sequence[Exposure],
    unit: UnitKind,
    span: tuple[date, date],
    zone: str | None,
) -> list[str]:
    """The names of what else began on exposed units within the days compared.

    One intervention with just the starts asked of is the one that is asked of, and what another room keeps of the same
    lever on the same days is the same once more; a second one of the same room is another.
    """
    starts = {e.unit: e.assigned_from for e in exposures if e.assigned_from is not None}
    rows = con.execute(OTHERS, {"kind": unit, "units": list(starts)}).fetchall()
    groups = _groups(rows, span, zone)
    same = [key for key, days in groups.items() if _same(days, starts)]
    same.sort(key=lambda key: -len(groups[key]))
    own = {
        key
        for key in same
        if key == same[0] or (_room(key) != _room(same[0]) and key[1] == same[0][1])
    }
    return _names(groups, span, own)


def others_across(
    snapshot: Snapshot,
    con: DuckDBPyConnection,
    exposures: Sequence[Exposure],
    unit: UnitKind,
    span: tuple[date, date],
    zone: str | None,
) -> list[str]:
    """The names of what began within the days compared on units of another kind that share contacts with the exposed.

    The lake is opened once more, with every name, only where something of another kind began at all.
    """
    rows = con.execute(OF_OTHER_KINDS, {"kind": unit, "kinds": list(KINDS)}).fetchall()
    if not _groups([row[1:] for row in rows], span, zone):
        return []
    units = [e.unit for e in exposures if e.assigned_from is not None]
    with snapshot.reading() as whole:
        touching = {
            (kind, name)
            for kind in {row[0] for row in rows}
            for (name,) in whole.execute(
                SHARING.format(mine=unit, other=kind), {"units": units}
            ).fetchall()
        }
    groups = _groups([row[1:] for row in rows if (row[0], row[4]) in touching], span, zone)
    return _names(groups, span, set())


_Key = tuple[str, str, str]
_Groups = dict[_Key, dict[str, date]]


def _groups(rows: Iterable[tuple[Any, ...]], span: tuple[date, date], zone: str | None) -> _Groups:
    """By intervention, lever and object the units with their starts, of what lasted into the days compared."""
    groups: _Groups = {}
    for key, lever, ref, name, begins, ends in rows:
        day = _local(begins, zone)
        if day <= span[1] and (ends is None or _local(ends, zone) > span[0]):
            groups.setdefault((key, lever, ref), {})[name] = day
    return groups


def _names(groups: _Groups, span: tuple[date, date], own: set[_Key]) -> list[str]:
    others = {key for key, days in groups.items() if max(days.values()) > span[0]} - own
    # What it is called says it in every language; the lever alone is a word of the lake's own.
    return sorted({key[2] or key[1] or key[0] for key in others})


def _room(key: _Key) -> str:
    return key[0].partition(":")[0]


def _local(moment: datetime, zone: str | None) -> date:
    return moment.replace(tzinfo=UTC).astimezone(ZoneInfo(zone or "UTC")).date()


def _same(days: dict[str, date], starts: dict[str, date]) -> bool:
    return all(starts[name] == day for name, day in days.items())
