"""Units compared by their changes: Student's own test where it applies, and what must hold beyond it."""

import numpy as np
import pytest
from scipy import stats

from willet.core.effects.estimators import NEVER, Panel, aggregates, group_times
from willet.core.effects.inference import Changes, UnitEstimate, compare

HARD, EASY = [3.0, 5.0, 10.0], [1.0, 2.0, 3.0, 6.0]


def alike(treated: list[float], control: list[float]) -> Changes:
    """Changes that rest on equally many contacts each."""
    sizes = np.full(len(treated), 0.01), np.full(len(control), 0.01)
    return Changes(np.array(treated), sizes[0], np.array(control), sizes[1])


def test_one_cohort_is_students_test_of_two_means() -> None:
    estimate = compare([alike(HARD, EASY)], 0.21)

    oracle = stats.ttest_ind(HARD, EASY)
    ends = oracle.confidence_interval()
    assert (estimate.effect, estimate.freedom) == (3.0, 5)
    assert estimate.p == pytest.approx(oracle.pvalue)
    assert estimate.interval() == (pytest.approx(ends.low), pytest.approx(ends.high))


def test_one_exposed_unit_leans_on_how_the_others_differ() -> None:
    estimate = compare([alike([7.0], EASY)], 0.21)

    error = stats.tstd(EASY) * np.sqrt(1 + 1 / 4)
    assert (estimate.effect, estimate.freedom) == (4.0, 3)
    assert estimate.error == pytest.approx(error)


def test_without_freedom_there_is_no_interval() -> None:
    estimate = compare([alike([4.0], [1.0])], 0.21)

    assert (estimate.effect, estimate.error, estimate.p) == (3.0, None, None)
    assert estimate.interval() == (None, None)


def test_cohorts_come_to_the_effects_by_group_of_callaway_and_santanna() -> None:
    """With one period before each start, the long differences are theirs."""
    outcome = np.random.default_rng(3).normal(size=(9, 2))
    start = np.array([2, 2, 2, 2, NEVER, NEVER, NEVER, NEVER, NEVER])
    panel = Panel.of(outcome, start, (1, 2))
    change = list(outcome[:, 1] - outcome[:, 0])

    estimate = compare([alike(change[:4], change[4:])], 0.21)

    oracle = aggregates(panel, group_times(panel))
    assert oracle is not None
    assert estimate.effect == pytest.approx(oracle.over_groups.effect)


def test_two_cohorts_weigh_by_their_units() -> None:
    early, late = alike([3.0, 5.0, 10.0], EASY), alike([9.0], [2.0, 1.0, 4.0, 5.0])

    estimate = compare([early, late], 0.0)

    # 6 - 3 = 3 for three units, 9 - 3 = 6 for one, where units differ equally much in both stretches.
    assert 3.0 < estimate.effect < 6.0
    assert estimate.freedom == 4 - 2 + 4 - 1


def test_controls_without_contacts_in_a_stretch_stay_out_of_it() -> None:
    whole = compare([alike(HARD, EASY)], 0.21)

    holed = compare([alike(HARD, [*EASY, float("nan")])], 0.21)

    assert holed == whole


def test_units_with_few_contacts_weigh_less_where_contacts_are_all_the_luck() -> None:
    changes = Changes(np.array([0.0, 0.3]), np.array([0.01, 1.0]), np.zeros(4), np.full(4, 0.01))

    estimate = compare([changes], 0.25)

    assert estimate.effect == pytest.approx(0.3 * 0.01 / 1.01, rel=0.01)


def test_equal_changes_leave_no_doubt() -> None:
    assert compare([alike([2.0, 2.0], [1.0, 1.0])], 0.0).p == 0.0
    assert UnitEstimate(0.0, 0.0, 2).p == 1.0


def test_staggered_starts_without_effect_err_in_one_of_twenty() -> None:
    """Twelve agents who begin on three dates, twelve who never do; shocks that last."""
    rng, wrong = np.random.default_rng(11), 0
    for _ in range(600):
        y = np.zeros((24, 30))
        y[:, 0] = rng.normal(0, 0.03, 24)
        for week in range(1, 30):
            y[:, week] = 0.6 * y[:, week - 1] + rng.normal(0, 0.024, 24)
        cohorts = []
        for n, week in enumerate((12, 16, 20)):
            change = y[:, week:].mean(axis=1) - y[:, :week].mean(axis=1)
            cohorts.append(alike(list(change[4 * n : 4 * n + 4]), list(change[12:])))
        low, high = compare(cohorts, 0.0).interval()
        assert low is not None
        assert high is not None
        wrong += not low <= 0 <= high

    assert 0.03 <= wrong / 600 <= 0.075


@pytest.mark.parametrize(("level", "excludes"), [(0.0, False), (1e-300, False), (1e-12, True)])
def test_a_level_that_excludes_nothing_has_no_interval(level: float, excludes: bool) -> None:
    low, high = UnitEstimate(0.1, 0.05, 14).interval(level)

    assert (low is not None, high is not None) == (excludes, excludes)
