"""Intervals of shares."""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from statsmodels.stats.proportion import proportion_confint

Floats: TypeAlias = NDArray[np.float64]


def wilson_interval(hits: Floats, n: Floats, /, confidence: float = 0.95) -> tuple[Floats, Floats]:
    """Wilson's score interval of shares, `hits` of `n`; NaN where `n` is 0.

    `n` may be an effective sample size, and then neither need be whole (Korn and Graubard 1998 use it so).

    Source: Wilson (1927), as in statsmodels `proportion_confint(method="wilson")`.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        low, high = proportion_confint(hits, n, alpha=1 - confidence, method="wilson")
    return np.clip(low, 0.0, 1.0), np.clip(high, 0.0, 1.0)
