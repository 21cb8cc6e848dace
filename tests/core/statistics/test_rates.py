"""Rates drawn for slices: every step beside a plain loop or scipy's own distributions, the draws by their means."""

from typing import Any, cast

import numpy as np
import pytest
from scipy import stats
from scipy.special import logit

from willet.core.statistics import rates
from willet.core.statistics.rates import FAR, MIXES, SPREADS, drawn_rates

SIZE = np.array([40.0, 10, 0, 90, 25])
FAILURES = np.array([10.0, 0, 0, 45, 25])
GROUP = np.array([0, 0, 0, 1, 1])


def test_a_beta_has_its_mean_and_about_the_deviation_of_its_log_odds() -> None:
    mean = np.array([0.2, 0.5])

    alpha, beta = rates._beta(mean, 0.4)

    strength = 1 / (0.16 * mean * (1 - mean)) - 1
    assert alpha == pytest.approx(mean * strength)
    assert beta == pytest.approx((1 - mean) * strength)
    # the variance of the rate is then that of the log odds, brought to rates: (mean (1 - mean))² · deviation²
    assert stats.beta(alpha, beta).var() == pytest.approx((mean * (1 - mean)) ** 2 * 0.16)


def test_a_beta_is_never_weaker_than_half_a_case() -> None:
    alpha, beta = rates._beta(np.array([0.5]), 9.0)

    assert (alpha[0], beta[0]) == (0.25, 0.25)


def test_common_rates_lie_about_the_rate_of_all_cases_and_the_middle_of_the_slices() -> None:
    [first, second] = rates._centres(SIZE, FAILURES, GROUP)

    n, x = 51, 10.5  # forty, ten and no cases, and one more with half a failure
    own = [logit(10.5 / 41), logit(0.5 / 11), logit(0.5)]
    whole, middle = logit(x / n), sorted(own)[1]
    apart = sum((one - middle) ** 2 for one in own) / 9
    reach = 3 * np.sqrt(n / (x * (n - x)) + apart)
    ends = min(whole, middle) - reach, max(whole, middle) + reach
    assert len(first) == 31
    assert logit(first) == pytest.approx(np.linspace(*ends, 31))
    assert (np.diff(second) > 0).all()


def test_counts_are_as_likely_as_binomial_and_beta_binomial_make_them() -> None:
    found = rates._likelihoods(SIZE, FAILURES, GROUP)

    log = np.log(np.maximum(found.kinds, 1e-290)) + found.top
    assert found.kinds.shape == (len(SPREADS) + 2, 5, 31)
    assert found.kinds.max(axis=0) == pytest.approx(np.ones((5, 31)))
    for slice_, (n, x) in enumerate(zip(SIZE, FAILURES, strict=True)):
        centre = found.centre[slice_]
        base = stats.binom(int(n), centre).logpmf(int(x))
        ways = stats.binom(int(n), 0.5).logpmf(int(x)) - n * np.log(0.5)
        assert log[0, slice_] == pytest.approx(base - ways, abs=1e-6)
        for row, spread in enumerate((*SPREADS, FAR), start=1):
            scattered = stats.betabinom(int(n), *rates._beta(centre, spread)).logpmf(int(x))
            assert log[row, slice_] == pytest.approx(scattered - ways, abs=1e-6)


def likelihoods() -> rates._Likelihoods:
    return rates._likelihoods(SIZE, FAILURES, GROUP)


def of_groups(found: rates._Likelihoods, mix: int, spread: int) -> np.ndarray:
    """Slice by slice: the likelihood of each group at each of its common rates."""
    result = np.zeros((2, 31))
    same, near, far = MIXES[mix]
    for slice_, group in enumerate(GROUP):
        kinds = found.kinds[:, slice_]
        each = same * kinds[0] + near * kinds[1 + spread] + far * kinds[-1]
        result[group] += np.log(each) + found.top[slice_]
    return result


def test_a_groups_counts_are_as_likely_as_those_of_its_slices_together() -> None:
    found = likelihoods()

    for mix, spread in ((0, 0), (2, 3), (3, 8), (4, 5)):
        log = rates._of_groups(found, GROUP, MIXES[mix], spread)

        assert log == pytest.approx(of_groups(found, mix, spread))


def test_mixes_and_spreads_weigh_by_what_all_groups_say_and_what_was_held_before() -> None:
    found = likelihoods()

    learned = rates._learned(found, GROUP)

    held = np.zeros((5, 9))
    usual = [1 / 12, 1 / 12, 1 / 12, 1 / 12, 8 / 12]
    for mix in range(5):
        for spread in range(9):
            log = of_groups(found, mix, spread)
            held[mix, spread] = np.log(np.exp(log - log.max()).sum(axis=1)).sum() + 2 * log.max()
            inside = np.exp(log - log.max(axis=1, keepdims=True))
            assert learned.centre[mix, spread] == pytest.approx(inside)
            density = stats.norm(0, 0.4).pdf(SPREADS[spread])
            held[mix, spread] += np.log(usual[mix] * density * np.gradient(SPREADS)[spread])
    weight = np.exp(held - held.max())
    assert learned.weight == pytest.approx(weight / weight.sum())


class Fixed:
    """Draws that are known beforehand: everywhere the same point; of a beta its mean."""

    def __init__(self, point: float) -> None:
        self.point = point

    def random(self, shape: tuple[int, ...]) -> np.ndarray:
        return np.full(shape, self.point)

    def beta(self, alpha: np.ndarray, beta: np.ndarray) -> np.ndarray:
        return np.asarray(alpha / (alpha + beta))


@pytest.mark.parametrize(
    ("point", "place"), [(0.0, 0), (0.0999, 0), (0.1001, 1), (0.2999, 1), (0.3001, 3), (0.9999, 3)]
)
def test_a_place_is_picked_as_often_as_its_weight_says(point: float, place: int) -> None:
    rng: Any = Fixed(point)

    assert rates._picked(rng, np.array([[1.0, 2.0, 0.0, 7.0]])).tolist() == [place]


@pytest.mark.parametrize("point", [0.0, 0.3, 0.6, 0.9, 0.999])
def test_a_slice_is_of_a_kind_as_often_as_its_counts_and_the_mix_make_it_likely(
    point: float,
) -> None:
    found, rng = likelihoods(), Fixed(point)
    mix, spread = np.array([2, 3, 4]), np.array([0, 4, 8])
    centre = np.array([[3, 3, 3, 20, 20], [15, 15, 15, 9, 9], [30, 30, 30, 0, 0]])

    kinds = rates._kinds(rng, found, mix, spread, centre)  # type: ignore[arg-type]

    for draw in range(3):
        for slice_ in range(5):
            likely = found.kinds[[0, 1 + spread[draw], -1], slice_, centre[draw, slice_]]
            chance = MIXES[mix[draw]] * likely
            upto = np.cumsum(chance / chance.sum())
            assert kinds[draw, slice_] == int((point >= upto[:2]).sum())


def test_a_rate_is_the_common_one_or_drawn_about_it_with_the_counts() -> None:
    found, rng = likelihoods(), cast(Any, Fixed(0.5))
    centre = np.array([[3, 3, 3, 20, 20]])
    kind = np.array([[0, 1, 2, 1, 2]])

    [drawn] = rates._rates(rng, found, (SIZE, FAILURES), np.array([6]), (centre, kind))

    expected = []
    for slice_ in range(5):
        rate = found.centre[slice_, centre[0, slice_]]
        if kind[0, slice_]:
            deviation = SPREADS[6] if kind[0, slice_] == 1 else FAR
            alpha, beta = rates._beta(rate, deviation)
            rate = (alpha + FAILURES[slice_]) / (alpha + beta + SIZE[slice_])
        expected.append(rate)
    assert drawn == pytest.approx(expected)


@pytest.mark.parametrize(("slices", "draws"), [(2, 2000), (100, 2000), (101, 1980), (401, 500)])
def test_so_many_rates_are_drawn_and_always_the_same(slices: int, draws: int) -> None:
    size, failures = np.full(slices, 50.0), np.full(slices, 10.0)
    group = np.zeros(slices, np.intp)

    drawn = drawn_rates(size, failures, group)

    assert drawn.shape == (draws, slices)
    assert ((drawn > 0) & (drawn < 1)).all()
    assert drawn.mean() == pytest.approx(0.2, abs=0.02)
    if slices == 2:
        assert (drawn == drawn_rates(size, failures, group)).all()


def test_an_outlier_keeps_its_rate_and_its_group_its_own() -> None:
    size = np.full(12, 400.0)
    failures = np.array([80.0] * 5 + [240.0] + [200.0] * 6)
    group = np.array([0] * 6 + [1] * 6)

    drawn = drawn_rates(size, failures, group)

    middle = np.median(drawn, axis=0)
    assert middle[:5] == pytest.approx([0.2] * 5, abs=0.03)
    assert middle[5] == pytest.approx(0.6, abs=0.05)
    assert middle[6:] == pytest.approx([0.5] * 6, abs=0.03)
