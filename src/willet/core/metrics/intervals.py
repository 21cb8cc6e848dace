"""What an answer needs of statistics: variances, quantiles and intervals, over whole columns at once.

The metrics do not know who computes them; `willet.core.statistics` fits as it stands.
"""

from collections.abc import Mapping
from typing import Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]


class Intervals(Protocol):
    """For many cells at once; NaN where there is none."""

    def wilson_interval(
        self, hits: Floats, n: Floats, /, *, reach: Floats | None = None
    ) -> tuple[Floats, Floats]:
        """Of shares: `hits` of `n`, which may be an effective size; `reach` in standard errors."""
        ...

    def ratio_variance(
        self,
        above: Floats,
        below: Floats,
        squares: Floats,
        products: Floats,
        below_squares: Floats,
        units: Floats,
        /,
    ) -> Floats:
        """Of sum over sum, from moments over `units` independent rows."""
        ...

    def cluster_variance(self, sums: Mapping[str, Floats], /) -> Floats:
        """Of sum over sum, from moments over clusters."""
        ...

    def cluster_freedom(
        self, sums: Mapping[str, Floats], variance: Floats, row_variance: Floats, /
    ) -> Floats:
        """The degrees of freedom of that variance, `row_variance` being what independent rows would have."""
        ...

    def cluster_skewness(self, sums: Mapping[str, Floats], /) -> Floats:
        """The skewness over clusters, over the root of their number."""
        ...

    def student_quantile(self, freedom: Floats, /) -> Floats:
        """How many standard errors an interval reaches."""
        ...

    def long_tail_interval(
        self, value: Floats, variance: Floats, skewness: Floats, reach: Floats, /
    ) -> tuple[Floats, Floats]:
        """Of a mean, its end moved out on the side of the long tail."""
        ...

    def corrected_shares(
        self,
        seen: tuple[Floats, Floats],
        right_on_hits: tuple[Floats, Floats],
        right_on_misses: tuple[Floats, Floats],
        /,
    ) -> tuple[Floats, Floats, Floats]:
        """Shares seen through a judge who errs, corrected: hits of the verdicts, and the right ones of both kinds."""
        ...

    def quantile_ranks(self, n: Floats, fraction: float, /) -> tuple[Floats, Floats]:
        """The ranks, from 1, of the sorted values between which the quantile lies."""
        ...
