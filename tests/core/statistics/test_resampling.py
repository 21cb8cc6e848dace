"""The bootstrap over clusters: repeatable, and as wide as the clusters make it."""

import numpy as np
import pytest

from willet.core.statistics import bootstrap_ratio


def test_the_same_seed_gives_the_same_interval() -> None:
    values = np.arange(50.0)

    first = bootstrap_ratio(values, np.ones(50), values, seed=4)

    assert first == bootstrap_ratio(values, np.ones(50), values, seed=4)
    assert first != bootstrap_ratio(values, np.ones(50), values, seed=5)


def test_the_mean_of_independent_rows_is_as_sure_as_its_standard_error() -> None:
    values = np.random.default_rng(1).normal(50.0, 10.0, size=400)

    found = bootstrap_ratio(values, np.ones(400), np.arange(400))

    assert found is not None
    assert found[1] - found[0] == pytest.approx(2 * 1.96 * values.std() / 20, rel=0.08)


def test_rows_of_one_customer_count_once() -> None:
    once = bootstrap_ratio(np.arange(30.0), np.ones(30), np.arange(30), seed=9)
    values, customers = np.repeat(np.arange(30.0), 10), np.repeat(np.arange(30), 10)

    tenfold = bootstrap_ratio(values, np.ones(300), customers, seed=9)

    assert once is not None
    assert tenfold == pytest.approx(once)


def test_one_cluster_has_no_interval() -> None:
    assert bootstrap_ratio([1.0, 2.0], [1.0, 1.0], [7, 7]) is None
