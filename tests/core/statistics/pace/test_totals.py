"""Totals of days to come: means of the newest weeks by hand, draws by their mean and spread."""

import numpy as np
import pytest

from willet.core.statistics.pace.days import DayColumns
from willet.core.statistics.pace.spread import DaySpread, spread_of
from willet.core.statistics.pace.totals import Totals, by_week, drawn_variances, totals_of

DRAWS = 40_000


def days(rows: list[tuple[int, int, float]]) -> DayColumns:
    """Rows of weekday, week and total."""
    weekday, week, value = np.array(rows, np.float64).T
    return DayColumns(
        weekday.astype(np.int64), week.astype(np.int64), np.ones(len(rows)), value
    )  # fmt: skip


def test_twelve_weeks_tell_what_a_weekday_brings() -> None:
    rows = [(0, 20, 10.0), (0, 9, 20.0), (0, 8, 900.0), (3, 9, 6.0)]

    totals = totals_of(days(rows))

    usual = 36 / 3
    assert totals.means.tolist() == [15, usual, usual, 6, usual, usual, usual]
    assert totals.seen.tolist() == [2, 0, 0, 1, 0, 0, 0]
    assert totals.spread is None
    assert totals.expected(np.array([3, 0, 0, 6])).tolist() == [6, 15, 15, 12]


def test_the_spread_is_that_of_shares_of_their_weekdays_mean_weighed_by_it() -> None:
    rows = [(d, w, float(10 * (d + 1) + 3 * ((d * w) % 4))) for w in range(4) for d in range(6)]
    closed = [(6, w, 0.0) for w in range(4)]

    totals = totals_of(days(rows + closed))

    means = [np.mean([v for d, _, v in rows if d == day]) for day in range(6)]
    shares = DayColumns(
        np.array([d for d, _, _ in rows]), np.array([w for _, w, _ in rows]),
        np.array([means[d] for d, _, _ in rows]), np.array([v / means[d] for d, _, v in rows]),
    )  # fmt: skip
    expected = spread_of(shares, "mean")
    assert totals.means == pytest.approx([*means, 0.0])
    assert totals.spread is not None
    assert totals.spread.day == pytest.approx(expected.day)
    assert totals.spread.within == pytest.approx(expected.within)
    assert totals.spread.freedom == expected.freedom


@pytest.mark.parametrize(("number", "known"), [(7, False), (8, True)])
def test_more_days_that_bring_something_than_weekdays_tell_a_spread(
    number: int, known: bool
) -> None:
    rows = [(i % 5, i // 5, 10.0 + i) for i in range(number)]
    closed = [(6, 1, 0.0), (6, 2, 0.0)]

    assert (totals_of(days(rows + closed)).spread is not None) == known


def test_without_a_spread_every_draw_is_the_mean() -> None:
    totals = Totals(np.arange(7.0), np.ones(7), None)

    drawn = totals.draw(np.array([2, 6]), np.array([1, 1]), np.random.default_rng(1), 3)

    assert drawn.tolist() == [[2, 6]] * 3


def test_draws_lie_about_the_mean_as_far_as_days_weeks_and_what_is_unknown_put_them() -> None:
    spread = DaySpread(1.0, 0.03, 0.01, np.zeros(7), 10**6, 10**6)
    totals = Totals(np.full(7, 100.0), np.full(7, 4.0), spread)

    drawn = totals.draw(
        np.array([0, 1, 0]), np.array([5, 5, 6]), np.random.default_rng(2), DRAWS
    )  # fmt: skip

    # relative: a day 0.03 + 1/100, its week 0.01, and the mean itself is known of four such days
    of_day, of_week, unsure = 0.04, 0.01, 0.05 / 4
    assert drawn.mean(axis=0) == pytest.approx([100] * 3, rel=0.01)
    variance = (1 + unsure + of_week) * (1 + of_day) - 1
    assert (drawn / 100).var(axis=0) == pytest.approx([variance] * 3, rel=0.05)

    def together(one: int, other: int) -> float:
        parts = (drawn - drawn.mean(axis=0)) / 100
        return float(np.mean(parts[:, one] * parts[:, other]))

    assert together(0, 1) == pytest.approx(of_week, rel=0.15)  # days of one week share it
    assert together(0, 2) == pytest.approx(unsure, rel=0.15)  # like weekdays share their mean
    assert together(1, 2) == pytest.approx(0, abs=0.001)


def test_no_total_lies_below_nothing() -> None:
    spread = DaySpread(0.0, 0.5, 4.0, np.zeros(7), 10, 10)
    totals = Totals(np.full(7, 5.0), np.zeros(7), spread)

    drawn = totals.draw(np.array([0]), np.array([1]), np.random.default_rng(3), 2_000)

    assert drawn.min() == 0.0


def test_a_variance_known_with_little_freedom_may_be_much_larger() -> None:
    spread = DaySpread(1.0, 0.4, 0.1, np.zeros(7), 20, 30)

    between, of_weeks = drawn_variances(spread, np.random.default_rng(4), DRAWS)

    assert between.shape == of_weeks.shape == (DRAWS, 1)
    # of a chi-squared with f degrees the mean of its inverse is 1 / (f - 2)
    assert between.mean() == pytest.approx(0.4 * 20 / 18, rel=0.01)
    assert of_weeks.mean() == pytest.approx(0.1 * 30 / 28, rel=0.01)


def test_days_of_a_week_share_their_number_and_no_others() -> None:
    drawn = by_week(np.array([7, 3, 7]), np.random.default_rng(5), DRAWS)

    assert (drawn[:, 0] == drawn[:, 2]).all()
    assert drawn.var(axis=0) == pytest.approx([1, 1, 1], rel=0.03)
    assert (drawn[:, 0] * drawn[:, 1]).mean() == pytest.approx(0, abs=0.02)
