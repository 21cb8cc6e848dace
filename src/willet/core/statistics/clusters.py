"""How sure a sum over a sum is when its rows come in clusters: few of them, of very unequal size.

A cluster adds `a` on top and `b` at the bottom; the functions take sums over clusters by name: `above`,
`below` of a and b, `squares`, `products`, `below_squares` of aa, ab, bb, `aaa`, `aab`, `abb`, `bbb`, `bbbb` of
the higher products, and `clusters`, how many there are.
"""

from collections.abc import Mapping

import numpy as np

from willet.core.statistics.proportions import Floats

_ROUNDING = 1e-13
"""What is left of equal numbers after subtraction is rounding, not variance."""


def cluster_variance(sums: Mapping[str, Floats], /) -> Floats:
    """The variance of sum(a) / sum(b) over independent clusters; NaN below two of them.

    A large cluster draws the quotient towards itself, so its own residual is too small: each is divided by one
    less its share of the bottom, the shares beyond the first order taken at their mean over clusters as they weigh.
    With clusters of equal size it is the delta method times G / (G - 1).

    Source: CR2, Bell and McCaffrey (2002), of the linearised ratio estimator, Cochran (1977), 6.4.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = sums["above"] / sums["below"]
        plain = _residual_squares(sums, ratio)
        by_size = sums["aab"] - 2 * ratio * sums["abb"] + ratio * ratio * sums["bbb"]
        usual = sums["bbb"] / sums["below_squares"] / sums["below"]
        enlarged = plain + np.maximum(by_size, 0.0) / sums["below"] / (1 - usual)
        variance = enlarged / sums["below"] ** 2
    return np.where(sums["clusters"] >= 2, variance, np.nan)


def cluster_freedom(
    sums: Mapping[str, Floats], variance: Floats, row_variance: Floats, /
) -> Floats:
    """The degrees of freedom of that variance: G - 1 for equal clusters, as few as 1 where one outweighs all.

    A cluster's part of the variance grows with its size where rows are independent and with its square where
    its rows go together; how far they do is read off `variance` against `row_variance`, that of independent rows.

    Source: Satterthwaite (1946) under a random effect of clusters, Imbens and Kolesar (2016).
    """
    b, bb, bbb, bbbb = (sums[n] for n in ("below", "below_squares", "bbb", "bbbb"))
    with np.errstate(divide="ignore", invalid="ignore"):
        alike = np.nan_to_num((variance / row_variance - 1) / (bb / b - 1), posinf=1.0, neginf=0.0)
        alike = np.clip(alike, 0.0, 1.0)
        alone = 1 - alike
        parts = alone * b + alike * bb
        squares = alone**2 * bb + 2 * alone * alike * bbb + alike**2 * bbbb
        return np.maximum(parts * parts / squares - 1, 1.0)


def cluster_skewness(sums: Mapping[str, Floats], /) -> Floats:
    """The skewness of the clusters' residuals over the root of their number; 0 where they do not differ."""
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = sums["above"] / sums["below"]
        squares = _residual_squares(sums, ratio)
        cubes = (
            sums["aaa"]
            - 3 * ratio * sums["aab"]
            + 3 * ratio**2 * sums["abb"]
            - ratio**3 * sums["bbb"]
        )
        return np.where(squares > 0, cubes / squares**1.5, 0.0)


def _residual_squares(sums: Mapping[str, Floats], ratio: Floats) -> Floats:
    squares = sums["squares"] - 2 * ratio * sums["products"] + ratio**2 * sums["below_squares"]
    return np.where(squares > _ROUNDING * np.abs(sums["squares"]), squares, 0.0)
