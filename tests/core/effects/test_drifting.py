"""The allowance for a steady drift: on drawn cells, beside weighted least squares unit by unit."""

from datetime import date

import numpy as np
import pytest

from willet.core.effects.arms import Arms, StartGroup
from willet.core.effects.cells import Cells, Strata
from willet.core.effects.drifting import drift_allowed

START, DAYS = 56, 126
EXPOSED, NEVER = np.arange(3), np.arange(3, 6)


def cells_of(rate: np.ndarray, n: np.ndarray) -> Cells:
    """Cells with these rates and rows by unit and day, of contacts whose luck is nothing."""
    nothing = np.zeros(0)
    places = np.zeros(0, dtype=np.int64)
    strata = Strata(places, places, places, places, nothing, nothing, nothing)
    names = tuple(f"u{u}" for u in range(len(n)))
    return Cells(names, date(2024, 1, 1), n, rate * n, n, 0 * n, strata, 0.0)


def arms_of(start: int = START) -> Arms:
    cohort = StartGroup(start, DAYS, EXPOSED)
    return Arms("difference_in_differences", (cohort,), NEVER, ())


def counts(seed: int) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, 9, (6, DAYS)).astype(float)


def test_straight_lines_leave_nothing_and_a_step_is_left_whole() -> None:
    day = np.arange(DAYS)
    slope = np.array([0.002, 0.001, 0.003, 0.0, -0.001, 0.0])
    lines = 0.3 + slope[:, None] * day
    stepped = lines + 0.07 * np.outer(np.arange(6) < 3, day >= START)
    n = counts(1)

    still, moved = (drift_allowed(cells_of(rate, n), arms_of()) for rate in (lines, stepped))

    assert still is not None
    assert moved is not None
    assert still.effect == pytest.approx(0.0, abs=1e-9)
    assert moved.effect == pytest.approx(0.07)


def test_step_of_each_unit_is_that_of_least_squares() -> None:
    """Weighted by the rows of each day, with one trend on both sides: less than twice as many days lie before."""
    rng, n = np.random.default_rng(2), counts(3)
    rate = rng.random((6, DAYS))
    day = np.arange(DAYS, dtype=float)
    design = np.stack([np.ones(DAYS), day, day >= START], axis=1).astype(float)
    step = [
        np.linalg.lstsq(design * np.sqrt(w)[:, None], y * np.sqrt(w), rcond=None)[0][2]
        for w, y in zip(n, rate, strict=True)
    ]

    allowed = drift_allowed(cells_of(rate, n), arms_of())

    assert allowed is not None
    assert allowed.effect == pytest.approx(np.mean(step[:3]) - np.mean(step[3:]))


@pytest.mark.parametrize(("start", "there"), [(27, False), (28, True)])
def test_fewer_than_four_weeks_before_show_no_drift(start: int, there: bool) -> None:
    rate = np.random.default_rng(4).random((6, DAYS))

    allowed = drift_allowed(cells_of(rate, counts(5)), arms_of(start))

    assert (allowed is not None) is there
