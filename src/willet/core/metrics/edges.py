"""Figures that need a whole window before and after what they count: whether the record is long enough for any.

A record of two windows or less holds no moment that is seen for a window on either side.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from math import floor

import numpy as np

from willet.core.metrics.answer import MetricColumn
from willet.core.metrics.estimate import Figures
from willet.core.metrics.metric import Metric
from willet.core.metrics.nodes import columns_in
from willet.core.metrics.question import Question
from willet.core.metrics.reasons import NOTHING_THERE, TOO_SHORT
from willet.core.metrics.shape import Count, Quotient
from willet.core.records import Message

Record = Callable[[], tuple[date, date] | None]
"""Tells the first and the last day of the record; asked only where something may be missing."""

SEEN_AROUND = {
    "cases": frozenset({"opening_seen", "called_solved"}),
    "links": frozenset({"matured"}),
}
"""The columns that say so of a row, by table."""


def unknown_record() -> tuple[date, date] | None:
    """What is known of the record where nobody tells: nothing."""
    return None


def needs_both_sides(metric: Metric) -> bool:
    """Whether a metric counts only what was seen for a window on either side."""
    match metric.shape:
        case Count(where=scope) | Quotient(scope=scope):
            return bool(columns_in(scope) & SEEN_AROUND.get(metric.table, frozenset()))
    return False


def without_short(
    column: MetricColumn, metric: Metric, question: Question, record: Record
) -> MetricColumn:
    """The column as it is; of a record too short for the window, without figures and with the reason."""
    figures = column.figures
    if not needs_both_sides(metric) or np.nansum(figures.n) > 0 or _has_other_reason(column):
        return column
    days = record()
    window = float(question.parameters()["window_days"])
    reason = too_short(*days, window) if days else None
    if reason is None:
        return column
    none = np.full_like(figures.n, np.nan)
    empty = Figures(none, np.zeros_like(figures.n), none, none, none, none, none)
    whys, nothing = (reason,) * len(none), (None,) * len(none)
    return replace(column, figures=empty, reasons=whys, of_intervals=nothing)


def _has_other_reason(column: MetricColumn) -> bool:
    nothing = NOTHING_THERE.values()
    return any(why is not None and not why.is_one_of(*nothing) for why in column.reasons)


def too_short(first: date, last: date, window_days: float) -> Message | None:
    """Why these days are too few for the window, and with which day they will be enough; None if they are."""
    seen, needed = (last - first).days + 1, 2 * window_days
    if seen > needed:
        return None
    return TOO_SHORT(
        seen=f"{seen}",
        window=f"{window_days:g}",
        needed=f"{needed:g}",
        date=(first + timedelta(days=floor(needed))).isoformat(),
    )
