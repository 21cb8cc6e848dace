"""Error spent over looks: published boundaries, and what all looks together err."""

import numpy as np
import pytest
from scipy.stats import norm

from willet.core.effects.inference import look_levels, spent


@pytest.mark.parametrize(
    ("looks", "published"),
    [(1, [1.96]), (2, [2.963, 1.969]), (5, [4.877, 3.357, 2.680, 2.290, 2.031])],
)
def test_boundaries_are_those_of_lan_and_demets(looks: int, published: list[float]) -> None:
    bounds = [float(norm.isf(p / 2)) for p in look_levels(looks)]

    assert bounds == [pytest.approx(bound, abs=2e-3) for bound in published]


def test_nothing_is_spent_before_the_start_and_all_at_the_end() -> None:
    assert (spent(0.0), spent(-0.1)) == (0.0, 0.0)
    assert spent(1.0) == pytest.approx(0.05)
    assert spent(1.3) == pytest.approx(0.05)


def test_all_looks_together_err_in_one_of_twenty() -> None:
    steps = np.random.default_rng(2).normal(size=(20_000, 12))
    walks = np.abs(steps.cumsum(axis=1) / np.sqrt(np.arange(1, 13)))

    crossed = (walks > norm.isf(np.array(look_levels(12)) / 2)).any(axis=1).mean()

    assert crossed == pytest.approx(0.05, abs=0.005)
