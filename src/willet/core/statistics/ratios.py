"""The variance of sums over sums, and intervals of means, when rows come in clusters."""

import numpy as np
from scipy.special import stdtrit

from willet.core.statistics.proportions import Floats


def ratio_variance(
    above: Floats,
    below: Floats,
    squares: Floats,
    products: Floats,
    below_squares: Floats,
    clusters: Floats,
    /,
) -> Floats:
    """The variance of sum(a) / sum(b) over independent clusters, by the delta method.

    `above` and `below` are the sums of each cluster's a and b, `squares`, `products`, `below_squares` the
    sums of a*a, a*b, b*b. With b = 1 it is s^2 / n, the variance of a mean. NaN below two clusters.

    Source: the linearised ratio estimator, Cochran, Sampling Techniques (1977), 6.4 and 9A.1.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = above / below
        residual = squares - 2 * ratio * products + ratio * ratio * below_squares
        # what is left of equal numbers after subtraction is rounding, not variance
        residual = np.where(residual > 1e-13 * np.abs(squares), residual, 0.0)
        variance = clusters / (clusters - 1) * residual / (below * below)
    return np.where(clusters >= 2, variance, np.nan)


def t_interval(
    value: Floats, variance: Floats, units: Floats, /, confidence: float = 0.95
) -> tuple[Floats, Floats]:
    """Student's interval of a mean or ratio over `units` independent units; NaN below two.

    Source: Student (1908); for b = 1 it equals scipy's `ttest_1samp(...).confidence_interval()`.
    """
    freedom = np.where(units >= 2, units - 1, np.nan)
    arm = stdtrit(freedom, 0.5 + confidence / 2) * np.sqrt(variance)
    return value - arm, value + arm
