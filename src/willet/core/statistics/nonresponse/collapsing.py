"""Levels on which too few answered are put together: a weight must not rest on a handful of people."""

import numpy as np

from willet.core.statistics.nonresponse.population import Codes, Mask

FEWEST = 30
"""Answers below which a level does not stand by itself."""
MOST = 100
"""Levels of one factor that stand by themselves; more would be a model with a person in each corner."""


def collapsed(levels: Codes, answered: Mask, *, in_order: bool = False) -> Codes:
    """The levels with those of few answers put together, numbered from 0.

    Levels in order are put to the smaller of their neighbours, the smallest first. The others are put together among
    themselves, and where even together they are too few, with the smallest that is not.
    """
    counts = np.bincount(levels[answered], minlength=int(levels.max(initial=-1)) + 1)
    groups = _neighbours(counts) if in_order else _small_ones(counts)
    return np.unique(groups[levels], return_inverse=True)[1].astype(np.intp)


def frequent_pairs(one: Codes, other: Codes, answered: Mask) -> Codes:
    """For each row its pair of levels, numbered from 1, where enough answered; 0 where too few did."""
    width = int(other.max(initial=-1)) + 1
    pairs = one * width + other
    names, counts = np.unique(pairs[answered], return_counts=True)
    order = np.lexsort((names, -counts))[:MOST]
    kept = np.sort(names[order][counts[order] >= FEWEST])
    numbers = np.zeros(int(pairs.max(initial=-1)) + 1, dtype=np.intp)
    numbers[kept] = np.arange(1, len(kept) + 1)
    return np.asarray(numbers[pairs])


def _small_ones(counts: Codes) -> Codes:
    order = np.argsort(-counts, kind="stable")
    stands = np.zeros(len(counts), dtype=bool)
    stands[order[:MOST]] = counts[order[:MOST]] >= FEWEST
    rest = int(counts[~stands].sum())
    if not stands.all() and rest < FEWEST and stands.any():
        standing = order[stands[order]]
        stands[standing[-1]] = False
    groups = np.arange(1, len(counts) + 1)
    return np.where(stands, groups, 0).astype(np.intp)


def _neighbours(counts: Codes) -> Codes:
    """Runs of levels, each with the answers it holds; the smallest joins the smaller run beside it."""
    held, runs = counts.tolist(), [[level] for level in range(len(counts))]
    while len(runs) > 1 and min(held) < FEWEST:
        least = held.index(min(held))
        beside = [i for i in (least - 1, least + 1) if 0 <= i < len(runs)]
        low, high = sorted((least, min(beside, key=lambda i: int(held[i]))))
        held[low : high + 1] = [held[low] + held[high]]
        runs[low : high + 1] = [runs[low] + runs[high]]
    groups = np.zeros(len(counts), dtype=np.intp)
    for number, levels in enumerate(runs):
        groups[levels] = number
    return groups
