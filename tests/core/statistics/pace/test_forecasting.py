"""Forecasts against worlds drawn from the definition; a small round of `benchmarks/goals`."""

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np
import pytest

from willet.core.statistics.pace import DayFigure, OpenDay, forecast, spread_of
from willet.core.statistics.pace.days import columns_of

FIRST = date(2026, 1, 5)


def days(values: Sequence[tuple[float, float | None]], first: date = FIRST) -> list[DayFigure]:
    return [DayFigure(first + timedelta(days=i), n, v) for i, (n, v) in enumerate(values)]


def open_days(number: int, first: date) -> list[OpenDay]:
    return [OpenDay(first + timedelta(days=i)) for i in range(number)]


def drawn(rng: np.random.Generator, number: int) -> list[DayFigure]:
    """Days of about 400 calls, 0.7 of them hits, 3 points of real spread between days."""
    alike = 0.03**2 / 0.21
    strength = 1 / alike - 1
    chances = rng.beta(0.7 * strength, 0.3 * strength, number)
    counts = rng.poisson(400, number)
    return days([(float(n), rng.binomial(n, p) / n) for n, p in zip(counts, chances, strict=True)])


@pytest.mark.journey("law")
def test_intervals_hold_as_often_as_they_say() -> None:
    rng = np.random.default_rng(13)
    inside = 0
    for _month in range(200):
        every = drawn(rng, 150)
        month = every[120:]
        truth = sum(d.n * (d.value or 0) for d in month) / sum(d.n for d in month)
        rest = [OpenDay(d.day) for d in month[10:]]
        told = forecast("share", history=every[:120], done=month[:10], rest=rest, draws=500)
        assert told is not None
        inside += told.low <= truth <= told.high

    # 99 of 100 binomial counts of 200 at 0.95 lie here.
    assert 181 <= inside <= 198


def test_the_spread_between_days_is_what_was_planted() -> None:
    spread = spread_of(columns_of(drawn(np.random.default_rng(5), 700)), "share")

    assert np.sqrt(spread.day + spread.week) == pytest.approx(0.03, abs=0.003)
    assert spread.weekdays == pytest.approx(np.zeros(7), abs=0.005)


def test_a_weekday_that_is_worse_is_known() -> None:
    monday = [(100.0, 0.5 if i % 7 == 0 else 0.8) for i in range(140)]

    told = forecast("share", history=days(monday), done=[], rest=open_days(1, date(2026, 5, 25)))

    assert told is not None
    assert told.value == pytest.approx(0.5, abs=0.02)


def test_closed_days_bring_nothing() -> None:
    sundays = [(0.0, None) if i % 7 == 6 else (100.0, 0.8) for i in range(140)]

    told = forecast("share", history=days(sundays), done=[], rest=open_days(7, date(2026, 5, 25)))

    assert told is not None
    assert told.rest_n == pytest.approx(600, rel=0.02)


def test_a_total_adds_up_what_stands_and_what_comes() -> None:
    known = days([(10.0, 10.0)] * 140)

    told = forecast(
        "total", history=known[:130], done=known[130:], rest=open_days(5, known[-1].day)
    )

    assert told is not None
    assert (told.low, told.value, told.high) == pytest.approx((150, 150, 150), abs=0.5)


def test_items_of_days_that_are_over_are_known() -> None:
    known = days([(100.0, 0.8)] * 100)

    told = forecast("share", history=known, done=[], rest=[OpenDay(date(2026, 4, 15), n=7)])

    assert told is not None
    assert (told.rest_n, told.rest_n_high) == (7, 7)


@pytest.mark.parametrize(("number", "known"), [(13, False), (14, True)])
def test_fourteen_days_are_the_fewest(number: int, known: bool) -> None:
    told = forecast(
        "share", history=days([(9.0, 0.5)] * number), done=[], rest=open_days(3, date(2026, 2, 1))
    )

    assert (told is not None) is known


def test_days_without_anything_do_not_count_as_known() -> None:
    some = [(9.0, 0.5)] * 13 + [(0.0, None)] * 40

    assert forecast("share", history=days(some), done=[], rest=open_days(3, FIRST)) is None


def test_the_chance_of_a_goal_at_the_forecast_is_a_half() -> None:
    every = drawn(np.random.default_rng(1), 120)

    told = forecast("share", history=every, done=[], rest=open_days(20, date(2026, 5, 5)))

    assert told is not None
    assert told.chance(told.value, at_least=True) == pytest.approx(0.5, abs=0.05)
    assert told.chance(told.value, at_least=False) == pytest.approx(0.5, abs=0.05)
    assert told.chance(1.0, at_least=False) == 1.0
