"""The variance of sums over sums of independent rows."""

import numpy as np

from willet.core.statistics.proportions import Floats


def ratio_variance(
    above: Floats,
    below: Floats,
    squares: Floats,
    products: Floats,
    below_squares: Floats,
    units: Floats,
    /,
) -> Floats:
    """The variance of sum(a) / sum(b) over independent units, by the delta method.

    `above` and `below` are the sums of each unit's a and b, `squares`, `products`, `below_squares` the
    sums of a*a, a*b, b*b. With b = 1 it is s^2 / n, the variance of a mean. NaN below two units.

    Source: the linearised ratio estimator, Cochran, Sampling Techniques (1977), 6.4 and 9A.1.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = above / below
        residual = squares - 2 * ratio * products + ratio * ratio * below_squares
        # what is left of equal numbers after subtraction is rounding, not variance
        residual = np.where(residual > 1e-13 * np.abs(squares), residual, 0.0)
        variance = units / (units - 1) * residual / (below * below)
    return np.where(units >= 2, variance, np.nan)
