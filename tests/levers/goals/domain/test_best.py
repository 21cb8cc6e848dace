"""The best of days in a row, counted by hand."""

from datetime import date, timedelta

import pytest

from willet.core.statistics.pace import DayFigure
from willet.levers.goals.domain.best import best_of_days

FIRST = date(2026, 3, 2)
DAYS = [
    DayFigure(FIRST + timedelta(days=n), items, value)
    for n, (items, value) in enumerate([(10, 0.5), (30, 0.7), (0, None), (10, 0.9), (90, 0.6)])
]


@pytest.mark.parametrize(
    ("length", "at_least", "expected"),
    [
        (1, True, 0.9),
        (1, False, 0.5),
        # 10 x .5 + 30 x .7 of 40; 21 of 30; 9 of 10; 9 + 54 of 100.
        (2, True, 0.9),
        (2, False, 0.63),
        # 5 + 21 + 9 + 54 of 140.
        (5, True, 89 / 140),
        (6, True, None),
        (0, True, None),
    ],
)
def test_a_share_is_that_of_all_items_of_a_stretch(
    length: int, at_least: bool, expected: float | None
) -> None:
    best = best_of_days(DAYS, length, kind="share", at_least=at_least)

    assert best == (None if expected is None else pytest.approx(expected))


def test_a_total_adds_up() -> None:
    totals = [
        DayFigure(FIRST + timedelta(days=n), 1, v) for n, v in enumerate([3.0, 4.0, 1.0, 9.0])
    ]

    assert best_of_days(totals, 2, kind="total", at_least=True) == pytest.approx(10)
    assert best_of_days(totals, 2, kind="total", at_least=False) == pytest.approx(5)


def test_days_without_anything_have_no_best() -> None:
    empty = [DayFigure(FIRST, 0, None), DayFigure(FIRST + timedelta(days=1), 0, None)]

    assert best_of_days(empty, 2, kind="mean", at_least=True) is None
