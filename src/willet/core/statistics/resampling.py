"""The bootstrap over clusters: whole customers or agents are drawn again, never single rows."""

import numpy as np
from numpy.typing import ArrayLike

_AT_ONCE = 2_000_000
"""Draws held in memory at a time."""


def bootstrap_ratio(
    above: ArrayLike,
    below: ArrayLike,
    clusters: ArrayLike,
    /,
    *,
    replicates: int = 2000,
    confidence: float = 0.95,
    seed: int = 0,
) -> tuple[float, float] | None:
    """The percentile interval of sum(above) / sum(below) when rows of one cluster belong together.

    None below two clusters. The same seed gives the same interval.

    Source: Efron and Tibshirani, An Introduction to the Bootstrap (1993), 13.3, over clusters as in
    Cameron, Gelbach and Miller (2008).
    """
    _, place = np.unique(np.asarray(clusters), return_inverse=True)
    tops = np.bincount(place, np.asarray(above, dtype=np.float64))
    bottoms = np.bincount(place, np.asarray(below, dtype=np.float64))
    if len(tops) < 2:
        return None
    ratios = _drawn_ratios(tops, bottoms, replicates, np.random.default_rng(seed))
    tail = (1 - confidence) / 2
    low, high = np.nanquantile(ratios, [tail, 1 - tail])
    return float(low), float(high)


def _drawn_ratios(
    tops: np.ndarray, bottoms: np.ndarray, replicates: int, rng: np.random.Generator
) -> np.ndarray:
    size = len(tops)
    step = max(1, _AT_ONCE // size)
    parts = []
    for start in range(0, replicates, step):
        drawn = rng.integers(size, size=(min(step, replicates - start), size))
        with np.errstate(divide="ignore", invalid="ignore"):
            parts.append(tops[drawn].sum(axis=1) / bottoms[drawn].sum(axis=1))
    return np.concatenate(parts)
