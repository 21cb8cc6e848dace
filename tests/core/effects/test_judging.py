"""From what was seen to the verdict: who is compared in a plan ahead, when a verdict may come, what forbids one."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest

from tests.core.effects.small_cells import FIRST, arms_of, cells_of
from willet.core.effects import notes
from willet.core.effects.arms import Arms
from willet.core.effects.cells import Cells
from willet.core.effects.comparing import by_weeks
from willet.core.effects.inference import DriftError, promise
from willet.core.effects.judging import _drift_error, _When, judged, nothing_to_judge
from willet.core.effects.measured import measured
from willet.core.effects.outcomes import DesignOutcome, DriftAllowed
from willet.core.effects.placebos import Placebo
from willet.core.effects.planning import day_complete, plan_of
from willet.core.effects.reading import Sight
from willet.core.effects.request import EffectRequest
from willet.core.effects.result import WeekEffect
from willet.core.metrics import Question
from willet.core.records import Message

DAYS, START = 126, 84
SPAN = (FIRST, FIRST + timedelta(days=DAYS - 1))
UNITS = 8
WINDOW = 7.0
HALF = ([0, 1, 2, 3], [4, 5, 6, 7])


def day(n: int) -> date:
    return FIRST + timedelta(days=n)


def asked(starts: dict[str, int | None], **more: Any) -> EffectRequest:
    rows = [
        {"unit": unit, "assigned_from": None if start is None else day(start)}
        for unit, start in starts.items()
    ]
    return EffectRequest.of(more.pop("metric", "next_contact_avoidance"), rows, "agent", **more)


def listed(exposed: list[int] = HALF[0], never: list[int] = HALF[1]) -> dict[str, int | None]:
    return {f"u{u}": START if u in exposed else None for u in sorted([*exposed, *never])}


REQUEST = asked(listed())
MEASURE = measured(Question.of("next_contact_avoidance"), "agent", {})


def cells_with(step: float, noise: float = 0.02, *, seed: int = 3) -> Cells:
    rate = 0.5 + noise * np.random.default_rng(seed).standard_normal((UNITS, DAYS))
    rate[HALF[0], START:] += step
    return cells_of(rate, np.full(rate.shape, 5.0))


def sight_of(cells: Cells, arms: Arms | None = None, *others: str) -> Sight:
    return Sight(
        cells, arms or arms_of((START, DAYS, HALF[0]), never=HALF[1]), SPAN, (), (), (), others
    )


SIGHT = sight_of(cells_with(0.2))


def test_where_nothing_was_seen_the_reason_is_handed_over_and_no_figure() -> None:
    why = Message("nothing there")

    effect = nothing_to_judge(REQUEST, replace(MEASURE, notes=(notes.FROZEN(),)), why)

    assert (effect.design, effect.verdict) == ("none", "cannot_tell")
    assert (effect.units, effect.treated) == (0, 0)
    assert {effect.estimate, effect.low, effect.high, effect.power, effect.tell_from} == {None}
    assert effect.words == notes.CANNOT()
    assert effect.notes == (why, notes.FROZEN())
    assert effect.placebo == Placebo(None, ())


@pytest.mark.parametrize(
    ("step", "verdict"), [(0.2, "worked"), (-0.2, "harmful"), (0.0, "less_than_worth")]
)
def test_a_verdict_that_is_there_was_there_on_the_last_day(step: float, verdict: str) -> None:
    effect = judged(REQUEST, MEASURE, sight_of(cells_with(step)), SPAN[1])

    assert (effect.verdict, effect.tell_from) == (verdict, SPAN[1])
    assert (effect.units, effect.treated) == (8, 4)
    assert (effect.weeks, effect.segments) == (None, ())


def test_what_else_began_in_these_days_forbids_a_verdict_and_any_day_for_one() -> None:
    effect = judged(REQUEST, MEASURE, sight_of(SIGHT.cells, None, "a", "b"), SPAN[1])

    assert (effect.verdict, effect.tell_from) == ("cannot_tell", None)
    assert effect.notes[0] == notes.TWO_AT_ONCE(names="a, b")


def test_a_short_history_forbids_one_too() -> None:
    arms = arms_of((27, DAYS, HALF[0]), never=HALF[1])
    rate = SIGHT.cells.rate(0, 1)[:, None] + np.zeros((UNITS, DAYS))
    rate += 0.01 * np.random.default_rng(1).standard_normal(rate.shape)
    rate[HALF[0], 27:] += 0.3

    effect = judged(REQUEST, MEASURE, sight_of(cells_of(rate), arms), SPAN[1])

    assert (effect.verdict, effect.tell_from) == ("cannot_tell", None)
    assert notes.SHORT_BEFORE(n=4) in effect.notes


def test_what_never_varies_forbids_one_too() -> None:
    effect = judged(REQUEST, MEASURE, sight_of(cells_with(0.2, 0.0)), SPAN[1])

    assert effect.estimate == pytest.approx(0.2)
    assert (effect.low, effect.high, effect.verdict) == (None, None, "cannot_tell")
    assert notes.FROZEN() in effect.notes


def test_a_drift_that_may_explain_the_effect_is_said() -> None:
    worked = judged(REQUEST, MEASURE, SIGHT, SPAN[1])
    unsure = judged(REQUEST, MEASURE, sight_of(cells_with(0.4, 1.3, seed=8)), SPAN[1])

    for effect, possible in ((worked, False), (unsure, True)):
        assert effect.low is not None
        assert effect.drift is not None
        assert effect.drift.low is not None
        assert effect.low > 0
        assert (effect.drift.low <= 0) == possible
        assert (notes.DRIFT_POSSIBLE() in effect.notes) == possible
        assert effect.verdict == ("cannot_tell" if possible else "worked")


def test_a_sight_of_no_design_says_why() -> None:
    everybody = asked(dict.fromkeys(listed(), START))
    later, last = (asked(dict.fromkeys(listed(), n)) for n in (DAYS, DAYS - 1))
    none = arms_of(design="none")
    at_once = arms_of((START, DAYS, range(8)), design="none")

    def why(request: EffectRequest, arms: Arms) -> Message:
        effect = judged(request, MEASURE, sight_of(SIGHT.cells, arms), SPAN[1])
        assert (effect.estimate, effect.verdict) == (None, "cannot_tell")
        return effect.notes[0]

    assert why(everybody, at_once) == notes.ALL_AT_ONCE(date=str(day(START)))
    assert why(everybody, none) == notes.NOTHING_AFTER()
    assert why(last, none) == notes.NOTHING_AFTER()
    assert why(later, none) == notes.ALL_IN_FUTURE(date=str(day(DAYS)))


def test_weeks_are_shown_where_they_are_asked_for_and_can_be() -> None:
    request = asked(listed(), by_weeks=True)
    wedge = arms_of((START, DAYS, HALF[0]), (105, DAYS, HALF[1]), design="stepped_wedge")

    shown = judged(request, MEASURE, SIGHT, SPAN[1])
    hidden = judged(request, MEASURE, sight_of(SIGHT.cells, wedge), SPAN[1])

    assert shown.weeks == tuple(
        WeekEffect(week, one.effect, *one.interval())
        for week, one in by_weeks(SIGHT.cells, SIGHT.arms)
    )
    assert hidden.weeks == ()
    assert notes.NO_WEEKS() not in shown.notes
    assert notes.NO_WEEKS() in hidden.notes


def test_one_look_is_said_of_what_has_no_last_day_and_which_look_of_what_has() -> None:
    rows = [
        {"unit": u, "assigned_from": s if s is None else day(s), "until": s and day(DAYS + 13)}
        for u, s in listed().items()
    ]
    running = EffectRequest.of("next_contact_avoidance", rows, "agent")

    plain = judged(REQUEST, MEASURE, SIGHT, SPAN[1])
    looked = judged(running, MEASURE, SIGHT, SPAN[1])

    look = notes.LOOK(date=str(day(DAYS + 13)), look="6", looks="8")
    assert (notes.ONE_LOOK() in plain.notes, look in plain.notes) == (True, False)
    assert (notes.ONE_LOOK() in looked.notes, look in looked.notes) == (False, True)
    assert plain.low is not None
    assert looked.low is not None
    assert looked.low < plain.low


def test_a_metric_without_a_usual_worth_says_that_none_was_given() -> None:
    request = asked(listed(), metric="average_speed_of_answer")
    measure = measured(Question.of("average_speed_of_answer"), "agent", {})

    effect = judged(request, measure, SIGHT, SPAN[1])

    assert notes.NO_WORTH_GIVEN(metric="average_speed_of_answer") in effect.notes
    assert effect.power is None


@pytest.mark.parametrize(
    ("drift", "expected"),
    [
        (None, None),
        (DriftAllowed(0.1, None, None, None), None),
        (DriftAllowed(0.1, None, None, 0.0), None),
        (DriftAllowed(0.1, 0.0, 0.2, 0.08), DriftError(0.08, 0.5)),
        (DriftAllowed(0.1, 0.0, 0.2, 0.04), DriftError(0.04, 1.0)),
        (DriftAllowed(0.1, 0.0, 0.2, 0.02), DriftError(0.02, 1.0)),
    ],
)
def test_a_drift_hangs_together_with_the_plain_error_by_its_part(
    drift: DriftAllowed | None, expected: DriftError | None
) -> None:
    assert _drift_error(0.04, drift) == expected


OUTCOME = DesignOutcome(0.1, 0.05, 0.15, 0.04, 6, drift=DriftAllowed(0.1, 0.0, 0.2, 0.08))


def when(outcome: DesignOutcome = OUTCOME, request: EffectRequest = REQUEST) -> _When:
    return _When(request, MEASURE, SIGHT, outcome, 0.05)


def test_power_is_the_promise_of_the_errors_seen_at_what_is_worth_having() -> None:
    promised = promise(0.03, 0.04, 6, 0.03, 0.05, DriftError(0.08, 0.5))

    assert when().power() == promised.worked


@pytest.mark.parametrize(
    ("changed", "there"),
    [
        ({"error": None}, False),
        ({"error": 0.0}, False),
        ({"freedom": 0}, False),
        ({"freedom": 1}, True),
    ],
)
def test_without_an_error_that_can_be_known_there_is_no_power(
    changed: dict[str, Any], there: bool
) -> None:
    assert (when(replace(OUTCOME, **changed)).power() is not None) == there


def noise_by(exposed: list[int], others: list[int], until: int) -> Any:
    return plan_of(SIGHT.cells, np.array(exposed), np.array(others), until)


@pytest.mark.parametrize(
    ("starts", "never", "exposed", "others", "until"),
    [
        (listed(), [], *HALF, START),
        (listed() | {"gone": START, "never": None}, [], *HALF, START),
        # all begin in the end: the first are compared with those that wait
        (
            {f"u{u}": START if u < 3 else 98 for u in range(8)},
            [],
            [0, 1, 2],
            [3, 4, 5, 6, 7],
            START,
        ),
        # all at once: compared with the unlisted
        ({f"u{u}": START for u in range(4)}, [4, 5, 6], HALF[0], [4, 5, 6], START),
        ({f"u{u}": START for u in range(4)}, [2, 3, 4, 5], HALF[0], [4, 5], START),
        # what starts after the days seen learns from all of them
        ({n: s and DAYS + 30 for n, s in listed().items()}, [], *HALF, DAYS),
    ],
)
def test_a_plan_compares_whoever_will_be_exposed_with_whoever_will_not_yet(
    starts: dict[str, int | None],
    never: list[int],
    exposed: list[int],
    others: list[int],
    until: int,
) -> None:
    sight = replace(SIGHT, arms=arms_of(never=never))

    plan = _When(asked(starts), MEASURE, sight, OUTCOME, 0.05)._plan()

    assert plan is not None
    assert plan == noise_by(exposed, others, until)


def test_nobody_to_compare_with_is_no_plan() -> None:
    sight = replace(SIGHT, arms=arms_of())
    at_once = asked({f"u{u}": START for u in range(8)})

    ahead = _When(at_once, MEASURE, sight, OUTCOME, 0.05)

    assert ahead._plan() is None
    assert ahead.day(SPAN[1]) is None


def test_the_scale_is_the_error_seen_over_the_one_foreseen_for_the_weeks_gone_by() -> None:
    plan = noise_by(*HALF, START)

    # 42 days since the start are six weeks; 41 are five; six days are none
    assert when()._scale(plan, day(START)) == pytest.approx(0.04 / plan.error(6))
    assert when()._scale(plan, day(START + 1)) == pytest.approx(0.04 / plan.error(5))
    assert when()._scale(plan, day(DAYS - 7)) == pytest.approx(0.04 / plan.error(1))
    assert when()._scale(plan, day(DAYS - 6)) == 1.0
    for error in (None, 0.0):
        assert when(replace(OUTCOME, error=error))._scale(plan, day(START)) == 1.0


def test_a_day_is_the_first_to_come_of_needed_and_of_certain() -> None:
    plan = noise_by(*HALF, START)
    request = asked(listed(), worth=0.02)
    ahead = when(replace(OUTCOME, error=plan.error(6)), request)
    needed, certain = plan.weeks_needed(0.02), plan.weeks_certain(0.02)
    by_need, at_last = (day_complete(day(START), weeks, WINDOW) for weeks in (needed, certain))
    assert by_need is not None
    assert at_last is not None
    assert by_need < at_last
    eve = timedelta(days=1)

    assert MEASURE.window_days == WINDOW
    assert ahead.day(by_need - eve) == by_need
    assert ahead.day(by_need) == at_last
    assert ahead.day(at_last - eve) == at_last
    assert ahead.day(at_last) is None


@pytest.mark.parametrize("worth", [0.0, None])
def test_without_a_worth_no_day_can_be_named(worth: float | None) -> None:
    assert replace(when(), asked=replace(REQUEST, worth=worth)).day(SPAN[0]) is None
