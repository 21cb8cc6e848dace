"""The interval of a quantile: between the two order statistics that the binomial distribution names."""

from willet.core.metrics.intervals import Floats, Intervals
from willet.core.metrics.places import end_among, quantile_among
from willet.core.metrics.shape import Quantile
from willet.core.metrics.sureness.clusters import Moments


def quantile_with_interval(
    shape: Quantile, moments: Moments, intervals: Intervals
) -> tuple[Floats, Floats, Floats]:
    """The quantile, and the ends of its interval; an end that so few rows cannot have is NaN."""
    table, n, fraction = moments["value"], moments["known"], shape.fraction
    low_rank, high_rank = intervals.quantile_ranks(n, fraction)
    return (
        quantile_among(table, n, fraction),
        end_among(table, low_rank, n, fraction, upper=False),
        end_among(table, high_rank, n, fraction, upper=True),
    )
