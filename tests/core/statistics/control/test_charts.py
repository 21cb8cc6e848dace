"""Charts of drawn days: when they speak, when they do not, and how rarely they err where nothing changes."""

from datetime import date, timedelta

import numpy as np
import pytest

from willet.core.statistics.control import (
    ChartPoint,
    Excursion,
    excursions,
    noise_of,
    run_chart,
    width_for,
)
from willet.core.statistics.pace import DayFigure

FIRST = date(2025, 6, 2)


def drawn(rng: np.random.Generator, number: int, level: float = 0.7) -> list[DayFigure]:
    """Days of about 2,000 calls, two points of real spread between days."""
    strength = level * (1 - level) / 0.02**2 - 1
    chances = rng.beta(level * strength, (1 - level) * strength, number)
    counts = rng.poisson(2000, number)
    hits = rng.binomial(counts, chances)
    return [
        DayFigure(FIRST + timedelta(days=i), float(n), x / n)
        for i, (n, x) in enumerate(zip(counts, hits, strict=True))
    ]


def points(sides: str) -> list[ChartPoint]:
    """A chart whose days are above (a), below (b) or within (.)."""
    names = {"a": "above", "b": "below", ".": None}
    return [
        ChartPoint(FIRST + timedelta(days=i), None, 0, 0, 0, names[s])  # type: ignore[arg-type]
        for i, s in enumerate(sides)
    ]


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


@pytest.mark.parametrize(
    ("sides", "expected"),
    [
        ("....", []),
        ("..aa.", [("above", 2, 3)]),
        (".b..b", [("below", 1, 1), ("below", 4, None)]),
        ("ab", [("above", 0, 0), ("below", 1, None)]),
        ("a", [("above", 0, None)]),
    ],
)
def test_each_stretch_out_of_the_range_is_one(
    sides: str, expected: list[tuple[str, int, int | None]]
) -> None:
    assert excursions(points(sides)) == [
        Excursion(side, day(first), None if last is None else day(last))  # type: ignore[arg-type]
        for side, first, last in expected
    ]


@pytest.mark.parametrize(("baseline", "most"), [(60, 0.006), (180, 0.004)])
def test_a_planted_centre_is_rarely_out(baseline: int, most: float) -> None:
    rng = np.random.default_rng(20_261_114)
    out = days = 0
    for _centre in range(60):
        every = drawn(rng, baseline + 200)
        noise = noise_of(every[:baseline], "share")
        assert noise is not None
        chart = run_chart(every[baseline:], noise)
        out += sum(point.side is not None for point in chart)
        days += len(chart)

    assert out / days <= most


def test_a_shift_of_one_deviation_is_told_within_days() -> None:
    rng = np.random.default_rng(7)
    waits = []
    for _centre in range(60):
        every = [*drawn(rng, 180), *drawn(rng, 60, level=0.7225)]
        noise = noise_of(every[:180], "share")
        assert noise is not None
        chart = run_chart(every[180:], noise)
        waits.append(next((i + 1 for i, p in enumerate(chart) if p.side == "above"), 60))

    assert np.median(waits) <= 15


def test_a_day_without_data_is_no_alarm_and_moves_nothing() -> None:
    every = drawn(np.random.default_rng(3), 100)
    noise = noise_of(every[:60], "share")
    assert noise is not None
    gap = DayFigure(every[60].day, 0, None)

    chart = run_chart([every[59], gap], noise)

    assert (chart[1].value, chart[1].smoothed, chart[1].side) == (None, chart[0].smoothed, None)


def test_a_worse_weekday_is_usual() -> None:
    rng = np.random.default_rng(11)
    every = [
        DayFigure(d.day, d.n, d.value - (0.2 if d.day.weekday() == 0 else 0) if d.value else None)
        for d in drawn(rng, 240)
    ]
    noise = noise_of(every[:180], "share")
    assert noise is not None

    assert noise.weekdays[0] - noise.weekdays[1:].mean() == pytest.approx(-0.2, abs=0.02)
    assert excursions(run_chart(every[180:], noise)) == []


@pytest.mark.parametrize(("number", "known"), [(27, False), (28, True)])
def test_four_weeks_are_the_fewest(number: int, known: bool) -> None:
    assert (noise_of(drawn(np.random.default_rng(1), number), "share") is not None) is known


def test_days_that_never_differ_have_no_range() -> None:
    same = [DayFigure(day(i), 100.0, 0.5) for i in range(60)]

    assert noise_of(same, "mean") is None


def test_a_figure_at_the_end_of_its_range_is_within() -> None:
    every = drawn(np.random.default_rng(5), 60)
    noise = noise_of(every, "share")
    assert noise is not None
    reach = width_for(60) * (0.1 / 1.9) ** 0.5
    n = 2000.0
    unit = (noise.within / n) ** 0.5 * noise.scale
    at = noise.level + noise.weekdays[0] + reach / 0.1 * unit
    monday = date(2025, 9, 1)

    (edge,) = run_chart([DayFigure(monday, n, at)], noise)
    (beyond,) = run_chart([DayFigure(monday, n, at + 1e-6)], noise)

    assert (edge.side, beyond.side) == (None, "above")
