"""The interval of a mean or a quotient of sums: Student's, longer on the side of a long tail."""

import numpy as np

from willet.core.metrics.intervals import Floats, Intervals
from willet.core.metrics.metric import Metric
from willet.core.metrics.shape import PerGroup
from willet.core.metrics.sureness.clusters import (
    ROWS_FLOOR,
    Moments,
    chosen,
    no_interval,
    spread_over_clusters,
    too_few_clusters,
    widest,
)

Ends = tuple[Floats, Floats]

FEWEST_SKEWED = 30
"""Rows below which a mean of values without an upper end has no interval: a few long ones decide it."""


def mean_interval(
    metric: Metric, value: Floats, moments: Moments, unit: str | None, intervals: Intervals
) -> Ends:
    """The interval of a mean, over the unit whose luck its rows share."""
    ends = rows = _over_rows(metric, value, moments, intervals)
    if "clusters" in moments:
        several = _over_clusters(metric, value, rows, moments, intervals)
        alone = rows if unit in {"agent", "day"} else no_interval(value)
        ends = chosen(moments["clusters"] >= 2, several, alone)
        few = too_few_clusters(moments, counted=isinstance(metric.shape, PerGroup))
        ends = chosen(few, no_interval(value), ends)
    if metric.may_be_skewed:
        ends = chosen(moments["known"] >= FEWEST_SKEWED, ends, no_interval(value))
    return ends


def row_moments(moments: Moments) -> dict[str, Floats]:
    """The moments over rows, whether or not they were summed by a cluster first.

    A mean over rows is spelled as a quotient: each known row adds one at the bottom.
    """
    known = moments["known"]
    values = {n.removeprefix("row_"): v for n, v in moments.items() if n.startswith("row_")}
    if "clusters" not in moments:
        values = {n: moments[n] for n in moments if n not in {"scope", "known", "above"}}
    row = {
        "below": moments.get("below", known),
        "below_squares": known,
        "products": moments["above"],
    }
    return {**row, **values, "above": moments["above"], "units": known}


def rows_variance(moments: Moments, intervals: Intervals) -> Floats:
    """The variance that the figure has if its rows are independent."""
    rows = row_moments(moments)
    names = ("above", "below", "squares", "products", "below_squares", "units")
    return intervals.ratio_variance(*(rows[name] for name in names))


def _over_rows(metric: Metric, value: Floats, moments: Moments, intervals: Intervals) -> Ends:
    if isinstance(metric.shape, PerGroup):
        return no_interval(value)
    rows = row_moments(moments)
    variance = rows_variance(moments, intervals)
    reach = intervals.student_quantile(rows["units"] - 1)
    skewness = _skewness(rows) if "cubes" in rows else np.zeros_like(value)
    return intervals.long_tail_interval(value, variance, skewness, reach)


def _skewness(rows: Moments) -> Floats:
    """Of values whose sums of powers are known, over the root of their number."""
    n, mean = rows["units"], rows["above"] / rows["units"]
    squares = rows["squares"] - n * mean**2
    cubes = rows["cubes"] - 3 * mean * rows["squares"] + 2 * n * mean**3
    given = squares > 1e-13 * np.abs(rows["squares"])
    return np.where(given, cubes / np.where(given, squares, 1.0) ** 1.5, 0.0)


def _over_clusters(
    metric: Metric, value: Floats, rows: Ends, moments: Moments, intervals: Intervals
) -> Ends:
    """Over clusters, and never much narrower than over their rows."""
    per_group = isinstance(metric.shape, PerGroup)
    row_variance = np.ones_like(value) if per_group else rows_variance(moments, intervals)
    spread = spread_over_clusters(moments, row_variance, intervals)
    reach = intervals.student_quantile(spread.freedom)
    ends = intervals.long_tail_interval(value, spread.variance, spread.skewness, reach)
    low, high = (value + ROWS_FLOOR * (end - value) for end in rows)
    return widest(ends, (low, high))
