"""Ridge logistic regression on factors, against statsmodels and by its own first-order condition."""

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import expit

from willet.core.statistics.ridge import Factors


def _drawn(seed: int) -> tuple[list[np.ndarray], np.ndarray, np.ndarray, np.ndarray]:
    """Two factors of three and four levels, crossed; hits, trials and the log odds given beforehand."""
    rng = np.random.default_rng(seed)
    one, other = (axis.ravel() for axis in np.indices((3, 4)))
    n = rng.integers(0, 60, 12).astype(float)
    odds = rng.normal(-1.0, 0.3, 12)
    hits = rng.binomial(n.astype(int), expit(odds + 0.8 * (one == 1) - 0.5 * (other == 2)))
    return [one, other], hits.astype(float), n, odds


def test_unpenalised_fit_is_that_of_statsmodels() -> None:
    codes, hits, n, odds = _drawn(3)
    factors = Factors(codes)

    added = factors.fitted(hits, n, odds, ridge=1e-9, start=factors.nothing)

    met = n > 0
    columns = [np.ones(12), *(codes[0] == k for k in (1, 2)), *(codes[1] == k for k in (1, 2, 3))]
    design = np.stack(columns, axis=1)[met].astype(float)
    outcome = np.stack([hits, n - hits], axis=1)[met]
    found = sm.GLM(outcome, design, family=sm.families.Binomial(), offset=odds[met]).fit()
    assert expit(odds + factors.design @ added)[met] == pytest.approx(found.fittedvalues, abs=1e-4)


@settings(deadline=None, max_examples=25)
@given(st.integers(0, 10_000), st.floats(0.1, 100))
def test_at_the_optimum_penalty_and_surplus_balance(seed: int, ridge: float) -> None:
    codes, hits, n, odds = _drawn(seed)
    factors = Factors(codes)

    added = factors.fitted(hits, n, odds, ridge=ridge, start=factors.nothing)

    share = expit(odds + factors.design @ added)
    surplus = factors.design.T @ (hits - n * share)
    error = 1 / np.sqrt(factors.design.T @ (n * share * (1 - share)) + ridge)
    assert surplus * error == pytest.approx(ridge * added * error, abs=5e-3)


def test_strong_penalty_leaves_what_was_given() -> None:
    codes, hits, n, odds = _drawn(5)
    factors = Factors(codes)

    added = factors.fitted(hits, n, odds, ridge=1e9, start=factors.nothing)

    assert added == pytest.approx(np.zeros(7), abs=1e-6)


def test_where_the_search_begins_does_not_matter() -> None:
    codes, hits, n, odds = _drawn(7)
    factors = Factors(codes)
    far = np.linspace(-2, 2, 7)

    found = [factors.fitted(hits, n, odds, ridge=1.0, start=s) for s in (factors.nothing, far)]

    assert found[0] == pytest.approx(found[1], abs=5e-3)
