"""Intervals of quantiles without assuming a distribution."""

import numpy as np
from scipy import stats

from willet.core.statistics.proportions import Floats


def quantile_ranks(
    n: Floats, fraction: float, /, confidence: float = 0.95
) -> tuple[Floats, Floats]:
    """The places in the sorted sample, as fractions 0..1, between which the quantile lies.

    They are those of the order statistics X(l), X(u) with P(X(l) <= quantile <= X(u)) >= `confidence`;
    place (k - 1) / (n - 1) is that of the k-th smallest. NaN where the sample is too small for such a pair.

    Source: the binomial (sign test) interval, Conover, Practical Nonparametric Statistics (1999), 3.2.
    """
    tail = (1 - confidence) / 2
    # binom.ppf(tail) is the least k with P(B <= k) >= tail; the k-th smallest then lies below often enough
    lowest = stats.binom.ppf(tail, n, fraction)
    highest = stats.binom.ppf(1 - tail, n, fraction) + 1
    enough = (lowest >= 1) & (highest <= n)
    with np.errstate(divide="ignore", invalid="ignore"):
        low = np.where(enough, (lowest - 1) / (n - 1), np.nan)
        high = np.where(enough, (highest - 1) / (n - 1), np.nan)
    return low, high
