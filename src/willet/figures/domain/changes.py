"""How a figure moved since the equal period before, and whether the movement is more than chance."""

from dataclasses import dataclass
from enum import StrEnum

from willet.core.metrics import AnswerRow


class Verdict(StrEnum):
    """What a change means for the centre; `unclear` when the two intervals overlap."""

    BETTER = "better"
    WORSE = "worse"
    MOVED = "moved"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Difference:
    """The difference to the period before, in the metric's own unit, and relative to it where that has a meaning."""

    before: float
    by: float
    share: float | None
    verdict: Verdict


def change(now: AnswerRow | None, before: AnswerRow | None, *, direction: str) -> Difference | None:
    """The change between two answers; None unless both have a value.

    Counts have no interval: they are said to have moved, never to be better or worse. So are figures of
    which part is pending, on either side.
    Two intervals of 95 % that do not overlap are a cautious test (it errs below 5 %).
    """
    if now is None or before is None or now.value is None or before.value is None:
        return None
    by = now.value - before.value
    share = by / before.value if before.value > 0 else None
    return Difference(before.value, by, share, _verdict(now, before, direction))


def _verdict(now: AnswerRow, before: AnswerRow, direction: str) -> Verdict:
    # What is pending may still come out otherwise: that is the calendar's doing, not the centre's.
    if direction not in {"higher", "lower"} or not (now.is_settled and before.is_settled):
        return Verdict.MOVED
    if None in (now.low, now.high, before.low, before.high) or _overlap(now, before):
        return Verdict.UNCLEAR
    rose = (now.value or 0.0) > (before.value or 0.0)
    return Verdict.BETTER if rose == (direction == "higher") else Verdict.WORSE


def _overlap(a: AnswerRow, b: AnswerRow) -> bool:
    lows, highs = (a.low or 0.0, b.low or 0.0), (a.high or 0.0, b.high or 0.0)
    return max(lows) <= min(highs)
