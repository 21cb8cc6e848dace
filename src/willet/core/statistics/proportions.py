"""Intervals of shares."""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

Floats: TypeAlias = NDArray[np.float64]


def wilson_interval(
    hits: Floats, n: Floats, /, confidence: float = 0.95, *, reach: Floats | None = None
) -> tuple[Floats, Floats]:
    """Wilson's score interval of shares, `hits` of `n`; NaN where `n` is 0.

    `reach` says how many standard errors the interval spans to either side, where a quantile of Student's
    distribution takes the place of the normal one. `n` may be an effective sample size, and then neither need
    be whole (Korn and Graubard 1998 use it so).
    Written out here on scipy's normal quantile: statsmodels' `proportion_confint(method="wilson")` gives the
    same and takes over a second to import, which every question asked on a command line would pay.

    Source: Wilson (1927); Brown, Cai and DasGupta (2001), equation 4.
    """
    z = ndtri(0.5 + confidence / 2) if reach is None else reach
    with np.errstate(divide="ignore", invalid="ignore"):
        share = hits / n
        middle = (hits + z * z / 2) / (n + z * z)
        arm = z * np.sqrt(n * share * (1 - share) + z * z / 4) / (n + z * z)
    return np.clip(middle - arm, 0.0, 1.0), np.clip(middle + arm, 0.0, 1.0)
