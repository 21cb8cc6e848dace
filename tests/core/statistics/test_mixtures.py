"""Quantiles of mixtures, against distributions whose quantiles are known."""

import numpy as np
import pytest
from scipy.stats import norm, t

from willet.core.statistics.mixtures import mixture_quantile


def quantile(p: float, *parts: tuple[float, float, float], degrees: float = 1e6) -> float:
    """Of one row whose parts are weight, mean and error."""
    weight, mean, error = (np.array([column]) for column in zip(*parts, strict=True))
    found = mixture_quantile(p, weight=weight, mean=mean, error=error, degrees=np.array([degrees]))
    return float(found[0])


@pytest.mark.parametrize("p", [0.025, 0.5, 0.975])
def test_one_part_has_its_own_quantiles(p: float) -> None:
    assert quantile(p, (1.0, 10.0, 2.0)) == pytest.approx(norm.ppf(p, 10, 2), abs=1e-4)
    assert quantile(p, (1.0, 10.0, 2.0), degrees=3) == pytest.approx(t.ppf(p, 3, 10, 2), abs=1e-4)


def test_two_parts_far_apart_leave_each_its_share_of_the_tail() -> None:
    low = quantile(0.025, (0.5, 0.0, 1.0), (0.5, 100.0, 1.0))
    high = quantile(0.975, (0.5, 0.0, 1.0), (0.5, 100.0, 1.0))

    assert low == pytest.approx(norm.ppf(0.05), abs=1e-3)
    assert high == pytest.approx(100 + norm.ppf(0.95), abs=1e-3)


def test_part_without_error_is_a_point() -> None:
    assert quantile(0.025, (1.0, 0.0, 0.0)) == pytest.approx(0.0, abs=1e-6)


def test_rows_are_apart() -> None:
    mean, one = np.array([[0.0], [50.0]]), np.ones((2, 1))

    found = mixture_quantile(0.5, weight=one, mean=mean, error=one, degrees=np.array([9.0, 9.0]))

    assert found.tolist() == pytest.approx([0.0, 50.0], abs=1e-6)
