"""How sure a comparison ahead will be, and from when: sums of variances on paper, weeks found by looking at each."""

from dataclasses import astuple
from datetime import date, timedelta

import numpy as np
import pytest
from scipy import stats

from tests.core.effects.small_cells import cells_of
from willet.core.effects.inference import DriftError, Noise, noise_of, promise
from willet.core.effects.planning import MOST_WEEKS, Plan, _first_week, day_complete, plan_of

LUCK = Noise(0.0, 0.0, 0.04)
PLAN = Plan(LUCK, exposed=2, others=4, weeks_before=8)
SIDES = 1 / 2 + 1 / 4
MEANS = 1 / 8 + 1 / 2
"""The variance of the change between the means of eight weeks and of two, in that of one week."""
TREND = 5**2 / 42
"""Of what a trend off eight weeks adds five weeks on: the squares about their middle come to 42."""


def test_the_error_is_that_of_two_means_of_weeks_and_two_means_of_units() -> None:
    assert PLAN.error(2) == pytest.approx(np.sqrt(0.04 * MEANS * SIDES))


def test_a_drift_adds_what_the_trend_before_may_err_two_weeks_on() -> None:
    drift = PLAN.drift_error(2)

    assert drift.error == pytest.approx(np.sqrt(0.04 * (MEANS + TREND) * SIDES))
    assert drift.together == pytest.approx(np.sqrt(MEANS / (MEANS + TREND)))


def test_without_noise_nothing_hangs_together() -> None:
    still = Plan(Noise(0.0, 0.0, 0.0), 2, 4, 8)

    assert still.drift_error(2) == DriftError(0.0, 0.0)


def test_a_promise_is_that_of_all_units_less_two_with_both_errors_scaled() -> None:
    drift = PLAN.drift_error(3)
    scaled = DriftError(1.5 * drift.error, drift.together)

    promised = PLAN.promise(3, 0.2, 0.1, scale=1.5, level=0.02)

    assert promised == promise(0.2, 1.5 * PLAN.error(3), 4, 0.1, 0.02, scaled)
    assert PLAN.power(3, 0.2, 0.1, scale=1.5, level=0.02) == promised.worked


@pytest.mark.parametrize("first", [1, 2, 3, 100, MOST_WEEKS - 1, MOST_WEEKS])
def test_the_first_week_is_the_first_that_is_enough(first: int) -> None:
    assert _first_week(lambda week: week >= first) == first


def test_no_week_is_first_where_none_of_three_years_is_enough() -> None:
    assert MOST_WEEKS == 3 * 52
    assert _first_week(lambda week: week > MOST_WEEKS) is None


@pytest.mark.parametrize(("worth", "scale"), [(0.12, 1.0), (0.12, 1.4), (0.3, 1.0), (0.001, 1.0)])
def test_weeks_are_needed_until_four_cases_of_five_are_told(worth: float, scale: float) -> None:
    plan = Plan(LUCK, 20, 20, 60)

    needed = plan.weeks_needed(worth, scale=scale)

    told = (w for w in range(1, 157) if plan.power(w, worth, worth, scale=scale) >= 0.8)
    assert needed == next(told, None)
    assert (needed is None) == (worth == 0.001)


@pytest.mark.parametrize(
    ("worth", "scale"), [(0.2, 1.0), (0.2, 1.3), (0.35, 1.0), (1.0, 1.0), (0.01, 1.0)]
)
def test_a_verdict_is_certain_once_neither_interval_is_as_long_as_what_is_worth_having(
    worth: float, scale: float
) -> None:
    plan = Plan(LUCK, 20, 20, 60)
    student = stats.t(38)

    certain = plan.weeks_certain(worth, scale=scale)

    def length(weeks: int) -> float:
        plain = 2 * student.ppf(0.975) * plan.error(weeks)
        return float(scale * max(plain, 2 * student.ppf(0.95) * plan.drift_error(weeks).error))

    assert certain == next((w for w in range(1, 157) if length(w) < worth), None)
    assert (certain is None) == (worth == 0.01)


def rates(units: int, weeks: int) -> np.ndarray:
    return np.random.default_rng(units).random((units, weeks))


def by_day(weekly: np.ndarray, before: int = 0) -> np.ndarray:
    """Each week's rate on all of its days, after some days of another rate."""
    days = np.repeat(weekly, 7, axis=1)
    return np.concatenate([np.full((len(days), before), 9.0), days], axis=1)


def test_a_plan_learns_from_whole_weeks_back_from_its_start() -> None:
    weekly = rates(5, 6)
    rows = np.full((5, 45), 10.0)

    plan = plan_of(
        cells_of(by_day(weekly, 3), rows, variance=0.21), np.array([0, 3]), np.array([1, 2, 4]), 45
    )

    assert plan is not None
    assert (plan.exposed, plan.others, plan.weeks_before) == (2, 3, 6)
    learned = noise_of(weekly[[0, 3, 1, 2, 4]], 0.21 / 70)
    assert learned is not None
    assert astuple(plan.noise) == pytest.approx(astuple(learned))


def test_no_more_than_half_a_year_teaches_the_noise() -> None:
    weekly = rates(4, 30)
    weekly[:, :4] = 50.0 * rates(4, 4)
    later = weekly.copy()
    later[:, :4] = 0.5

    plans = [
        plan_of(cells_of(by_day(one)), np.array([0, 1]), np.array([2, 3]), 210)
        for one in (weekly, later)
    ]
    shown = weekly.copy()
    shown[:, 4] = 50.0 * rates(4, 1)[:, 0]
    other = plan_of(cells_of(by_day(shown)), np.array([0, 1]), np.array([2, 3]), 210)

    assert plans[0] is not None
    assert other is not None
    assert plans[0] == plans[1]
    assert plans[0].weeks_before == 30
    assert other.noise != plans[0].noise


@pytest.mark.parametrize(
    ("exposed", "others", "until", "there"),
    [
        ([0, 1], [2, 3], 28, True),
        ([0, 1], [2, 3], 27, False),
        ([0], [1, 2, 3], 28, True),
        ([0], [1, 2], 28, False),
        ([0, 1, 2, 3], [], 28, False),
        ([], [0, 1, 2, 3], 28, False),
    ],
)
def test_a_plan_needs_four_weeks_two_sides_and_four_units(
    exposed: list[int], others: list[int], until: int, there: bool
) -> None:
    cells = cells_of(by_day(rates(4, 4)))

    plan = plan_of(cells, np.array(exposed, np.int64), np.array(others, np.int64), until)

    assert (plan is not None) == there


@pytest.mark.parametrize(
    ("units", "days", "there"),
    [
        ([0], range(28), False),  # a unit without any row
        ([0], range(7, 28), True),
        ([0, 1, 2, 3], range(7), False),  # a week without any row
        ([0, 1, 2], range(7), True),
    ],
)
def test_every_unit_and_every_week_must_have_been_seen(
    units: list[int], days: range, there: bool
) -> None:
    rows = np.full((4, 28), 10.0)
    rows[np.ix_(units, list(days))] = 0

    plan = plan_of(cells_of(by_day(rates(4, 4)), rows), np.array([0, 1]), np.array([2, 3]), 28)

    assert (plan is not None) == there


def test_luck_is_the_mean_over_the_weeks_that_were_seen() -> None:
    rows = np.full((4, 28), 10.0)
    rows[0, :7], rows[1, 7:14] = 0, 5

    plan = plan_of(
        cells_of(by_day(rates(4, 4)), rows, variance=0.2), np.array([0, 1]), np.array([2, 3]), 28
    )

    assert plan is not None
    assert plan.noise.luck == pytest.approx(0.2 * (14 / 70 + 1 / 35) / 15)


@pytest.mark.parametrize(
    ("weeks", "window", "days"),
    [(0, 0.0, 0), (2, 0.0, 14), (2, 7.0, 21), (1, 6.5, 14), (1, 0.1, 8)],
)
def test_a_day_is_complete_when_the_last_contacts_window_has_closed(
    weeks: int, window: float, days: int
) -> None:
    assert day_complete(date(2024, 2, 1), weeks, window) == date(2024, 2, 1) + timedelta(days=days)


def test_a_day_never_comes_without_weeks_or_beyond_the_last_day_there_is() -> None:
    start = date.max - timedelta(days=15)

    assert day_complete(start, None, 0.0) is None
    assert day_complete(start, 2, 1.0) == date.max
    assert day_complete(start, 2, 1.5) is None
