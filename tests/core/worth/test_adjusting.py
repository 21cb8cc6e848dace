"""Groups compared within strata, by hand and beside regression; customers counted once."""

import numpy as np
import pytest
import statsmodels.api as sm

from willet.core.worth.adjusting import compared, strata_of, weights_of


def test_difference_is_standardised_to_the_mix_of_all() -> None:
    """Within the hard topic 8 of 20 and 6 of 10, within the easy one 3 of 30 and 4 of 20: shares .375 and .625."""
    topic, solved, values = [], [], []
    for hard, of_solved, n, hits in ((1, 1, 20, 8), (1, 0, 10, 6), (0, 1, 30, 3), (0, 0, 20, 4)):
        topic += [hard] * n
        solved += [bool(of_solved)] * n
        values += [1.0] * hits + [0.0] * (n - hits)
    side = np.array(solved)

    strata = strata_of(side, [np.array(topic)])
    found = compared(np.array(values), side, strata, np.arange(len(values)))

    assert found is not None
    assert found.solved == pytest.approx(0.375 * 0.4 + 0.625 * 0.1)
    assert found.others == pytest.approx(0.375 * 0.6 + 0.625 * 0.2)
    assert found.difference == pytest.approx(-0.1375)
    assert found.left_out == 0


def test_error_without_strata_is_that_of_clustered_regression() -> None:
    rng = np.random.default_rng(1)
    customers = rng.integers(0, 150, 400)
    solved = rng.random(400) < 0.6
    values = rng.random(400) + 0.3 * solved + rng.normal(0, 0.5, 150)[customers]
    design = sm.add_constant(solved.astype(float))
    groups = {"groups": customers, "use_correction": False}
    fit = sm.OLS(values, design).fit(cov_type="cluster", cov_kwds=groups)

    found = compared(values, solved, np.zeros(400, dtype=np.int64), customers)

    assert found is not None
    assert found.difference == pytest.approx(fit.params[1])
    assert (found.high - found.low) / 2 / 1.96 == pytest.approx(fit.bse[1], rel=0.01)


@pytest.mark.parametrize(("few", "strata"), [(5, {0, 1}), (4, {0})])
def test_stratum_with_fewer_than_five_of_a_group_is_joined_with_its_like(
    few: int, strata: set[int]
) -> None:
    trait = np.array([0] * 20 + [1] * (few + 6))
    solved = np.array([True] * 10 + [False] * 10 + [True] * few + [False] * 6)

    # What is left of the second stratum has no fifth solved case anywhere, and stays out.
    found = strata_of(solved, [trait])

    assert set(found.tolist()) - {-1} == strata
    assert (found == -1).sum() == (0 if few == 5 else few + 6)


def test_weights_give_both_groups_the_mix_of_all() -> None:
    rng = np.random.default_rng(2)
    trait, solved = rng.integers(0, 3, 300), rng.random(300) < 0.5
    strata = strata_of(solved, [trait])
    weights = weights_of(solved, strata)

    for group in (solved, ~solved):
        mix = np.bincount(strata[group], weights[group])
        assert mix == pytest.approx(np.bincount(strata))


def test_one_group_alone_is_not_compared() -> None:
    assert (
        compared(np.ones(4), np.ones(4, dtype=bool), np.zeros(4, dtype=int), np.arange(4)) is None
    )
