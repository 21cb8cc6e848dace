"""Changes of units over a cohort's days, and week by week: a few units of which each rate is plain to see."""

from math import isnan

import numpy as np
import pytest

from tests.core.effects.small_cells import arms_of, cells_of
from willet.core.effects.comparing import by_weeks, change, compared, effect_of

START, END, DAYS = 10, 22, 24
"""Two weeks before, the first of three days, and two after, the last of five; then it is over."""
EXPOSED, NEVER = [0, 1], [2, 3]


def stepped(step: float = 0.2, *, at: int = START, end: int = END) -> np.ndarray:
    rate = np.tile([[0.5], [0.3], [0.6], [0.4]], DAYS)
    rate[EXPOSED, at:end] += step
    return rate


def test_the_effect_is_the_change_of_the_exposed_less_that_of_the_others() -> None:
    rate = stepped()
    rate[:, START:END] += 0.07  # something that befell all
    arms = arms_of((START, END, EXPOSED), never=NEVER)

    estimate = effect_of(cells_of(rate), arms)

    assert estimate.effect == pytest.approx(0.2)
    assert estimate.freedom == 2


def test_a_change_weighs_by_one_over_the_rows_of_either_side() -> None:
    n = np.full((4, DAYS), 2.0)
    n[1, :START], n[2, START:] = 0, 0
    [cohort] = arms_of((START, END, EXPOSED)).cohorts

    value, size = change(cells_of(stepped(), n), cohort, START + 1, END - 1)

    assert value[[0, 3]] == pytest.approx([0.2, 0.0])
    assert size[[0, 3]] == pytest.approx([1 / 20 + 1 / 20] * 2)
    assert np.isnan(value[[1, 2]]).all()
    assert np.isnan(size[[1, 2]]).all()


@pytest.mark.parametrize("missing", [[0, 1], [2, 3]])
def test_without_a_change_on_both_sides_there_is_no_effect(missing: list[int]) -> None:
    n = np.full((4, DAYS), 2.0)
    n[missing, :START] = 0

    estimate = effect_of(cells_of(stepped(), n), arms_of((START, END, EXPOSED), never=NEVER))

    assert isnan(estimate.effect)
    assert (estimate.error, estimate.freedom) == (None, 0)


def test_a_cohort_of_which_nobody_changed_stays_out_and_so_does_a_unit() -> None:
    values = np.array([0.3, np.nan, 0.1, 0.1])

    def of(cohort: object) -> tuple[np.ndarray, np.ndarray]:
        return values, np.ones(4)

    alone = compared(arms_of((5, 9, [0, 1]), (7, 9, [1]), never=NEVER), of, 0.0)

    assert alone.effect == pytest.approx(0.2)
    assert alone.freedom == 1


def test_every_week_since_the_start_has_its_effect_and_those_before_their_drift() -> None:
    rate = stepped()
    rate[EXPOSED, START + 7 : END] += 0.1  # more from the second week on
    rate[EXPOSED, :3] -= 0.05  # the days of the first week before
    rate[EXPOSED, END:] = 9.0  # after the exposure ended: in no week

    weeks = by_weeks(cells_of(rate), arms_of((START, END, EXPOSED), never=NEVER))

    # before the start the exposed had 3 days at -0.05 and 7 at 0: -0.015 in all
    expected = [(-2, -0.05), (-1, 0.05), (0, 0.2 + 0.015), (1, 0.3 + 0.015)]
    assert [week for week, _ in weeks] == [week for week, _ in expected]
    assert [e.effect for _, e in weeks] == pytest.approx([effect for _, effect in expected])


def test_a_week_that_only_one_cohort_has_is_that_cohorts() -> None:
    early, late = (3, 10, [0]), (14, DAYS, [1])
    rate = np.full((4, DAYS), 0.5)
    rate[0, 3:10] += 0.1
    rate[1, 14:] += 0.4

    weeks = dict(by_weeks(cells_of(rate), arms_of(early, late, never=NEVER)))

    # the only week before the early start is all there is before it: nothing is left to compare it with
    assert sorted(weeks) == [-2, -1, 0, 1]
    assert weeks[0].effect == pytest.approx((0.1 + 0.4) / 2)
    assert weeks[1].effect == pytest.approx(0.4)
    assert weeks[-2].effect == pytest.approx(0.0)


def test_a_week_before_weighs_by_its_own_rows_and_those_of_the_other_days() -> None:
    """Two contacts a day: seven days against the three others, so 1/14 + 1/6 of the variance of one."""
    rate = np.random.default_rng(1).random((4, DAYS))
    n = np.full((4, DAYS), 2.0)
    n[0], n[2] = 8.0, 8.0
    plain = dict(by_weeks(cells_of(rate, n), arms_of((START, END, EXPOSED), never=NEVER)))
    lucky = cells_of(rate, n, variance=1e9)

    weighed = dict(by_weeks(lucky, arms_of((START, END, EXPOSED), never=NEVER)))

    lead = rate[:, 3:10].mean(axis=1) - rate[:, :3].mean(axis=1)
    assert plain[-1].effect == pytest.approx(lead[:2].mean() - lead[2:].mean())
    # luck is all there is: whoever has four times the contacts weighs four times as much
    weight = np.array([0.8, 0.2, -0.8, -0.2])
    assert weighed[-1].effect == pytest.approx(float(weight @ lead))
