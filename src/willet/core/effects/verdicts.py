"""The verdict: the first that holds of harmful, less than worth having, worked; else it cannot be told."""

from datetime import date

from willet.core.effects import notes
from willet.core.effects.placebos import Placebo
from willet.core.effects.result import Verdict
from willet.core.metrics import Metric
from willet.core.records import Message


def verdict_of(
    metric: Metric, low: float | None, high: float | None, worth: float, *, refused: bool
) -> Verdict | None:
    """The verdict on an interval, signed so that more is better; None where more is neither better nor worse.

    `refused`: something else forbids one.
    """
    if metric.direction == "neither":
        return None
    if refused or low is None or high is None:
        return "cannot_tell"
    if metric.direction == "lower":
        low, high = -high, -low
    if high < 0:
        return "harmful"
    if high < worth:
        return "less_than_worth"
    return "worked" if low > 0 else "cannot_tell"


def in_words(metric: Metric, verdict: Verdict | None, tell_from: date | None) -> Message:
    """The verdict as a sentence."""
    match verdict:
        case "worked":
            return notes.WORKED(metric=metric.name)
        case "harmful":
            return notes.HARMFUL(metric=metric.name)
        case "less_than_worth":
            return notes.LESS(metric=metric.name)
        case None:
            return notes.NO_BETTER(metric=metric.name)
        case "cannot_tell":
            return notes.CANNOT_BEFORE(date=str(tell_from)) if tell_from else notes.CANNOT()


def refusal_in_words(placebo: Placebo) -> list[Message]:
    """Why the joint test refuses, or could not be tried, or could not have refused."""
    if placebo.p is None:
        return [notes.NO_PLACEBO()]
    if placebo.refuses:
        names = placebo.suspects or tuple(part.name for part in placebo.parts)
        return [notes.REFUSED(part=notes.PARTS[name]) for name in names]
    return [notes.BLUNT()] if placebo.blunt else []
