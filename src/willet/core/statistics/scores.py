"""The interval of a net promoter score."""

import numpy as np
from scipy.special import ndtri

from willet.core.statistics.proportions import Floats


def nps_interval(
    promoters: Floats, detractors: Floats, n: Floats, /, confidence: float = 0.95
) -> tuple[Floats, Floats, Floats]:
    """The net promoter score, -100..100, and the ends of its interval; NaN where `n` is 0.

    The variance of a single answer scored 1, 0 or -1 is p + d - (p - d)^2, so that of the score is this
    over n. The normal interval; with fewer than about 200 answers it is too wide to compare people by.

    Source: the variance of a difference of multinomial shares, Agresti, Categorical Data Analysis (2013), 1.4.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        p, d = promoters / n, detractors / n
        arm = ndtri(0.5 + confidence / 2) * np.sqrt((p + d - (p - d) ** 2) / n)
    low, high = np.clip(p - d - arm, -1.0, 1.0), np.clip(p - d + arm, -1.0, 1.0)
    return 100 * (p - d), 100 * low, 100 * high
