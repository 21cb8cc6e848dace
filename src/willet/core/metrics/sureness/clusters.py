"""What an interval over clusters rests on: their moments, their variance, and how far it is known."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from willet.core.metrics.intervals import Floats, Intervals

Moments = Mapping[str, Floats]
Holds = NDArray[np.bool_]

FEW_CLUSTERS = 8
"""Days or agents below which an interval over them is called rough."""
MOST_TOO_FEW = 3
"""Customers, days or agents, in equal size, up to which there is no interval over them."""
SMALL_PART = 0.5
"""The part of the variance up to which clusters are taken as rows."""
_ROUNDING = 1e-9
"""Three alike are worth three, whatever the digits."""
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


def cluster_number(moments: Moments) -> Floats:
    """How many clusters of equal size these are worth (Kish 1965): 1 where one has nearly all rows."""
    return np.asarray(moments["below"] ** 2 / moments["below_squares"])


def part_to_learn(moments: Moments) -> Floats:
    """The part of the variance of a share that only clusters can tell, as far as their sizes say.

    The variance of a single row follows from the share; what has to be learned from how clusters differ is the rest,
    and there is none where each cluster is one row.
    """
    return np.asarray(1 - moments["below"] / moments["below_squares"])


def too_few_clusters(moments: Moments, *, counted: bool = False) -> Holds:
    """Whether most is of three customers, agents or days, which cannot tell how others differ.

    It is asked of the sizes alone, known before anything is measured: were an interval left out for coming out wide,
    those that are left would hold less often than they say. Clusters of one row or two are hardly clusters, unless
    they are themselves what is `counted`. A day or an agent alone has the interval of its rows.
    """
    grave = (part_to_learn(moments) > SMALL_PART) | counted
    few = cluster_number(moments) <= MOST_TOO_FEW + _ROUNDING
    return np.asarray((moments["clusters"] >= 2) & few & grave)


def narrowest(one: tuple[Floats, Floats], other: tuple[Floats, Floats]) -> tuple[Floats, Floats]:
    """From the higher of two low ends to the lower of two high ends."""
    return np.fmax(one[0], other[0]), np.fmin(one[1], other[1])


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
