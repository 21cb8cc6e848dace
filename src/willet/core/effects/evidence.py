"""Whether customers' own answers are there all the time that is compared, or begin or end inside it."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

UNLIKELY = 1e-4
"""So seldom may days stay without an answer by chance before answers count as not asked for."""


def begin_or_end(answers: Floats, rows: Floats) -> int | None:
    """The column in which answers begin, or the first without any after the last, where they do so inside the days.

    `answers` and `rows` by day: at the rate seen between the first and the last answer, so many rows without one
    before the first (or after the last) must be all but impossible. None where they are there all along, or never.
    """
    there = np.flatnonzero(answers > 0)
    if not len(there):
        return None
    first, last = int(there[0]), int(there[-1])
    rate = answers.sum() / max(rows[first : last + 1].sum(), 1.0)
    if (1 - min(rate, 1.0)) ** rows[:first].sum() < UNLIKELY:
        return first
    if (1 - min(rate, 1.0)) ** rows[last + 1 :].sum() < UNLIKELY:
        return last + 1
    return None
