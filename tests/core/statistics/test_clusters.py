"""The variance and the degrees of freedom over clusters, against matrices written out and hand counts."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from willet.core.statistics import cluster_freedom, cluster_skewness, cluster_variance

Floats = NDArray[np.float64]


def sums_of(above: Floats, below: Floats) -> dict[str, Floats]:
    """The sums over clusters given one by one."""
    products = {
        "above": above,
        "below": below,
        "squares": above**2,
        "products": above * below,
        "below_squares": below**2,
        "aaa": above**3,
        "aab": above**2 * below,
        "abb": above * below**2,
        "bbb": below**3,
        "bbbb": below**4,
        "clusters": np.ones_like(above),
    }
    return {name: np.array([values.sum()]) for name, values in products.items()}


def satterthwaite(weights: Floats, part: Floats) -> float:
    """The exact degrees of freedom of a weighted CR2 variance, by its matrices (Bell and McCaffrey 2002).

    `part` is the variance of each cluster's own mean.
    """
    n = len(weights)
    residual = np.eye(n) - np.outer(np.ones(n), weights)
    scale = np.diag(weights / np.sqrt(1 - weights))
    spread = scale @ residual @ np.diag(part) @ residual.T @ scale
    return float(np.trace(spread) ** 2 / np.trace(spread @ spread))


@settings(deadline=None)
@given(st.lists(st.integers(0, 9), min_size=2, max_size=20))
def test_equal_clusters_have_the_variance_of_their_mean(tops: list[int]) -> None:
    above = np.array(tops, dtype=float)

    variance = cluster_variance(sums_of(above, np.full(len(tops), 9.0)))[0]

    assert variance == pytest.approx((above / 9).var(ddof=1) / len(tops), rel=1e-6, abs=1e-12)


def test_a_large_cluster_is_not_believed_to_lie_near_the_mean_it_makes() -> None:
    above, below = np.array([80.0, 3.0, 2.0, 4.0, 1.0]), np.array([100.0, 5.0, 5.0, 5.0, 5.0])
    ratio, share = above.sum() / below.sum(), below / below.sum()
    plain = ((above - ratio * below) ** 2).sum() / below.sum() ** 2

    variance = cluster_variance(sums_of(above, below))[0]

    exact = ((above - ratio * below) ** 2 / (1 - share)).sum() / below.sum() ** 2
    assert variance == pytest.approx(exact, rel=0.05)
    assert variance > 1.5 * plain


def test_one_cluster_has_no_variance() -> None:
    assert np.isnan(cluster_variance(sums_of(np.array([3.0]), np.array([5.0]))))[0]


@pytest.mark.parametrize("clusters", [2, 8, 40])
def test_equal_clusters_leave_one_degree_less_than_they_are(clusters: int) -> None:
    sums = sums_of(np.arange(clusters, dtype=float), np.full(clusters, 20.0))

    freedom = cluster_freedom(sums, np.array([1.0]), np.array([0.1]))

    assert freedom[0] == pytest.approx(max(clusters - 1, 1))


@pytest.mark.parametrize("huge", [2, 3, 5, 10])
def test_a_few_huge_clusters_leave_about_as_many_degrees_as_they_are(huge: int) -> None:
    below = np.concatenate([np.full(100, 2.0), np.full(huge, 300.0)])
    weights = below / below.sum()
    exact = satterthwaite(weights, np.ones(len(below)))

    freedom = cluster_freedom(sums_of(below / 2, below), np.array([1.0]), np.array([1e-9]))[0]

    assert max(exact - 1.2, 1) <= freedom <= exact + 0.2


def test_independent_rows_in_huge_clusters_leave_more_degrees() -> None:
    below = np.concatenate([np.full(100, 2.0), np.full(3, 300.0)])
    sums = sums_of(below / 2, below)

    freedom = [cluster_freedom(sums, np.array([v]), np.array([1.0]))[0] for v in (1.0, 1e9)]

    exact = satterthwaite(below / below.sum(), 1 / below)
    assert freedom[0] == pytest.approx(exact, rel=0.25)
    assert freedom[1] < freedom[0]


def test_the_skewness_is_that_of_the_residuals() -> None:
    above, below = np.array([2.0, 0.0, 9.0, 1.0]), np.array([4.0, 1.0, 6.0, 5.0])
    residual = above - above.sum() / below.sum() * below

    skewness = cluster_skewness(sums_of(above, below))[0]

    assert skewness == pytest.approx((residual**3).sum() / (residual**2).sum() ** 1.5)


def test_clusters_that_do_not_differ_have_no_skewness() -> None:
    assert cluster_skewness(sums_of(np.array([2.0, 4.0]), np.array([1.0, 2.0])))[0] == 0.0
