"""Which lines stand out: by hand from the normal limits, 3.09 over 1.96 of the interval beside the figure."""

import pytest

from willet.core.metrics import AnswerRow
from willet.figures.domain.outliers import level_of, mark_of


def row(value: float | None, half: float | None = 0.05, n: int = 400) -> AnswerRow:
    low = None if value is None or half is None else value - half
    high = None if value is None or half is None else value + half
    return AnswerRow("call_resolution", {}, value, n, low, high, "share", None, None, None, None)


# The level is 0.80. An interval of 5 points each way is one of 7.88 points at 99.8 %.
@pytest.mark.parametrize(
    ("shown", "direction", "mark"),
    [
        (row(0.72), "higher", "worse"),
        (row(0.725), "higher", None),
        (row(0.88), "higher", "better"),
        (row(0.875), "higher", None),
        (row(0.72), "lower", "better"),
        (row(0.88), "lower", "worse"),
        (row(0.88), "neither", None),
        (row(0.40, n=29), "higher", None),
        (row(0.72, n=30), "higher", "worse"),
        (row(0.40, half=None), "higher", None),
        (row(None), "higher", None),
        (None, "higher", None),
    ],
)
def test_outside_the_limits_of_998_of_1000_a_line_stands_out(
    shown: AnswerRow | None, direction: str, mark: str | None
) -> None:
    assert mark_of(shown, 0.80, direction=direction) == mark


def test_without_a_level_nothing_stands_out() -> None:
    assert mark_of(row(0.1), None, direction="higher") is None


def test_the_level_is_that_of_all_lines_together() -> None:
    assert level_of([row(0.5, n=300), row(0.9, n=100), row(None, n=50), None]) == pytest.approx(0.6)
    assert level_of([row(None), None]) is None
