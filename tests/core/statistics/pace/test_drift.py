"""The level where it drifts: beside what joint normal distributions say of the same weeks, written out whole."""

import numpy as np
import pytest
from scipy import stats

from willet.core.statistics.pace import drift
from willet.core.statistics.pace.days import DayColumns
from willet.core.statistics.pace.spread import DaySpread

KNOWN = drift._Weeks(
    np.array([10, 11, 14, 15]), np.array([0.5, 0.8, 0.2, 0.4]), np.array([0.01, 0.04, 0.02, 0.03])
)
SIZE = 0.025
"""The middle of their variances."""


def joint(stray: float, step: float) -> tuple[np.ndarray, np.ndarray]:
    """The covariance of the weeks' figures, and of their levels with each other."""
    since = KNOWN.number - KNOWN.number[0]
    levels = 1e6 * SIZE + step * np.minimum.outer(since, since)
    return levels + np.diag(KNOWN.variance + stray), levels


def test_weeks_are_means_by_items_of_what_days_lie_above_their_weekday() -> None:
    spread = DaySpread(0.2, 0.01, 0.0, np.array([0.1, 0, 0, 0, 0, -0.1, 0]), 5, 2)
    days = DayColumns(
        np.array([0, 2, 5, 0]), np.array([8, 7, 7, 8]), np.array([4.0, 1, 3, 12]),
        np.array([0.6, 0.5, 0.3, 0.7]),
    )  # fmt: skip

    weeks = drift._weeks_of(days, spread)

    assert weeks.number.tolist() == [7, 8]
    assert weeks.value == pytest.approx([(0.5 + 3 * 0.4) / 4, (4 * 0.5 + 12 * 0.6) / 16])
    assert weeks.variance == pytest.approx(
        [0.01 * (1 + 9) / 16 + 0.2 / 4, 0.01 * (16 + 144) / 256 + 0.2 / 16]
    )


def test_weeks_that_cannot_vary_still_leave_something_to_divide_by() -> None:
    spread = DaySpread(0.0, 0.0, 0.0, np.zeros(7), 5, 2)
    days = DayColumns(np.array([0]), np.array([7]), np.array([4.0]), np.array([0.6]))

    assert drift._weeks_of(days, spread).variance.tolist() == [1e-12]


def test_pairs_weigh_by_how_likely_they_make_the_weeks_and_what_was_held_before() -> None:
    pairs = drift._weighed(KNOWN)

    sizes = SIZE * np.array([0.0, *(2.0**power for power in range(-7, 5))])
    assert sorted(set(pairs.strays.tolist())) == pytest.approx(sizes.tolist())
    held = [
        (0.5 if stray == 0 else 0.5 / 12) * (0.8 if step == 0 else 0.2 / 12)
        for stray, step in zip(pairs.strays, pairs.steps, strict=True)
    ]
    likely = [
        stats.multivariate_normal(np.full(4, 0.5), joint(stray, step)[0]).logpdf(KNOWN.value)
        for stray, step in zip(pairs.strays, pairs.steps, strict=True)
    ]
    weights = np.array(held) * np.exp(np.array(likely) - max(likely))
    assert len(weights) == 13 * 13
    assert pairs.weights == pytest.approx(weights / weights.sum(), rel=1e-5)


def test_the_level_of_the_newest_week_is_what_the_weeks_before_it_say() -> None:
    pairs = drift._weighed(KNOWN)

    for at in (0, 5, 40, 168):
        whole, levels = joint(pairs.strays[at], pairs.steps[at])
        gain = levels[3, :3] @ np.linalg.inv(whole[:3, :3])
        assert pairs.level[at] == pytest.approx(0.5 + gain @ (KNOWN.value[:3] - 0.5), rel=1e-4)
        unsure = levels[3, 3] - gain @ levels[:3, 3]
        assert pairs.unsure[at] == pytest.approx(unsure, rel=1e-3)


def one_pair(stray: float, step: float) -> drift._Pairs:
    return drift._Pairs(
        *(np.array([number]) for number in (stray, step, 1.0, 0.6, 0.05))
    )  # fmt: skip


def test_the_newest_week_is_drawn_as_its_figure_makes_it_likely() -> None:
    """Level 0.6 give or take 0.05, own part 0.02, chance 0.03 (variances): the figure 0.4 is 0.2 too low."""
    level, own = drift._newest(
        KNOWN, one_pair(0.02, 0.0), np.zeros(40_000, np.int64), np.random.default_rng(5)
    )

    whole = 0.05 + 0.02 + 0.03
    assert level.mean() == pytest.approx(0.6 - 0.2 * 0.05 / whole, abs=0.004)
    assert own.mean() == pytest.approx(-0.2 * 0.02 / whole, abs=0.004)
    assert level.var() == pytest.approx(0.05 - 0.05**2 / whole, rel=0.04)
    assert own.var() == pytest.approx(0.02 - 0.02**2 / whole, rel=0.04)
    assert np.cov(level, own)[0, 1] == pytest.approx(-0.05 * 0.02 / whole, abs=0.001)


def test_levels_to_come_spread_with_their_distance_and_each_by_its_own_part(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(drift, "_weeks_of", lambda days, spread: KNOWN)
    monkeypatch.setattr(drift, "_weighed", lambda known: one_pair(0.02, 0.01))
    nothing = DayColumns(*(np.zeros(0, np.int64),) * 2, *(np.zeros(0),) * 2)
    spread = DaySpread(0.0, 0.0, 0.0, np.zeros(7), 1, 1)
    weeks = np.array([18, 15, 16, 18, 15])

    drawn = drift.drawn_levels(nothing, spread, weeks, np.random.default_rng(1), 40_000)

    assert drawn.weeks.tolist() == [15, 16, 18]
    of_days = drawn.of(weeks)
    assert of_days.shape == (40_000, 5)
    assert (of_days[:, 0] == of_days[:, 3]).all()
    assert (of_days[:, 1] == of_days[:, 4]).all()
    now, here, later = of_days[:, 1], of_days[:, 2], of_days[:, 0]
    whole = 0.05 + 0.02 + 0.03
    level = 0.05 - 0.05**2 / whole
    # the newest week's own part is drawn with it: both together lie 0.2 too high by 0.07 of 0.1
    assert now.mean() == pytest.approx(0.6 - 0.2 * 0.07 / whole, abs=0.005)
    assert now.var() == pytest.approx(0.07 - 0.07**2 / whole, rel=0.04)
    assert here.mean() == pytest.approx(0.5, abs=0.005)
    assert here.var() == pytest.approx(level + 0.01 + 0.02, rel=0.04)
    assert later.var() == pytest.approx(level + 3 * 0.01 + 0.02, rel=0.04)
    assert np.cov(here, later)[0, 1] == pytest.approx(level + 0.01, rel=0.06)
