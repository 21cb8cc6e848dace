"""A difference within strata: beside an independent regression, against a planted world, and where it stays silent."""

from typing import Any

import numpy as np
import pytest
import statsmodels.api as sm

from willet.core.statistics.within_strata import (
    LEAST,
    LEAST_CLUSTERS,
    StratumDifference,
    difference_within,
)


def trials(seed: int, lift: float = 0.1, people: int = 20, each: int = 60) -> dict[str, Any]:
    """Single trials: the harder the work, the more often the thing is used, so that it seems to harm."""
    rng = np.random.default_rng(seed)
    clusters = np.repeat(np.arange(people), each)
    strata = rng.integers(0, 4, clusters.size)
    has = rng.random(clusters.size) < np.array([0.1, 0.3, 0.5, 0.7])[strata]
    level = np.array([0.8, 0.7, 0.5, 0.3])[strata] + rng.normal(0, 0.05, people)[clusters]
    hits = (rng.random(clusters.size) < level + lift * has).astype(float)
    n = np.ones(clusters.size)
    return {"strata": strata, "has": has, "clusters": clusters, "n": n, "hits": hits}


def cells(one: dict[str, Any]) -> dict[str, Any]:
    """The same trials counted by cell."""
    keys = np.stack([one["strata"], one["has"], one["clusters"]])
    unique, place = np.unique(keys, axis=1, return_inverse=True)
    n, hits = (np.bincount(place.ravel(), one[name]) for name in ("n", "hits"))
    return {"strata": unique[0], "has": unique[1] == 1, "clusters": unique[2], "n": n, "hits": hits}


def of(one: dict[str, Any]) -> StratumDifference:
    difference = difference_within(**one)
    assert difference is not None
    return difference


def test_difference_and_interval_are_those_of_a_regression_with_robust_errors() -> None:
    one = trials(1)
    levels = np.eye(4)[one["strata"]]
    design = np.column_stack([one["has"].astype(float), levels])
    groups = {"groups": one["clusters"]}
    fitted = sm.OLS(one["hits"], design).fit(cov_type="cluster", cov_kwds=groups, use_t=True)
    # The library also stretches by what the levels cost, which with 1,200 trials is next to nothing.
    stretch = np.sqrt((one["n"].size - 1) / (one["n"].size - design.shape[1]))

    mine = of(one)

    assert mine.difference == pytest.approx(fitted.params[0])
    reach = (fitted.conf_int()[0][1] - fitted.params[0]) / stretch
    assert mine.high - mine.difference == pytest.approx(reach)
    assert mine.difference - mine.low == pytest.approx(reach)


def test_cells_give_what_single_trials_give() -> None:
    one = trials(2)

    by_cell, by_trial = of(cells(one)), of(one)

    assert by_cell.n_with == by_trial.n_with
    assert (by_cell.difference, by_cell.low) == pytest.approx((by_trial.difference, by_trial.low))


def test_what_seems_to_harm_because_it_is_used_for_hard_work_is_seen_to_go_with_good() -> None:
    one = trials(3, lift=0.1, people=200)
    with_it, without = (one["hits"][one["has"] == flag].mean() for flag in (True, False))

    mine = of(one)

    assert with_it - without < 0
    assert mine.low < 0.1 < mine.high
    assert mine.low > 0
    assert mine.share_without == pytest.approx(mine.share_with - mine.difference)


def test_interval_holds_what_was_planted_nineteen_times_in_twenty() -> None:
    held = [of(trials(100 + s)) for s in range(60)]

    share = np.mean([one.low <= 0.1 <= one.high for one in held])

    assert 0.88 <= share <= 1


def test_strata_where_all_or_none_have_it_say_nothing() -> None:
    one = trials(4)
    more = {name: np.concatenate([values, values]) for name, values in one.items()}
    half = one["n"].size
    more["strata"][half:] = 4 + one["has"]

    assert of(more) == of(one)


@pytest.mark.parametrize(
    ("with_it", "people", "says"),
    [(LEAST, LEAST_CLUSTERS, True), (LEAST - 1, 8, False), (40, 7, False)],
)
def test_too_few_trials_or_people_say_nothing(with_it: int, people: int, says: bool) -> None:
    size = 2 * with_it + 40
    has = np.arange(size) < with_it
    difference = difference_within(
        np.zeros(size, int),
        has,
        np.arange(size) % people,
        np.ones(size),
        (np.arange(size) % 3 == 0).astype(float),
    )

    assert (difference is not None) == says


def test_nothing_at_all_says_nothing() -> None:
    nothing = np.zeros(0)

    assert (
        difference_within(nothing.astype(int), nothing > 0, nothing.astype(int), nothing, nothing)
        is None
    )
