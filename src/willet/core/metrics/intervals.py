"""What an answer needs of statistics: three kinds of 95 % interval, over whole columns at once.

The metrics do not know who computes them; `willet.core.statistics` fits as it stands.
"""

from typing import Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]


class Intervals(Protocol):
    """Low and high ends for many cells; NaN where there is none."""

    def wilson_interval(self, hits: Floats, n: Floats, /) -> tuple[Floats, Floats]:
        """Of shares: `hits` of `n`; `n` may be an effective size and then need not be whole."""
        ...

    def ratio_variance(
        self,
        above: Floats,
        below: Floats,
        squares: Floats,
        products: Floats,
        below_squares: Floats,
        clusters: Floats,
        /,
    ) -> Floats:
        """Of sum over sum, from moments over `clusters` independent units."""
        ...

    def t_interval(
        self, value: Floats, variance: Floats, units: Floats, /
    ) -> tuple[Floats, Floats]:
        """Of a mean over `units` independent units."""
        ...

    def quantile_ranks(self, n: Floats, fraction: float, /) -> tuple[Floats, Floats]:
        """The fractions of the sorted values between which the quantile lies."""
        ...
