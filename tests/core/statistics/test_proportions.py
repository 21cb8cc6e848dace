"""Wilson's interval against two other implementations, and by what it must always do."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest
from statsmodels.stats.proportion import proportion_confint

from willet.core.statistics import wilson_interval


@pytest.mark.parametrize(("hits", "n"), [(0, 1), (1, 1), (0, 10), (3, 10), (81, 263), (3646, 5000)])
@pytest.mark.parametrize("confidence", [0.9, 0.95, 0.99])
def test_wilson_is_that_of_scipy(hits: int, n: int, confidence: float) -> None:
    theirs = binomtest(hits, n).proportion_ci(confidence_level=confidence, method="wilson")

    low, high = wilson_interval(np.array([float(hits)]), np.array([float(n)]), confidence)

    assert (low[0], high[0]) == (
        pytest.approx(theirs.low, abs=1e-12),
        pytest.approx(theirs.high, abs=1e-12),
    )


def test_wilson_over_columns_is_that_of_statsmodels() -> None:
    hits, n = np.array([0.0, 2.5, 7.0, 99.0]), np.array([3.0, 6.25, 7.0, 1000.0])

    ours = wilson_interval(hits, n)

    theirs = proportion_confint(hits, n, method="wilson")
    np.testing.assert_allclose(ours, theirs, atol=1e-12)


def test_wilson_of_nothing_is_nothing() -> None:
    low, high = wilson_interval(np.array([0.0]), np.array([0.0]))

    assert np.isnan(low).all()
    assert np.isnan(high).all()


@settings(deadline=None)
@given(st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_holds_the_share_and_mirrors(pair: tuple[int, int]) -> None:
    hits, n = np.array([float(pair[0])]), np.array([float(pair[1])])

    low, high = wilson_interval(hits, n)
    mirrored_low, mirrored_high = wilson_interval(n - hits, n)

    assert 0 <= low[0] <= hits[0] / n[0] + 1e-12
    assert hits[0] / n[0] - 1e-12 <= high[0] <= 1
    assert (1 - mirrored_high[0], 1 - mirrored_low[0]) == (
        pytest.approx(low[0], abs=1e-12),
        pytest.approx(high[0], abs=1e-12),
    )


@pytest.mark.parametrize("share", [0.05, 0.5, 0.8])
def test_wilson_covers_as_often_as_it_says(share: float) -> None:
    drawn = np.random.default_rng(3).binomial(60, share, size=4000).astype(float)

    low, high = wilson_interval(drawn, np.full(4000, 60.0))

    assert 0.925 <= float(((low <= share) & (share <= high)).mean()) <= 0.975
