"""What the rest must bring, by plain arithmetic: 1,400 of 2,000 stand, 200 are expected, at most 260."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from willet.core.statistics.pace import needed, needed_total, standing

SHARE = (0.0, 1.0)


def reach(target: float, *, at_least: bool = True, rest_n: float = 200, high: float = 260) -> str:
    return needed(
        target,
        at_least=at_least,
        above=1400,
        n=2000,
        rest_n=rest_n,
        rest_n_high=high,
        ends=SHARE,
    ).reach


@pytest.mark.parametrize(
    ("target", "at_least", "expected"),
    [
        # 1,600 of 2,200 at best: 0.7272...; with 260 calls 1,660 of 2,260: 0.7345...
        (0.72, True, "can"),
        (1600 / 2200, True, "can"),
        (0.73, True, "barely"),
        (0.74, True, "cannot"),
        # 1,400 of 2,200 at worst: 0.6363...
        (0.63, True, "safe"),
        (1400 / 2200, True, "safe"),
        (0.64, True, "can"),
        (0.74, False, "safe"),
        (0.64, False, "can"),
        # 1,400 of 2,260 at best where less is better: 0.6194...
        (0.63, False, "barely"),
        (0.61, False, "cannot"),
    ],
)
def test_whether_a_share_can_still_be_reached(target: float, at_least: bool, expected: str) -> None:
    assert reach(target, at_least=at_least) == expected


@pytest.mark.parametrize(("target", "expected"), [(0.7, "reached"), (0.700001, "missed")])
def test_a_period_without_open_days_is_judged(target: float, expected: str) -> None:
    assert reach(target, rest_n=0, high=0) == expected


@given(target=st.floats(0.05, 0.95), hits=st.integers(0, 900), rest=st.floats(1, 500))
def test_the_rest_brings_the_whole_to_its_target(target: float, hits: int, rest: float) -> None:
    need = needed(
        target, at_least=True, above=hits, n=900, rest_n=rest, rest_n_high=rest, ends=SHARE
    )

    assert need.rest is not None
    assert (hits + need.rest * rest) / (900 + rest) == pytest.approx(target)


@pytest.mark.parametrize(
    ("target", "at_least", "days", "expected", "rest"),
    [
        (900, True, 10, "can", 300),
        (600, True, 10, "safe", 0),
        (600, True, 0, "reached", None),
        (601, True, 0, "missed", None),
        (600, False, 10, "can", 0),
        (599, False, 10, "cannot", -1),
        (600, False, 0, "reached", None),
    ],
)
def test_a_total_of_600_so_far(
    target: float, at_least: bool, days: int, expected: str, rest: float | None
) -> None:
    need = needed_total(target, at_least=at_least, above=600, days=days)

    assert (need.reach, need.rest) == (expected, rest)


@pytest.mark.parametrize(
    ("value", "at_least", "expected"),
    [(0.8, True, True), (0.8, False, True), (0.79, True, False), (0.81, False, False)],
)
def test_a_figure_equal_to_its_target_is_there(
    value: float, at_least: bool, expected: bool
) -> None:
    assert standing(value, 0.8, at_least=at_least) is expected
    assert standing(None, 0.8, at_least=at_least) is False
