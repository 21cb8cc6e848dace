"""Intervals of quantiles without assuming a distribution."""

import numpy as np
from scipy.special import bdtrik, betainc

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
    lowest = _binomial_quantile(tail, n, fraction)
    highest = _binomial_quantile(1 - tail, n, fraction) + 1
    enough = (lowest >= 1) & (highest <= n)
    with np.errstate(divide="ignore", invalid="ignore"):
        low = np.where(enough, (lowest - 1) / (n - 1), np.nan)
        high = np.where(enough, (highest - 1) / (n - 1), np.nan)
    return low, high


def _binomial_quantile(tail: float, n: Floats, fraction: float) -> Floats:
    """The least k with P(B <= k) >= tail, as scipy's `binom.ppf`, whose module is slow to import."""
    k = np.ceil(bdtrik(tail, n, fraction))
    below = np.maximum(k - 1, 0.0)
    reached = betainc(np.maximum(n - below, 0.0), below + 1, 1 - fraction)
    return np.where(reached >= tail, below, k)
