"""From what was seen to the verdict: the outcome of the design, what may forbid a verdict, and the day of one."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from willet.core.effects import notes
from willet.core.effects.arms import Ints
from willet.core.effects.comparing import by_weeks
from willet.core.effects.inference import DriftError, promise
from willet.core.effects.inference.drift import LEAST_WEEKS
from willet.core.effects.looking import LEVEL, Look, look_at
from willet.core.effects.measured import Measured
from willet.core.effects.outcomes import DesignOutcome, DriftAllowed, outcome_of, without_interval
from willet.core.effects.planning import Plan, day_complete, plan_of
from willet.core.effects.reading import Sight
from willet.core.effects.request import EffectRequest
from willet.core.effects.result import Effect, WeekEffect
from willet.core.effects.segments import TrendPart, segments_of
from willet.core.effects.verdicts import in_words, refusal_in_words, verdict_of
from willet.core.records import Message


def nothing_to_judge(asked: EffectRequest, measure: Measured, why: Message) -> Effect:
    """What is handed over where no unit has a figure."""
    verdict = verdict_of(measure.metric, None, None, asked.worth or 0.0, refused=True)
    empty = DesignOutcome()
    return Effect(
        metric=measure.metric.name,
        design="none",
        estimate=None,
        low=None,
        high=None,
        units=0,
        treated=0,
        placebo=empty.placebo,
        power=None,
        verdict=verdict,
        tell_from=None,
        words=in_words(measure.metric, verdict, None),
        notes=(why, *measure.notes),
    )


def judged(asked: EffectRequest, measure: Measured, sight: Sight, last_seen: date) -> Effect:
    """The effect as the cells show it; `last_seen` is the day until which the records reach."""
    look = look_at(asked, sight.span[1])
    level = look.level if look else LEVEL
    arms = sight.arms
    compared = arms.design != "none"
    outcome = (
        without_interval(outcome_of(sight.cells, arms, sight.settled, sight.bounds, level))
        if compared
        else DesignOutcome()
    )
    refused = bool(sight.others) or outcome.placebo.refuses or outcome.short or outcome.frozen
    verdict = verdict_of(measure.metric, *outcome.ends, asked.worth or 0.0, refused=refused)
    when = _When(asked, measure, sight, outcome, level)
    decided_on = last_seen if verdict in {"worked", "harmful", "less_than_worth"} else None
    tell_from = decided_on or (None if refused or verdict is None else when.day(last_seen))
    return Effect(
        metric=measure.metric.name,
        design=arms.design,
        estimate=outcome.estimate,
        low=outcome.low,
        high=outcome.high,
        units=arms.exposed + len(arms.never),
        treated=arms.exposed,
        placebo=outcome.placebo,
        power=when.power(),
        verdict=verdict,
        tell_from=tell_from,
        words=in_words(measure.metric, verdict, tell_from),
        notes=tuple(_notes(asked, measure, sight, outcome, look)),
        drift=outcome.drift,
        weeks=_weeks(sight) if asked.weeks else None,
        segments=_segments(sight),
    )


@dataclass(frozen=True)
class _When:
    """When a verdict can be expected, and how likely one is now."""

    asked: EffectRequest
    measure: Measured
    sight: Sight
    outcome: DesignOutcome
    level: float

    def power(self) -> float | None:
        """The chance of "worked" now at an effect worth having."""
        worth, error = self.asked.worth, self.outcome.error
        if worth is None or error is None or error == 0 or self.outcome.freedom < 1:
            return None
        drift = _drift_error(error, self.outcome.drift)
        return promise(worth, error, self.outcome.freedom, worth, self.level, drift).worked

    def day(self, last_seen: date) -> date | None:
        """The first day to come on which a verdict can be expected."""
        plan, worth = self._plan(), self.asked.worth
        if plan is None or not worth:
            return None
        start = min(e.assigned_from for e in self.asked.exposures if e.assigned_from is not None)
        scale = self._scale(plan, start)
        for weeks in (
            plan.weeks_needed(worth, scale=scale),
            plan.weeks_certain(worth, scale=scale),
        ):
            day = day_complete(start, weeks, self.measure.window_days)
            if day is not None and day > last_seen:
                return day
        return None

    def _scale(self, plan: Plan, start: date) -> float:
        """By how much the error seen is larger than the one foreseen for these weeks."""
        weeks = ((self.sight.span[1] - start).days + 1) // 7
        error = self.outcome.error
        foreseen = plan.error(weeks) if weeks >= 1 else 0.0
        return error / foreseen if error and foreseen > 0 else 1.0

    def _plan(self) -> Plan | None:
        cells, exposures = self.sight.cells, self.asked.exposures
        rows = {name: n for n, name in enumerate(cells.units)}
        starts = {e.unit: e.assigned_from for e in exposures if e.assigned_from is not None}
        first = min(starts.values())
        exposed = [rows[u] for u in starts if u in rows]
        others = [rows[e.unit] for e in exposures if e.unit in rows and e.unit not in starts]
        if not others and len(set(starts.values())) > 1:
            others = [rows[u] for u, day in starts.items() if u in rows and day > first]
            exposed = [rows[u] for u, day in starts.items() if u in rows and day == first]
        if not others:
            others = [int(u) for u in self.sight.arms.never if int(u) not in exposed]
        until = min(cells.place(first), cells.days)
        return plan_of(cells, _rows(exposed), _rows(others), until)


def _drift_error(error: float, drift: DriftAllowed | None) -> DriftError | None:
    """What the allowance adds to the plain error is the trend, which luck makes apart from the mean."""
    if drift is None or not drift.error:
        return None
    return DriftError(drift.error, min(error / drift.error, 1.0))


def _rows(places: list[int]) -> Ints:
    return np.array(places, dtype=np.int64)


def _segments(sight: Sight) -> tuple[TrendPart, ...]:
    if sight.arms.design != "interrupted_series_with_control":
        return ()
    return segments_of(sight.cells, sight.arms)


def _weeks(sight: Sight) -> tuple[WeekEffect, ...]:
    if sight.arms.design in {"none", "stepped_wedge"}:
        return ()
    return tuple(
        WeekEffect(week, estimate.effect, *estimate.interval())
        for week, estimate in by_weeks(sight.cells, sight.arms)
    )


def _notes(
    asked: EffectRequest, measure: Measured, sight: Sight, outcome: DesignOutcome, look: Look | None
) -> list[Message]:
    arms, first = sight.arms, _first_start(asked)
    result = [*measure.notes]
    if sight.others:
        result.append(notes.TWO_AT_ONCE(names=", ".join(sight.others)))
    if outcome.low is not None or arms.design == "stepped_wedge":
        result += refusal_in_words(outcome.placebo)
        result += _drift_in_words(asked, measure, outcome)
    if outcome.frozen:
        result.append(notes.FROZEN())
    if arms.design == "none":
        result.append(_why_none(sight, first))
    result += [*outcome.notes, *sight.notes]
    if look is not None:
        result.append(
            notes.LOOK(date=str(look.until), look=str(look.number), looks=str(look.looks))
        )
    elif outcome.low is not None and all(e.until is None for e in asked.exposures):
        result.append(notes.ONE_LOOK())
    if asked.worth is None:
        result.append(notes.NO_WORTH_GIVEN(metric=measure.metric.name))
    if asked.weeks and arms.design in {"none", "stepped_wedge"}:
        result.append(notes.NO_WEEKS())
    return result


def _drift_in_words(
    asked: EffectRequest, measure: Measured, outcome: DesignOutcome
) -> list[Message]:
    """What the allowance for a drift takes away."""
    if outcome.short:
        return [notes.SHORT_BEFORE(n=LEAST_WEEKS)]
    plain, allowing = (
        verdict_of(measure.metric, *ends, asked.worth or 0.0, refused=False)
        for ends in ((outcome.low, outcome.high), outcome.ends)
    )
    return [notes.DRIFT_POSSIBLE()] if plain != allowing else []


def _first_start(asked: EffectRequest) -> date:
    return min(e.assigned_from for e in asked.exposures if e.assigned_from is not None)


def _why_none(sight: Sight, first: date) -> Message:
    if first > sight.span[1]:
        return notes.ALL_IN_FUTURE(date=str(first))
    if not sight.arms.cohorts:
        return notes.NOTHING_AFTER()
    return notes.ALL_AT_ONCE(date=str(first))
