"""Two groups compared within strata: as if both had the mix of all, with an error that counts each customer once."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

LEAST = 5
"""So many cases of either group must stand in a stratum; finer ones are joined with their like."""
ROUNDING = 1e-9
REACH = 1.959963984540054
"""Either end of a 95 % interval, in standard errors: customers are many."""


@dataclass(frozen=True, slots=True)
class GroupDifference:
    """The means of both groups and their difference with a 95 % interval; `left_out` are cases nobody compares with."""

    solved: float
    others: float
    difference: float
    low: float
    high: float
    left_out: int

    @property
    def varies(self) -> bool:
        """Whether anything varies at all: where all of a group fare alike, an interval without width says nothing."""
        return self.high - self.low > ROUNDING * max(1.0, abs(self.difference))


def strata_of(solved: Flags, traits: Sequence[Ints]) -> Ints:
    """The stratum of each case: of all traits together, and where one group is too few there, of fewer and fewer.

    The last of the traits is given up first. A case that has no counterpart even among all is -1.
    """
    result = np.full(len(solved), -1, dtype=np.int64)
    for count in range(len(traits), -1, -1):
        rest = np.flatnonzero(result < 0)
        if not len(rest):
            break
        place = _joined([trait[rest] for trait in traits[:count]], len(rest))
        size = int(place.max()) + 1
        hits = np.bincount(place, solved[rest], size)
        whole = np.bincount(place, minlength=size)
        enough = (hits >= LEAST) & (whole - hits >= LEAST)
        kept = enough[place]
        result[rest[kept]] = place[kept] + int(result.max()) + 1
    return np.unique(result, return_inverse=True)[1] - int((result < 0).any())


def _joined(traits: Sequence[Ints], size: int) -> Ints:
    """One number for each combination of traits that there is."""
    place = np.zeros(size, dtype=np.int64)
    for trait in traits:
        place = np.unique(place * (int(trait.max()) + 1) + trait, return_inverse=True)[1]
    return place


def weights_of(solved: Flags, strata: Ints) -> Floats:
    """By how much each case counts so that its group has the mix of strata of all; nought where it is left out."""
    kept = strata >= 0
    size = int(strata.max(initial=0)) + 1
    whole = np.bincount(strata[kept], minlength=size)
    result = np.zeros(len(solved))
    for group in (True, False):
        mine = kept & (solved == group)
        own = np.bincount(strata[mine], minlength=size)
        result[mine] = whole[strata[mine]] / own[strata[mine]]
    return result


def compared(
    values: Floats, solved: Flags, strata: Ints, customers: Ints
) -> GroupDifference | None:
    """The difference of both groups, solved less others, standardised over strata; None where a group is empty.

    Source: direct standardisation (Miettinen 1972), which is inverse propensity weighting with the share of each
    stratum as propensity; the error is that of the influence of each case, summed by customer (Liang and Zeger 1986).
    """
    kept = strata >= 0
    if not (kept & solved).any() or not (kept & ~solved).any():
        return None
    size, n = int(strata.max()) + 1, int(kept.sum())
    place, hit, y = strata[kept], solved[kept], values[kept]
    whole = np.bincount(place, minlength=size)
    counts, means = _by_group(place, hit, y, size)
    share = whole / n
    mean = {group: float(share @ means[group]) for group in (True, False)}
    apart = means[True] - means[False]
    difference = float(share @ apart)
    influence = apart[place] - difference
    for group, sign in ((True, 1.0), (False, -1.0)):
        mine = hit == group
        own = counts[group][place[mine]]
        rest = y[mine] - means[group][place[mine]]
        influence[mine] += (
            sign * whole[place[mine]] / own * rest * np.sqrt(own / np.maximum(own - 1, 1))
        )
    by_customer = np.bincount(np.unique(customers[kept], return_inverse=True)[1], influence)
    many = len(by_customer)
    error = float(np.sqrt((by_customer**2).sum() * many / max(many - 1, 1))) / n
    ends = difference - REACH * error, difference + REACH * error
    return GroupDifference(mean[True], mean[False], difference, *ends, len(solved) - n)


def _by_group(
    place: Ints, hit: Flags, y: Floats, size: int
) -> tuple[dict[bool, Ints], dict[bool, Floats]]:
    counts, means = {}, {}
    for group in (True, False):
        mine = hit == group
        counts[group] = np.bincount(place[mine], minlength=size)
        means[group] = np.bincount(place[mine], y[mine], size) / np.maximum(counts[group], 1)
    return counts, means
