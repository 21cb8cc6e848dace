"""How many failures would go if every slice came to the level of the better quarter of its group, luck allowed for.

The best of many small slices looks good by luck (the winner's curse), and one that truly is the best may be
so for reasons that no other can copy. So the level to come to is that of the better quarter: the lowest rate
such that the slices at most as bad hold a quarter of their group's cases. What the rates are, nobody knows
either: they are drawn from what the counts leave possible (`rates`). Slices that differ no more than chance
explains then have next to nothing to recover.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from willet.core.statistics.rates import drawn_rates

Floats = NDArray[np.float64]
Groups = NDArray[np.intp]

QUARTER = 0.25
TAIL = 0.04
"""What the interval leaves out at either end: the prior has to allow for worlds of several kinds, and with the
tails of a plain 90 % interval it would hold less often than that in some of them (`benchmarks/recoverable`)."""


@dataclass(frozen=True, slots=True)
class Recoverable:
    """Failures above the level of the better quarters: the expected number and its 90 % interval.

    `compared` is how many failures lie in slices that have another beside them in their group.
    """

    value: float
    low: float
    high: float
    compared: int


def recoverable(size: Floats, failures: Floats, group: Groups) -> Recoverable | None:
    """The failures that would not have been, had each slice failed no more often than its group's better quarter.

    Args:
        size: cases of every slice.
        failures: those of them that failed.
        group: the number of the group of every slice; only slices of one group are compared.

    Returns:
        None where no failure lies in a group of several slices. The same counts give the same answer, in
        whatever order they come.
    """
    kept = _comparable(failures, group)
    if not kept.any():
        return None
    order = np.lexsort((failures[kept], size[kept], group[kept]))
    size, failures = size[kept][order], failures[kept][order]
    group = np.unique(group[kept][order], return_inverse=True)[1]
    drawn = above_better_quarter(drawn_rates(size, failures, group), size, group)
    low, high = np.quantile(drawn, (TAIL, 1 - TAIL))
    value = float(np.clip(drawn.mean(), low, high))
    return Recoverable(value, float(low), float(high), int(failures.sum()))


def above_better_quarter(rates: Floats, size: Floats, group: Groups) -> Floats:
    """The failures above the level of each group's better quarter, where the rates are known: one number a row.

    Args:
        rates: of every slice (columns), in as many cases as wanted (rows).
        size: cases of every slice.
        group: the number of the group of every slice, ascending.
    """
    total = np.zeros(len(rates))
    bounds = np.flatnonzero(np.diff(group, prepend=-1, append=int(group[-1]) + 1))
    for begin, end in pairwise(bounds.tolist()):
        mine, n = rates[:, begin:end], size[begin:end]
        level = _better_quarter(mine, n)
        total += np.maximum(mine - level[:, None], 0) @ n
    return total


def _better_quarter(rates: Floats, size: Floats) -> Floats:
    """In each row the lowest rate such that the slices at most as bad hold a quarter of the cases."""
    order = np.argsort(rates, axis=1, kind="stable")
    enough = np.cumsum(size[order], axis=1) >= QUARTER * size.sum()
    place = np.take_along_axis(order, enough.argmax(axis=1)[:, None], axis=1)
    return np.take_along_axis(rates, place, axis=1)[:, 0]


def _comparable(failures: Floats, group: Groups) -> NDArray[np.bool_]:
    """Slices in a group of several in which something failed at all."""
    if not len(group):
        return np.zeros(0, np.bool_)
    several = np.bincount(group)[group] > 1
    return np.asarray(several & (np.bincount(group, failures)[group] > 0))
