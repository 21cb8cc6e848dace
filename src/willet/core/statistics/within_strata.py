"""How much more often something happens with a thing than without it, within strata of like work."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

Floats = NDArray[np.float64]
Codes = NDArray[np.intp]
LEAST, LEAST_CLUSTERS = 30, 8
"""Trials with and without the thing, and people whose trials they are, from which a difference is said."""


@dataclass(frozen=True, slots=True)
class StratumDifference:
    """The share with the thing, what comparable trials without it reached, and their difference with its interval."""

    n_with: int
    n_without: int
    share_with: float
    difference: float
    low: float
    high: float

    @property
    def share_without(self) -> float:
        """What comparable trials without it reached."""
        return self.share_with - self.difference


def difference_within(
    strata: Codes, has: NDArray[np.bool_], clusters: Codes, n: Floats, hits: Floats
) -> StratumDifference | None:
    """The difference in shares, each stratum with its own level; None where too few trials can be compared.

    A linear model with a level of each stratum, its variance robust to what trials of one cluster share, and
    Student's quantile with as many degrees of freedom as clusters less one. Strata in which all or none have the
    thing say nothing of it and are left out.

    Args:
        strata: Of each cell of trials, what work it is.
        has: Whether its trials have the thing.
        clusters: Whose they are.
        n: How many there are.
        hits: How many of them are hits.

    Source: Liang and Zeger (1986); with few clusters Cameron and Miller (2015), section VI.
    """
    count = int(strata.max(initial=-1)) + 1
    n_with = np.bincount(strata, n * has, count)
    whole = np.bincount(strata, n, count)
    kept = ((n_with > 0) & (n_with < whole))[strata]
    strata, has, clusters, n, hits = strata[kept], has[kept], clusters[kept], n[kept], hits[kept]
    sizes = float((n * has).sum()), float((n * ~has).sum())
    people = np.unique(clusters).size
    if min(sizes) < LEAST or people < LEAST_CLUSTERS:
        return None
    level = np.bincount(strata, hits, count) / np.maximum(whole, 1)
    lean = has - (n_with / np.maximum(whole, 1))[strata]
    spread = float((n * lean**2).sum())
    difference = float((lean * hits).sum()) / spread
    scores = lean * (hits - n * (level[strata] + difference * lean))
    sums = np.bincount(np.unique(clusters, return_inverse=True)[1], scores)
    error = float(np.sqrt(people / (people - 1) * (sums**2).sum())) / spread
    reach = float(stdtrit(people - 1, 0.975)) * error
    share = float((hits * has).sum()) / sizes[0]
    return StratumDifference(
        int(sizes[0]), int(sizes[1]), share, difference, difference - reach, difference + reach
    )
