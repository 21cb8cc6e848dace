"""A steady trend told apart from a step: what weeks weigh in either, and when those after a start teach the trend."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

LEAST_WEEKS = 4
"""Fewer weeks before the start show no drift."""
ENOUGH_BEFORE = 2
"""So many times as long as the time after must the time before be to teach the trend by itself."""


def learns_after(before: float, after: float) -> bool:
    """Whether the trend is learned from both sides of the start; that goes by their lengths, never by what they show.

    From both sides it is learned better, but of an effect that grows steadily a part is taken for a drift.
    """
    return before < ENOUGH_BEFORE * after


def change_weights(before: int, after: int) -> Floats:
    """What each week weighs in the mean after a start less the mean before it.

    >>> change_weights(2, 1).tolist()
    [-0.5, -0.5, 1.0]
    """
    return np.concatenate([np.full(before, -1 / before), np.full(after, 1 / after)])


def step_weights(before: int, after: int) -> Floats:
    """What each week weighs in the step off a steady trend: nothing is left of any straight line.

    >>> weights = step_weights(8, 3)
    >>> [round(float(weights @ line), 9) + 0 for line in (np.ones(11), np.arange(11), np.arange(11) >= 8)]
    [0.0, 0.0, 1.0]
    """
    sides = _away(before), _away(after)
    used = np.concatenate([sides[0], sides[1] * learns_after(before, after)])
    apart = (before + after) / 2
    return np.asarray(change_weights(before, after) - apart * used / (used @ used))


def _away(weeks: int) -> Floats:
    return np.arange(weeks, dtype=np.float64) - (weeks - 1) / 2
