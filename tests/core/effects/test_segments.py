"""The segmented trend: on lines drawn by hand, beside least squares unit by unit, and how often its interval holds."""

import numpy as np
import pytest

from benchmarks.effects.segments import shares_held
from tests.core.effects.test_drifting import DAYS, START, arms_of, cells_of, counts
from willet.core.effects.segments import segments_of


def test_jump_and_bend_of_exposed_lines_come_out_as_drawn() -> None:
    """Of the exposed the level jumps by 7 points, and the slope bends by 1.4 points a week."""
    day = np.arange(DAYS)
    lines = 0.3 + np.array([0.002, 0.001, 0.003, 0.0, -0.001, 0.0])[:, None] * day
    after = np.clip(day - (START - 0.5), 0, None)
    change = 0.07 * (day >= START) + 0.002 * after
    rate = lines + np.outer(np.arange(6) < 3, change)

    level, slope = segments_of(cells_of(rate, counts(1)), arms_of())

    assert (level.name, slope.name) == ("level", "slope")
    assert (level.estimate, slope.estimate) == (pytest.approx(0.07), pytest.approx(0.014))


def test_segments_of_each_unit_are_those_of_least_squares() -> None:
    rng, n = np.random.default_rng(2), counts(3)
    rate, day = rng.random((6, DAYS)), np.arange(DAYS, dtype=float)
    post = day >= START
    columns = [np.ones(DAYS), day, post, post * (day - (START - 0.5))]
    design = np.stack(columns, axis=1).astype(float)
    fitted = np.array(
        [
            np.linalg.lstsq(design * np.sqrt(w)[:, None], y * np.sqrt(w), rcond=None)[0]
            for w, y in zip(n, rate, strict=True)
        ]
    )
    apart = fitted[:3].mean(axis=0) - fitted[3:].mean(axis=0)

    level, slope = segments_of(cells_of(rate, n), arms_of())

    assert (level.estimate, slope.estimate) == (
        pytest.approx(apart[2]),
        pytest.approx(7 * apart[3]),
    )


def test_lines_that_all_break_alike_have_no_interval() -> None:
    """What is left of the error is rounding: an interval without width would promise what nobody knows."""
    rate = 0.3 + 0.001 * np.arange(6)[:, None] + 0.002 * np.arange(DAYS)

    parts = segments_of(cells_of(rate, counts(1)), arms_of())

    assert [(p.estimate, p.low, p.high) for p in parts] == [(pytest.approx(0.0), None, None)] * 2


@pytest.mark.parametrize("start", [27, DAYS - 27])
def test_fewer_than_four_weeks_on_a_side_have_no_line(start: int) -> None:
    assert segments_of(cells_of(np.ones((6, DAYS)), counts(4)), arms_of(start)) == ()


def test_intervals_hold_of_nothing() -> None:
    """On a small scale; the full one stands in the results."""
    held = shares_held(8, 60, seed=3, effect=0.0)

    assert min(held) >= 0.85
