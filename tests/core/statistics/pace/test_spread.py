"""The parts of a figure's variance, summed day by day in plain Python beside the columns of the code."""

from math import isclose

import numpy as np
import pytest

from willet.core.statistics.pace.days import DayColumns, Kind
from willet.core.statistics.pace.spread import DaySpread, spread_of


def days(rows: list[tuple[int, int, float, float]]) -> DayColumns:
    """Rows of weekday, week, items and value."""
    weekday, week, n, value = np.array(rows, np.float64).T
    return DayColumns(weekday.astype(np.int64), week.astype(np.int64), n, value)


def drawn(seed: int, weeks: int, *, even: bool = False) -> list[tuple[int, int, float, float]]:
    rng = np.random.default_rng(seed)
    n = np.ones(7 * weeks) if even else rng.integers(1, 60, 7 * weeks).astype(float)
    of_week = np.repeat(0.1 * rng.standard_normal(weeks), 7)
    usual = np.tile([0.1, 0.0, 0.0, 0.05, 0.0, -0.2, -0.1], weeks)
    value = np.clip(0.5 + usual + of_week + 0.4 * rng.standard_normal(7 * weeks) / np.sqrt(n), 0, 1)
    places = [(d, w) for w in range(weeks) for d in range(7)]
    return [(d, w, float(n[i]), float(value[i])) for i, (d, w) in enumerate(places)]


def ratio(above: float, below: float) -> float:
    return max(above / below, 0.0) if below > 0 else 0.0


def reckoned(rows: list[tuple[int, int, float, float]], kind: Kind) -> DaySpread:
    """The moments as the module's model makes one expect them, sum by sum."""
    whole = sum(n for _, _, n, _ in rows)
    level = sum(n * v for _, _, n, v in rows) / whole
    items = {d: sum(n for e, _, n, _ in rows if e == d) for d in range(7)}
    mean = {
        d: sum(n * v for e, _, n, v in rows if e == d) / items[d] if items[d] else level
        for d in range(7)
    }
    rest = [v - mean[d] for d, _, _, v in rows]
    free = [1 - n / items[d] for d, _, n, _ in rows]
    left = sum(n * f for (_, _, n, _), f in zip(rows, free, strict=True))
    squares = [n * r * r for (_, _, n, _), r in zip(rows, rest, strict=True)]
    if kind == "mean":
        design = np.array([[f, f * n] for (_, _, n, _), f in zip(rows, free, strict=True)])
        within, total = np.linalg.lstsq(design, np.array(squares), rcond=None)[0]
    else:
        within = level * (1 - level) if kind == "share" else 0.0
        total = ratio(sum(squares) - within * sum(free), left)
    shared_above = shared_below = 0.0
    for week in {w for _, w, _, _ in rows}:
        mine = [(n, r) for (_, w, n, _), r in zip(rows, rest, strict=True) if w == week]
        size, square = sum(n for n, _ in mine), sum(n * n for n, _ in mine)
        shared_above += sum(n * r for n, r in mine) ** 2 / size
        shared_above -= len(mine) * within / size * (size / len(mine)) + total * square / size
        shared_below += size - square / size
    week_part = min(ratio(shared_above, shared_below), total)
    chance = {
        d: sum((n / items[d]) ** 2 * (total + within / max(n, 1)) for e, _, n, _ in rows if e == d)
        for d in range(7)
        if items[d]
    }
    apart = max(sum(items[d] / whole * ((mean[d] - level) ** 2 - chance[d]) for d in chance), 0.0)
    weekdays = [
        (mean[d] - level) * apart / (apart + chance[d])
        if d in chance and apart + chance[d] > 0
        else 0.0
        for d in range(7)
    ]
    freedom = len(rows) - len(chance)
    weeks = max(len({w for _, w, _, _ in rows}) - 1, 1)
    return DaySpread(
        float(within), float(total) - week_part, week_part, np.array(weekdays), freedom, weeks
    )


def same(one: DaySpread, other: DaySpread) -> bool:
    numbers = ("within", "day", "week")
    alike = all(
        isclose(getattr(one, n), getattr(other, n), rel_tol=1e-9, abs_tol=1e-12) for n in numbers
    )
    days_alike = one.weekdays == pytest.approx(other.weekdays, abs=1e-12)
    return alike and days_alike and (one.freedom, one.weeks) == (other.freedom, other.weeks)


@pytest.mark.parametrize("kind", ["share", "total"])
@pytest.mark.parametrize("seed", range(4))
def test_the_parts_are_those_of_the_sums(kind: Kind, seed: int) -> None:
    rows = drawn(seed, 6, even=kind == "total")

    assert same(spread_of(days(rows), kind), reckoned(rows, kind))


def test_of_means_what_is_within_a_day_is_learned_from_days_of_few_and_of_many_items() -> None:
    rows = next(
        rows
        for rows in (drawn(seed, 9) for seed in range(30))
        if min(reckoned(rows, "mean").within, reckoned(rows, "mean").day) > 0.001
    )

    assert same(spread_of(days(rows), "mean"), reckoned(rows, "mean"))


def test_a_weekday_never_seen_is_as_the_level_and_costs_no_freedom() -> None:
    rows = [row for row in drawn(3, 5) if row[0] not in {5, 6}]

    spread = spread_of(days(rows), "share")

    assert same(spread, reckoned(rows, "share"))
    assert spread.weekdays[5:].tolist() == [0, 0]
    assert spread.freedom == 20


def test_days_that_stray_less_than_chance_have_no_spread_of_their_own() -> None:
    rows = [(d, w, 100.0, 0.5) for w in range(3) for d in range(7)]

    spread = spread_of(days(rows), "share")

    assert (spread.within, spread.day, spread.week) == (0.25, 0.0, 0.0)
    assert spread.weekdays.tolist() == [0.0] * 7
    assert (spread.freedom, spread.weeks) == (14, 2)


def test_more_days_than_weekdays_are_needed() -> None:
    rows = drawn(1, 2)

    assert spread_of(days(rows[:8]), "share").freedom == 1
    assert spread_of(days([(0, 0, 5.0, v / 10) for v in range(8)]), "share").weeks == 1
    with pytest.raises(ValueError, match=r"^7 days say nothing of their spread; more than 7"):
        spread_of(days(rows[:7]), "share")


def test_a_day_varies_by_its_own_part_and_by_chance_over_its_items() -> None:
    spread = DaySpread(0.25, 0.01, 0.5, np.zeros(7), 1, 1)

    assert spread.of_days(np.array([0.0, 1, 25])) == pytest.approx([0.26, 0.26, 0.02])
