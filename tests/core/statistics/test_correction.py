"""Rogan and Gladen's correction: undone errors, and intervals that cover."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from willet.core.statistics import Audited, rogan_gladen


@settings(deadline=None)
@given(st.floats(0, 1), st.integers(60, 100), st.integers(60, 100))
def test_errors_put_in_are_taken_out(true: float, se: int, sp: int) -> None:
    observed = true * se / 100 + (1 - true) * (1 - sp / 100)
    n = 10**9

    found = rogan_gladen(
        round(observed * n), n, sensitivity=Audited(se, 100), specificity=Audited(sp, 100)
    )

    assert found is not None
    assert found.value == pytest.approx(true, abs=1e-6)
    assert found.low <= found.value <= found.high


def test_perfect_verdicts_are_left_alone() -> None:
    found = rogan_gladen(30, 100, sensitivity=Audited(50, 50), specificity=Audited(50, 50))

    assert found is not None
    assert found.observed == 0.3
    assert found.value == pytest.approx(0.3)
    assert found.high - found.low == pytest.approx(2 * 1.96 * np.sqrt(0.21 / 100), rel=1e-3)


@pytest.mark.parametrize(
    ("n", "se", "sp"),
    [
        (0, Audited(9, 10), Audited(9, 10)),
        (100, Audited(0, 0), Audited(9, 10)),
        (100, Audited(9, 10), Audited(0, 0)),
        (100, Audited(5, 10), Audited(5, 10)),
        (100, Audited(2, 10), Audited(3, 10)),
    ],
)
def test_verdicts_no_better_than_chance_correct_nothing(n: int, se: Audited, sp: Audited) -> None:
    assert rogan_gladen(n // 2, n, sensitivity=se, specificity=sp) is None


def test_the_interval_covers_as_often_as_it_says() -> None:
    rng = np.random.default_rng(2)
    true, se, sp = 0.7, 0.95, 0.8
    observed = true * se + (1 - true) * (1 - sp)
    covered = 0
    for _ in range(1000):
        found = rogan_gladen(
            int(rng.binomial(800, observed)),
            800,
            sensitivity=Audited(int(rng.binomial(150, se)), 150),
            specificity=Audited(int(rng.binomial(150, sp)), 150),
        )
        assert found is not None
        covered += found.low <= true <= found.high

    assert 925 <= covered <= 975
