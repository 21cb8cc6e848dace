"""A share corrected for the errors that audits found in the evidence it rests on.

Audits say how often a verdict is right: of what they found solved, and of what they found not solved. They never
enter an interval or a bound; where there are enough of them, the corrected share stands beside the plain one.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from willet.core.metrics.intervals import Floats, Intervals
from willet.core.metrics.metric import Audit, Metric
from willet.core.metrics.moments import RowValues, Sums
from willet.core.metrics.pending import with_foreseen

FEWEST_AUDITS = 100
"""Below so many audits of whole rows nothing is corrected."""


@dataclass(frozen=True)
class Audits:
    """Over all cells: how many verdicts audits checked, and the corrected share with its interval; NaN without one."""

    checked: Floats
    value: Floats
    low: Floats
    high: Floats


def audit_sums(audit: Audit, rows: RowValues, scope: str) -> Sums:
    """What correcting needs, as SQL aggregates over the rows in scope."""
    sql = rows.renderer.sql
    verdict, truth = sql(audit.verdict), sql(audit.truth)
    judged = f"{scope} AND {sql(audit.where)} AND {verdict} IS NOT NULL"
    checked = f"{judged} AND {sql(audit.checked)}"
    return {
        "judged": rows.count(judged),
        "judged_hits": rows.count(f"{judged} AND {verdict}"),
        "audited_hits": rows.count(f"{checked} AND {truth}"),
        "audited_hits_right": rows.count(f"{checked} AND {truth} AND {verdict}"),
        "audited_misses": rows.count(f"{checked} AND NOT {truth}"),
        "audited_misses_right": rows.count(f"{checked} AND NOT {truth} AND NOT {verdict}"),
    }


def audits_of(metric: Metric, moments: Mapping[str, Floats], intervals: Intervals) -> Audits | None:
    """The corrected share of each cell; None for a metric whose verdicts nobody audits.

    Verdicts are corrected among the rows that could be hits at all; the others stay what they are, none.
    """
    if metric.audit is None or "judged" not in moments:
        return None
    counts = {name: np.nan_to_num(values) for name, values in moments.items()}
    hits, misses = counts["audited_hits"], counts["audited_misses"]
    value, low, high = intervals.corrected_shares(
        (counts["judged_hits"], counts["judged"]),
        (counts["audited_hits_right"], hits),
        (counts["audited_misses_right"], misses),
    )
    enough = np.where(hits + misses >= FEWEST_AUDITS, 1.0, np.nan)
    with np.errstate(divide="ignore", invalid="ignore"):
        whole = _of_all(with_foreseen(counts), value, low, high)
    return Audits(hits + misses, *(enough * part for part in whole))


def _of_all(
    moments: Mapping[str, Floats], value: Floats, low: Floats, high: Floats
) -> tuple[Floats, Floats, Floats]:
    """A share of the one stratum as a share of all rows, with what chance there is in the stratum's own size."""
    part = moments["stratum_scope"] / moments["scope"]
    size = 1.96**2 * part * (1 - part) / moments["scope"]
    down = np.sqrt((part * (value - low)) ** 2 + value**2 * size)
    up = np.sqrt((part * (high - value)) ** 2 + value**2 * size)
    middle = part * value
    return middle, np.clip(middle - down, 0.0, 1.0), np.clip(middle + up, 0.0, 1.0)
