"""The best that so many days in a row ever came to: what is needed beyond it was never there."""

from collections.abc import Sequence

import numpy as np

from willet.core.statistics.pace import DayFigure, Kind


def best_of_days(
    known: Sequence[DayFigure], length: int, *, kind: Kind, at_least: bool
) -> float | None:
    """The best figure of any `length` known days in a row: of a total their sum, else their mean over all items.

    None where fewer days are known, or none of these stretches has a figure.
    """
    if not 0 < length <= len(known):
        return None
    values = np.array([day.value if day.value is not None else 0.0 for day in known])
    weights = np.ones(len(known)) if kind == "total" else np.array([day.n for day in known])
    above, n = (_sums(some, length) for some in (values * weights, weights))
    figures = above if kind == "total" else above[n > 0] / n[n > 0]
    if not len(figures):
        return None
    return float(figures.max() if at_least else figures.min())


def _sums(some: np.ndarray, length: int) -> np.ndarray:
    return np.convolve(some, np.ones(length), mode="valid")
