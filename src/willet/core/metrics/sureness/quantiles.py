"""The interval of a quantile: between order statistics, which rows or days name.

Of independent rows those that the binomial distribution names. Over several days the share of values up to the
quantile has an interval over days, as every share has; the quantile lies between the order statistics at its ends
(Woodruff 1952).
"""

import numpy as np

from willet.core.metrics.intervals import Floats, Intervals
from willet.core.metrics.ladders import at_ranks
from willet.core.metrics.places import NEAR, end_among, quantile_among
from willet.core.metrics.shape import Quantile
from willet.core.metrics.sureness.clusters import (
    Moments,
    chosen,
    no_interval,
    too_few_clusters,
)
from willet.core.metrics.sureness.shares import hits_over_clusters, learnt_skewness

Ends = tuple[Floats, Floats]


def quantile_with_interval(
    shape: Quantile, moments: Moments, unit: str | None, intervals: Intervals
) -> tuple[Floats, Floats, Floats]:
    """The quantile, and the ends of its interval; an end that so few rows or days cannot have is NaN."""
    table, n, fraction = moments["value"], moments["known"], shape.fraction
    near = table[:, :NEAR]
    low_rank, high_rank = intervals.quantile_ranks(n, fraction)
    ends = (
        end_among(near, low_rank, n, fraction, upper=False),
        end_among(near, high_rank, n, fraction, upper=True),
    )
    if unit is not None and "clusters" in moments:
        several = _over_clusters(table, fraction, moments, intervals)
        # where all values seen lie up to the quantile, nothing shows how days differ
        ends = chosen((moments["clusters"] >= 2) & (moments["above"] < n), several, ends)
        ends = chosen(too_few_clusters(moments), no_interval(n), ends)
    return quantile_among(near, n, fraction), *ends


def _over_clusters(table: Floats, fraction: float, moments: Moments, intervals: Intervals) -> Ends:
    """Between the values at the ends of the share of values up to the quantile; NaN for an end beyond all of them."""
    n = moments["known"]
    low, high = _shares(fraction, moments, intervals)
    low_rank, high_rank = np.floor(n * low), np.floor(n * high) + 1
    return (
        at_ranks(table, np.where(low_rank >= 1, low_rank, np.nan), n, fraction),
        at_ranks(table, np.where(high_rank <= n, high_rank, np.nan), n, fraction),
    )


def _shares(fraction: float, moments: Moments, intervals: Intervals) -> Ends:
    """The shares of values seen up to a point that would go with this share of all values up to there.

    It is the interval of a share turned about: where the values seen hold too few of the rare bad days, the share up
    to the true quantile is seen too large. So a tail to one side moves out the end on the other.
    """
    whole = np.full_like(moments["known"], fraction)
    spread, effective, reach = hits_over_clusters(moments["known"], moments, intervals)
    variance = fraction * (1 - fraction) / effective
    skewness = learnt_skewness(spread, moments["clusters"])
    low, high = intervals.long_tail_interval(whole, variance, skewness, reach)
    return 2 * fraction - high, 2 * fraction - low
