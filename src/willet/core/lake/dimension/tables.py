"""The rows of the dimension as small tables that an engine joins."""

from collections.abc import Sequence
from typing import Any

from duckdb import DuckDBPyConnection

from willet.core.lake.dimension.chains import Names
from willet.core.lake.dimension.rows import FIRST_DAY, KINDS, Dimension, Kind, Spelt, Stretch
from willet.core.lake.dimension.shown import Shown
from willet.core.lake.dimension.teams import without_overlaps

_GATHERED = "SELECT kind, coalesce(source, ''), spelt, name FROM ({names})"
_ROSTER = """
    SELECT agent, source, coalesce(from_date, DATE '0001-01-01'), coalesce(until_date, DATE '9999-12-31'), team,
        hired_date FROM ({roster}) WHERE agent IS NOT NULL
"""

_CODES = """
    CREATE OR REPLACE VIEW shown.codes AS
    SELECT contact_id, arg_max(code, said) AS code, arg_max(tags, said) AS tags FROM (
        SELECT contact_id, code, tags, row(coded_at, agent, code, tags) AS said FROM ({codes})
        WHERE contact_id IS NOT NULL
    ) GROUP BY contact_id
"""
"""Of several calls at the desk that were one contact, the latest that named a code, and the latest that bore tags."""


def shown_of(
    engine: DuckDBPyConnection, dimension: Dimension, names: str, roster: str, codes: str | None
) -> tuple[Shown, Names]:
    """Make the engine know what stands for what, from the dimension and the lake's own tables of names and teams.

    `names`, `roster` and `codes` are the SELECTs of those tables as they rest; None where no desk said anything. Where
    the dimension knows an agent's teams or days, the lake's table is not asked.
    """
    gathered = [Spelt(*row) for row in engine.execute(_GATHERED.format(names=names)).fetchall()]
    known = Names.of(dimension.names, gathered)
    engine.execute("CREATE SCHEMA IF NOT EXISTS shown")
    own, every = set[Kind](), set[Kind]()
    for kind in KINDS:
        rows = known.rows(kind)
        by_source = [(*key, name) for key, name in rows.items() if key[0]]
        for_all = [(key[1], name) for key, name in rows.items() if not key[0]]
        own |= _table(engine, f"own_{kind}", {kind}, ("source", "spelt", "name"), by_source)
        every |= _table(engine, f"every_{kind}", {kind}, ("spelt", "name"), for_all)
    written = engine.execute(_ROSTER.format(roster=roster)).fetchall()
    teams = _teams(dimension, written, known)
    hired = _hired(dimension, written, known)
    if codes is not None:
        engine.execute(_CODES.format(codes=codes))
    shown = Shown(
        frozenset(own),
        frozenset(every),
        bool(_table(engine, "teams", {"agent"}, ("agent", "first", "last", "team"), teams)),
        bool(_table(engine, "hired", {"agent"}, ("agent", "hired"), hired)),
        codes is not None,
    )
    return shown, known


def _teams(
    dimension: Dimension, written: Sequence[tuple[Any, ...]], known: Names
) -> list[tuple[object, ...]]:
    settled = {stretch.agent for stretch in dimension.stretches}
    others = [
        Stretch(known.name("agent", source or "", agent), first, last, team)
        for agent, source, first, last, team, _ in written
        if team is not None
    ]
    stretches = [*dimension.stretches, *(s for s in others if s.agent not in settled)]
    return [(s.agent, s.first, s.last, s.team) for s in without_overlaps(stretches)]


def _hired(
    dimension: Dimension, written: Sequence[tuple[Any, ...]], known: Names
) -> list[tuple[object, ...]]:
    days = {
        known.name("agent", source or "", agent): hired
        for agent, source, *_, hired in sorted(written, key=lambda row: row[-1] or FIRST_DAY)
        if hired is not None
    }
    days |= {p.agent: p.hired for p in dimension.people if p.hired is not None}
    return list(days.items())


def _table(
    engine: DuckDBPyConnection,
    name: str,
    kinds: set[Kind],
    columns: Sequence[str],
    rows: Sequence[tuple[object, ...]],
) -> set[Kind]:
    """Make a small table of the schema `shown`; the kinds it speaks of, none where it is empty."""
    if not rows:
        return set()
    listed = ", ".join(f"unnest(${n + 1}) AS {column}" for n, column in enumerate(columns))
    values = [list(column) for column in zip(*rows, strict=True)]
    engine.execute(f"CREATE OR REPLACE TABLE shown.{name} AS SELECT {listed}", values)
    return kinds
