"""What an interval over clusters rests on: their moments, their variance, and how far it is known."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from willet.core.metrics.intervals import Floats, Intervals

Moments = Mapping[str, Floats]

FEW_CLUSTERS = 8
"""Days or agents below which an interval over them is called rough."""
ROWS_FLOOR = 0.8
"""No interval over clusters is narrower than this part of what the rows alone would give.

Few clusters lie close together by luck now and then; the whole width would make too many intervals too wide
where clusters do not matter.
"""


@dataclass(frozen=True)
class Spread:
    """The variance of a figure over clusters, and how many standard errors its interval reaches."""

    variance: Floats
    freedom: Floats
    skewness: Floats
    """Of the clusters, over the root of their number."""


def spread_over_clusters(moments: Moments, row_variance: Floats, intervals: Intervals) -> Spread:
    """The spread over clusters, `row_variance` being that of independent rows."""
    variance = intervals.cluster_variance(moments)
    freedom = intervals.cluster_freedom(moments, variance, row_variance)
    return Spread(variance, freedom, intervals.cluster_skewness(moments))


def widest(one: tuple[Floats, Floats], other: tuple[Floats, Floats]) -> tuple[Floats, Floats]:
    """From the lower of two low ends to the higher of two high ends."""
    return np.fmin(one[0], other[0]), np.fmax(one[1], other[1])


def chosen(
    condition: np.ndarray, one: tuple[Floats, Floats], other: tuple[Floats, Floats]
) -> tuple[Floats, Floats]:
    """One interval where the condition holds, the other elsewhere."""
    return np.where(condition, one[0], other[0]), np.where(condition, one[1], other[1])


def no_interval(like: Floats) -> tuple[Floats, Floats]:
    """No interval in any cell."""
    return np.full_like(like, np.nan), np.full_like(like, np.nan)
