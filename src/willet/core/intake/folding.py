"""From landed rows to cases, inside one transaction: fold what was touched, then link."""

from collections.abc import Mapping
from datetime import date

from willet.core import cases
from willet.core.lake import Lake, Transaction
from willet.core.sources import SOURCES, Progress, ReadOptions, silent, source_named

Touched = Mapping[str, set[date]]
"""Source -> the parts of it that must be folded anew."""


def fold_and_link(
    tx: Transaction,
    lake: Lake,
    touched: Touched,
    *,
    zone: str | None = None,
    progress: Progress = silent,
) -> None:
    """Fold the touched parts, and those that an older Willet folded otherwise; bring the cases up to them.

    A fold is told only what is the lake's own, so that every fold of a part is the same: `zone` is for a
    source that is folded here for the first time.
    """
    for name in sorted({*tx.sources, *touched} & {*SOURCES, *touched}):
        known = tx.folding.get(name)
        options = ReadOptions(
            customer_key=lake.key(),
            zone=(known.zone if known else None) or zone,
            region=lake.region,
        )
        tx.refold(source_named(name), options, touched.get(name, set()), progress)
    progress("linking", None)
    cases.refresh(tx)
