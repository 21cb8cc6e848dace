"""Folding inside a transaction: what was touched, and what an older Willet folded otherwise."""

from collections.abc import Mapping
from datetime import date

from willet.core.cases.joining import join_rooms
from willet.core.intake.naming import name_agents
from willet.core.lake import Lake, Transaction
from willet.core.sources import (
    Progress,
    ReadOptions,
    Source,
    hints_of,
    is_known,
    silent,
    source_named,
)
from willet.core.sources.registry import HANDED

Touched = Mapping[str, set[date]]
"""Source -> the parts of it that must be folded anew."""


def fold(
    tx: Transaction,
    lake: Lake,
    touched: Touched,
    *,
    zone: str | None = None,
    progress: Progress = silent,
) -> None:
    """Fold the touched parts of each source, and the parts whose fold has changed since.

    A fold is told only what is the lake's own, so that every fold of a part is the same: `zone` is for a
    source that is folded here for the first time.
    """
    folded = set[str]()
    for name in sorted(n for n in {*tx.sources, *touched} if n in touched or is_known(n)):
        source = source_named(name)
        options = ReadOptions(
            customer_key=lake.key(), zone=_zone(tx, lake, source, zone), region=lake.region
        )
        if tx.refold(source, options, touched.get(name, set()), progress):
            folded.add(name)
    if folded - HANDED.keys():
        name_agents(tx)
    if folded:
        join_rooms(tx)


def _zone(tx: Transaction, lake: Lake, source: Source, given: str | None) -> str | None:
    if hints_of(source).zone_per_row:
        return lake.zone
    known = tx.folding.get(source.name)
    return (known.zone if known else None) or given
