"""A small line drawn by hand: from edge to edge, the highest at the top, gaps left open, what is not certain dashed."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from willet.ui.components.sparklines import sparkline

Point = tuple[float, float]


def _lines(html: str, kind: str = "sparkline-line") -> list[list[Point]]:
    (drawn,) = re.findall(rf'class="{kind}" d="([^"]*)"', html)
    strokes = [stroke for stroke in drawn.split("M") if stroke.strip()]
    return [[_point(place) for place in stroke.split("L")] for stroke in strokes]


def _point(text: str) -> Point:
    x, y = text.split()
    return float(x), float(y)


def test_a_line_runs_from_edge_to_edge_and_from_the_bottom_to_the_top() -> None:
    """120 wide and 32 high, 3 left free on every side: x from 3 to 117, the lowest at 29, the highest at 3."""
    html = sparkline([1, 3, 2])

    assert 'viewBox="0 0 120 32"' in html
    assert _lines(html) == [[(3, 29), (60, 3), (117, 16)]]
    assert 'class="sparkline-dot" d="M117.0 16.0h0"' in html


def test_below_nought_and_beyond_one_it_is_drawn_alike() -> None:
    assert _lines(sparkline([-20, 0, 20])) == [[(3, 29), (60, 16), (117, 3)]]
    assert _lines(sparkline([0, 0, 1])) == [[(3, 29), (60, 29), (117, 3)]]


def test_values_that_are_all_alike_run_through_the_middle() -> None:
    for value in (0, 0.7, -3):
        assert _lines(sparkline([value, value])) == [[(3, 16), (117, 16)]]


def test_a_gap_takes_its_place_and_the_dot_stands_at_the_last_known_value() -> None:
    html = sparkline([1, None, 2, 3, None])

    assert _lines(html) == [[(3, 29)], [(60, 16), (88.5, 3)]]
    assert 'class="sparkline-dot" d="M88.5 3.0h0"' in html


@pytest.mark.parametrize("values", [[], [5], [None, None], [None, 5, None]])
def test_fewer_than_two_values_are_no_line(values: list[float | None]) -> None:
    assert sparkline(values) == ""


def test_two_values_are_one() -> None:
    assert _lines(sparkline([None, 1, 2])) == [[(60, 29), (117, 3)]]


@pytest.mark.parametrize(
    ("values", "estimated", "stands", "dashed"),
    [
        # The last point that stands begins the dashed line, so that the two meet.
        ([1, 2, 3], [False, False, True], [[(3, 29), (60, 16)]], [[(60, 16), (117, 3)]]),
        ([1, 2, 3], [False, True, True], [[(3, 29)]], [[(3, 29), (60, 16), (117, 3)]]),
        ([1, 2, 3], [True, True, True], [], [[(3, 29), (60, 16), (117, 3)]]),
        ([1, 2, 3], [True, False, False], [[(60, 16), (117, 3)]], [[(3, 29)]]),
        ([1, None, 3], [False, False, True], [[(3, 29)]], [[(117, 3)]]),
    ],
)
def test_what_is_estimated_is_dashed(
    values: list[float | None],
    estimated: list[bool],
    stands: list[list[Point]],
    dashed: list[list[Point]],
) -> None:
    html = sparkline(values, "", estimated)

    assert _lines(html) == stands
    assert _lines(html, "sparkline-line sparkline-estimated") == dashed


def test_where_all_stands_nothing_is_dashed() -> None:
    assert sparkline([1, 2], "", [False, False]) == sparkline([1, 2])
    assert "estimated" not in sparkline([1, 2])


def test_marks_of_other_values_than_these_are_refused() -> None:
    with pytest.raises(ValueError, match="zip"):
        sparkline([1, 2, 3], "", [False, True])


@given(st.lists(st.none() | st.floats(-1e6, 1e6), min_size=2, max_size=9))
def test_every_known_value_is_within_the_frame(values: list[float | None]) -> None:
    html = sparkline(values)
    if not html:
        return

    points = [point for line in _lines(html) for point in line]
    assert len(points) == sum(value is not None for value in values)
    assert all(3 <= x <= 117 and 3 <= y <= 29 for x, y in points)
    assert points == sorted(points, key=lambda point: point[0])
