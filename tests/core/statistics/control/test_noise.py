"""What is usual of a daily figure: distances and their scale, day by day in plain Python."""

import itertools
from datetime import date, timedelta
from math import sqrt

import numpy as np
import pytest

from willet.core.statistics.control.noise import DailyNoise, noise_of, usable
from willet.core.statistics.pace.days import DayColumns, DayFigure, columns_of

MONDAY = date(2024, 1, 1)


def figures(values: list[float | None], n: list[float] | None = None) -> list[DayFigure]:
    items = n or [50.0] * len(values)
    return [
        DayFigure(MONDAY + timedelta(days=i), many, value)
        for i, (many, value) in enumerate(zip(items, values, strict=True))
    ]


def drawn(number: int) -> tuple[list[float | None], list[float]]:
    rng = np.random.default_rng(number)
    n = rng.integers(20, 80, number).astype(float).tolist()
    return np.round(rng.uniform(0.2, 0.8, number), 3).tolist(), n


def test_a_distance_is_in_units_of_chance_stretched() -> None:
    weekdays = np.array([0.1, 0, 0, 0, 0, 0, -0.1])
    days = DayColumns(
        np.array([0, 6]), np.array([1, 1]), np.array([4.0, 25.0]), np.array([0.8, 0.3])
    )
    share = DailyNoise("share", 0.5, weekdays, 0.25, 2.0, 16.0, 30)
    total = DailyNoise("total", 0.5, weekdays, 0.25, 2.0, 16.0, 30)

    assert share.distances(days) == pytest.approx([0.2 / (0.25 * 2), -0.1 / (0.1 * 2)])
    assert total.distances(days) == pytest.approx([0.2 / (0.5 * 2), -0.1 / (0.5 * 2)])
    assert (share.unit, total.unit) == pytest.approx((0.125 * 2, 0.5 * 2))


@pytest.mark.parametrize("kind", ["share", "mean", "total"])
def test_the_scale_is_the_mean_step_from_day_to_day_over_that_of_chance(kind: str) -> None:
    values, n = drawn(56)

    noise = noise_of(figures(values, n), kind)  # type: ignore[arg-type]

    assert noise is not None
    weight = [1.0] * 56 if kind == "total" else n
    usual = [noise.level + float(noise.weekdays[i % 7]) for i in range(56)]
    above = [v - float(noise.weekdays[i % 7]) for i, v in enumerate(values) if v is not None]
    assert noise.level == pytest.approx(np.average(above, weights=weight))
    within = np.average(values, weights=n) if kind == "share" else 0.0  # type: ignore[arg-type]
    of_item = within * (1 - within) if kind == "share" else 1.0
    apart = [
        (v - u) / sqrt(of_item / w)
        for v, u, w in zip(values, usual, weight, strict=True)
        if v is not None
    ]
    steps = [abs(b - a) for a, b in itertools.pairwise(apart)]
    assert noise.within == pytest.approx(of_item)
    assert noise.scale == pytest.approx(np.mean(steps) * sqrt(np.pi) / 2)
    assert noise.typical_n == pytest.approx(np.mean(n))
    assert noise.days == 56


@pytest.mark.parametrize(("number", "known"), [(27, False), (28, True)])
def test_four_weeks_tell_what_is_usual(number: int, known: bool) -> None:
    values, n = drawn(number)

    assert (noise_of(figures(values, n), "share") is not None) == known


@pytest.mark.parametrize(("kind", "known"), [("share", False), ("mean", False), ("total", True)])
def test_a_day_without_items_says_nothing_but_for_a_total(kind: str, known: bool) -> None:
    values, n = drawn(28)
    n[5] = 0.0

    assert (noise_of(figures(values, n), kind) is not None) == known  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", ["share", "total"])
def test_a_day_without_a_value_says_nothing(kind: str) -> None:
    columns = columns_of(figures([0.5, None, 0.25]))

    assert usable(columns, kind).value.tolist() == [0.5, 0.25]  # type: ignore[arg-type]


@pytest.mark.parametrize("value", [0.0, 0.5, 1.0])
@pytest.mark.parametrize("kind", ["share", "total"])
def test_days_that_do_not_differ_have_no_noise(value: float, kind: str) -> None:
    assert noise_of(figures([value] * 35), kind) is None  # type: ignore[arg-type]
