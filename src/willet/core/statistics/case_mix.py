"""What anybody would have reached with a unit's mix of work, by a logistic regression on the mix alone.

Cells of work are told apart by factors (topic, queue, hour ...), each of which has levels. The regression
knows nothing of who did the work, yet a unit's own work is part of what it learns from, and the more so the fewer
others do the same: how much of a unit's variance is left to judge it by is worked out with it.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit

Floats = NDArray[np.float64]
Codes = NDArray[np.intp]
Labels = NDArray[np.object_]

RIDGE = 0.1
"""Strength of the penalty on every level's log odds, in observations: it only keeps them finite."""
RARE = 30
"""Levels with fewer trials are one level: of so few nothing can be learned, and they would explain themselves."""
_STEPS, _ENOUGH, _LONGEST = 60, 1e-9, 2.0


@dataclass(frozen=True)
class Mix:
    """The cells of work with the share expected of each, and what the regression is made of."""

    levels: tuple[Codes, ...]
    sizes: tuple[int, ...]
    n: Floats
    expected: Floats
    """The share expected of each cell."""
    inverse: Floats
    """The inverse of the penalised information about the regression's parameters."""
    information: Floats

    @property
    def variance(self) -> Floats:
        """The variance of each cell's hits, were its trials independent."""
        return self.n * self.expected * (1 - self.expected)

    def left_of(self, units: Codes, count: int) -> tuple[Floats, Floats]:
        """Of each unit, the variance of its hits, and of its hits less those expected.

        With r = (I - H) e and H the hat of the regression the second is 1'(I - H) V (I - H)'1 over the cells
        of a unit. It is less than the first by what the unit taught the regression.

        Source: residuals of generalised linear models, McCullagh and Nelder (1989), 12.7.
        """
        whole = sums_by(units, self.variance, count)
        taught = _crossed(units, count, self.levels, self.sizes, self.variance)
        drawn = taught @ self.inverse
        explained = 2 * (drawn * taught).sum(axis=1) - ((drawn @ self.information) * drawn).sum(
            axis=1
        )
        return whole, np.maximum(whole - explained, 0.0)


def fit_mix(labels: list[Labels], hits: Floats, n: Floats, ridge: float = RIDGE) -> Mix:
    """Learn the share expected of each cell from its levels alone.

    Args:
        labels: for each factor of the mix, the level of every cell.
        hits: successes of every cell.
        n: trials of every cell.
        ridge: strength of the penalty on every level, in observations; the intercept carries none.

    Source: ridge logistic regression, le Cessie and van Houwelingen (1992), by Newton's steps.
    """
    coded = [_coded(factor, n) for factor in labels]
    levels, sizes = tuple(c for c, _ in coded), tuple(size for _, size in coded)
    penalty = np.full(1 + sum(sizes), ridge)
    penalty[0] = 0.0
    result = np.zeros(len(penalty))
    result[0] = logit(np.clip(hits.sum() / n.sum(), 1e-6, 1 - 1e-6))
    for _ in range(_STEPS):
        expected = expit(_summed(result, levels, sizes, len(n)))
        information = _information(levels, sizes, n * expected * (1 - expected))
        slope = _totals(levels, sizes, hits - n * expected) - penalty * result
        step = np.linalg.solve(information + np.diag(penalty) + _slack(penalty), slope)
        result = result + step * min(1.0, _LONGEST / max(np.abs(step).max(), _ENOUGH))
        if np.abs(step).max() < _ENOUGH:
            break
    expected = expit(_summed(result, levels, sizes, len(n)))
    information = _information(levels, sizes, n * expected * (1 - expected))
    inverse = np.linalg.inv(information + np.diag(penalty) + _slack(penalty))
    return Mix(levels, sizes, n, expected, np.asarray(inverse, np.float64), information)


def sums_by(codes: Codes, weight: Floats, size: int) -> Floats:
    """The sum of a weight over each number from 0 to `size` - 1."""
    return np.bincount(codes, weight, size).astype(np.float64)


def _slack(penalty: Floats) -> Floats:
    """A trace that keeps the intercept's equation solvable where all that happened is certain."""
    return 1e-9 * np.eye(len(penalty))


def _coded(labels: Labels, n: Floats) -> tuple[Codes, int]:
    """The levels of one factor by number, the rare ones under one number."""
    _, codes = np.unique(labels.astype(str), return_inverse=True)
    rare = np.bincount(codes, n) < RARE
    if rare.sum() > 1:
        codes = np.where(rare[codes], np.flatnonzero(rare)[0], codes)
    _, codes = np.unique(codes, return_inverse=True)
    return codes.astype(np.intp), int(codes.max()) + 1


def _summed(
    effects: Floats, levels: tuple[Codes, ...], sizes: tuple[int, ...], cells: int
) -> Floats:
    """The log odds of each cell: the intercept and one parameter for each factor."""
    odds, begin = np.full(cells, effects[0]), 1
    for codes, size in zip(levels, sizes, strict=True):
        odds = odds + effects[begin : begin + size][codes]
        begin += size
    return odds


def _totals(levels: tuple[Codes, ...], sizes: tuple[int, ...], weight: Floats) -> Floats:
    """The sums of a weight over each level, the whole first."""
    parts = [sums_by(c, weight, size) for c, size in zip(levels, sizes, strict=True)]
    return np.concatenate([[weight.sum()], *parts])


def _crossed(
    units: Codes, count: int, levels: tuple[Codes, ...], sizes: tuple[int, ...], weight: Floats
) -> Floats:
    """The same sums within each unit, a row for each."""
    parts = [sums_by(units, weight, count)[:, None]]
    for codes, size in zip(levels, sizes, strict=True):
        parts.append(sums_by(units * size + codes, weight, count * size).reshape(count, size))
    return np.hstack(parts)


def _information(levels: tuple[Codes, ...], sizes: tuple[int, ...], weight: Floats) -> Floats:
    """The weighted products of all pairs of parameters, without spelling a column out for each."""
    whole = np.zeros(len(weight), np.intp)
    rows = [
        _crossed(codes, size, levels, sizes, weight)
        for codes, size in zip((whole, *levels), (1, *sizes), strict=True)
    ]
    return np.vstack(rows)
