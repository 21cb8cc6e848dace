"""Quantiles of mixtures: several answers are held possible, each with its own mean and error."""

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtr

Floats = NDArray[np.float64]

HALVINGS = 30
_NEGLIGIBLE = 1e-6
_SMALLEST = 1e-9


def mixture_quantile(
    p: float, *, weight: Floats, mean: Floats, error: Floats, degrees: Floats
) -> Floats:
    """The p-quantile of each row's mixture of t distributions, by halving.

    Args:
        p: a share, above 0 and below 1.
        weight: of each row (first axis) how much each part counts; they sum to 1.
        mean: the mean of each part.
        error: the scale of each part; where it is 0 the part is a point.
        degrees: the degrees of freedom of each row.
    """
    kept = (weight > _NEGLIGIBLE).any(axis=0)
    weight, mean, error = weight[:, kept], mean[:, kept], np.maximum(error[:, kept], _SMALLEST)
    reach = 50 * error.max(axis=1)
    low, high = mean.min(axis=1) - reach, mean.max(axis=1) + reach
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        share = stdtr(degrees[:, None], (middle[:, None] - mean) / error)
        below = (weight * share).sum(axis=1) < p
        low, high = np.where(below, middle, low), np.where(below, high, middle)
    return np.asarray((low + high) / 2)
