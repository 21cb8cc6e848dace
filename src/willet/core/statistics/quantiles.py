"""Intervals of quantiles without assuming a distribution."""

import numpy as np
from scipy.special import bdtrik, betainc

from willet.core.statistics.proportions import Floats


def quantile_ranks(
    n: Floats, fraction: float, /, confidence: float = 0.95
) -> tuple[Floats, Floats]:
    """The ranks, from 1, of the two order statistics between which the quantile lies.

    They are the innermost X(l), X(u) with at most half of what is left of `confidence` beyond either. NaN for an
    end that the sample is too small to have: no p90 has an upper one below 36 values, however they lie.

    Source: the binomial (sign test) interval, Conover, Practical Nonparametric Statistics (1999), 3.2.
    """
    tail = (1 - confidence) / 2
    sizes, place = np.unique(n, return_inverse=True)  # thousands of cells have few sizes
    lowest = _binomial_quantile(tail, sizes, fraction)[place]
    highest = _binomial_quantile(1 - tail, sizes, fraction)[place] + 1
    return np.where(lowest >= 1, lowest, np.nan), np.where(highest <= n, highest, np.nan)


def _binomial_quantile(tail: float, n: Floats, fraction: float) -> Floats:
    """The least k with P(B <= k) >= tail, as scipy's `binom.ppf`, whose module is slow to import."""
    k = np.ceil(bdtrik(tail, n, fraction))
    below = np.maximum(k - 1, 0.0)
    reached = betainc(np.maximum(n - below, 0.0), below + 1, 1 - fraction)
    return np.where(reached >= tail, below, k)
