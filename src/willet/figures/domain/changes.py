"""How a figure moved since the equal period before, and whether the movement is more than chance."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from willet.core.metrics import AnswerRow
from willet.core.records import EvidenceKind


class Verdict(StrEnum):
    """What a change means for the centre; `unclear` when the two intervals overlap, `apart` when the two figures
    do not rest on the same evidence.
    """

    BETTER = "better"
    WORSE = "worse"
    MOVED = "moved"
    UNCLEAR = "unclear"
    APART = "apart"


@dataclass(frozen=True, slots=True)
class Difference:
    """The difference to the period before, in the metric's own unit, and relative to it where that has a meaning."""

    before: float
    by: float
    share: float | None
    verdict: Verdict
    begun: Mapping[EvidenceKind, date] = field(default_factory=dict)
    """The kinds of evidence that begin on the way from the one period to the other."""


def change(
    now: AnswerRow | None,
    before: AnswerRow | None,
    *,
    direction: str,
    begun: Mapping[EvidenceKind, date] | None = None,
) -> Difference | None:
    """The change between two answers; None unless both have a value, of one currency where they are amounts.

    Counts have no interval: they are said to have moved, never to be better or worse. So are figures of
    which part is pending, on either side.
    Two intervals of 95 % that do not overlap are a cautious test (it errs below 5 %).
    Where a kind of evidence begins meanwhile, nothing is compared: to start asking must not look like a fall.
    """
    if now is None or before is None or now.value is None or before.value is None:
        return None
    if now.unit != before.unit:
        return None
    by = now.value - before.value
    share = by / before.value if before.value > 0 else None
    verdict = Verdict.APART if begun else _verdict(now, before, direction)
    return Difference(before.value, by, share, verdict, begun or {})


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
