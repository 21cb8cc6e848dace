"""Intervals of means whose values have a long tail on one side."""

import numpy as np
from scipy.special import ndtri, stdtrit

from willet.core.statistics.proportions import Floats

_NORMAL = 1e6
"""Degrees of freedom from which Student's distribution is taken as the normal one."""
_MOST = 0.4
"""Beyond this skewness over root n the transformation is so flat that its inverse runs off: simulated with
log-normal values it makes the end three times as far away and holds no more often (`benchmarks/intervals`)."""
_STRAIGHT = 1e-9
"""Below this skewness the transformation is the identity, and its inverse a division by nothing."""


def student_quantile(freedom: Floats, /, confidence: float = 0.95) -> Floats:
    """How many standard errors an interval reaches to either side; NaN where `freedom` is below 1."""
    p = 0.5 + confidence / 2
    few = np.where(freedom >= 1, np.minimum(freedom, _NORMAL), np.nan)
    return np.where(freedom >= _NORMAL, ndtri(p), stdtrit(few, p))


def long_tail_interval(
    value: Floats, variance: Floats, skewness: Floats, reach: Floats, /
) -> tuple[Floats, Floats]:
    """Student's interval with the end on the side of the long tail moved out as far as the skewness asks.

    Args:
        value: the mean or ratio.
        variance: its variance.
        skewness: that of the values it is made of, over the root of their number.
        reach: how many standard errors Student's interval reaches.

    The few long values that would pull a mean up are most often not among the ones seen; the plain interval then
    lies too low and is too short at once. The other end stays Student's, so no interval becomes shorter.

    Source: the monotone cubic transformation of Hall (1992), inverted.
    """
    error = np.sqrt(variance)
    low = np.minimum(value - error * reach, value - error * _unbent(reach, skewness))
    high = np.maximum(value + error * reach, value - error * _unbent(-reach, skewness))
    return low, high


def _unbent(end: Floats, skewness: Floats) -> Floats:
    """The statistic whose transformation is `end`."""
    bent = np.clip(np.where(np.abs(skewness) < _STRAIGHT, _STRAIGHT, skewness), -_MOST, _MOST)
    return np.asarray(3 / bent * (np.cbrt(1 + bent * (end - bent / 6)) - 1))
