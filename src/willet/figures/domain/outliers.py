"""Which lines of a table differ from the others by more than chance explains, by the outer limits of the funnel."""

from collections.abc import Iterable
from typing import Literal

from willet.core.cases.comparing import FAR, USUAL, reach
from willet.core.metrics import AnswerRow

FEWEST = 30
"""Below so many items a name is shown but takes no part in a ranking by value."""
_WIDER = reach(FAR) / reach(USUAL)
Mark = Literal["better", "worse"]


def level_of(rows: Iterable[AnswerRow | None]) -> float | None:
    """The figure of all lines together: their mean, each by how much stands behind it; None where nothing does."""
    known = [(row.value, row.n) for row in rows if row is not None and row.value is not None]
    whole = sum(n for _value, n in known)
    return sum(value * n for value, n in known) / whole if whole else None


def mark_of(row: AnswerRow | None, level: float | None, *, direction: str) -> Mark | None:
    """Whether a line lies outside the limits of 99.8 % about the level of all, and on which side.

    Its own interval of 95 %, which allows for what is not independent in it, is widened to 99.8 % on the side of the
    level: one of five hundred lines that differ from nobody is marked. Never marked are figures of fewer than 30
    items, figures without an interval, and those of which neither side is better.
    """
    if level is None or row is None or row.value is None or row.low is None or row.high is None:
        return None
    if row.n < FEWEST or direction not in {"higher", "lower"}:
        return None
    below = row.value < level
    towards = row.high - row.value if below else row.value - row.low
    if abs(row.value - level) <= towards * _WIDER:
        return None
    return "worse" if below == (direction == "higher") else "better"
