"""Hazards by lag: Kaplan-Meier where there is nothing to tell apart, borrowed where there is."""

import numpy as np
import pytest

from willet.core.statistics.survival import Survival, kaplan_meier, pooled_hazards

NOBODY = np.zeros(1, dtype=np.intp)
LAGS = 10


def _counts(times: np.ndarray, seen: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Events and contacts at risk of lags 0, 1, ... from whole-day times 1, 2, ..."""
    lags = np.arange(LAGS)
    at_risk = (times[:, None] > lags).sum(axis=0)
    events = ((times[:, None] == lags + 1) & seen[:, None]).sum(axis=0)
    return events.astype(float), at_risk.astype(float)


def _lost_and_seen(seed: int) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    times, lost = rng.geometric(0.12, 3000), rng.integers(1, 12, 3000)
    return np.minimum(times, lost).astype(float), times <= lost


def test_kaplan_meier_of_a_drawn_example() -> None:
    """
    | time | seen | at risk | survival            |
    | 1    | yes  | 5       | 4/5                 |
    | 2    | no   | 4       |                     |
    | 3    | yes  | 3       | 4/5 * 2/3           |
    | 5    | yes  | 2       | 4/5 * 2/3 * 1/2     |
    | 6    | no   | 1       |                     |
    """
    times, shares = kaplan_meier(
        np.array([1.0, 2, 3, 5, 6]), np.array([True, False, True, True, False])
    )

    assert times.tolist() == [1, 3, 5]
    assert shares == pytest.approx([4 / 5, 8 / 15, 4 / 15])


def test_pooled_hazards_are_kaplan_meiers() -> None:
    at, seen = _lost_and_seen(1)

    hazards = pooled_hazards(*_counts(at, seen))

    times, shares = kaplan_meier(at, seen)
    expected = [shares[times <= day][-1] for day in range(1, LAGS + 1)]
    assert np.cumprod(1 - hazards) == pytest.approx(expected)


def test_with_nothing_to_tell_apart_the_regression_stays_kaplan_meiers() -> None:
    events, at_risk = _counts(*_lost_and_seen(2))
    alike = np.ones((1, 7, 1)) / 7

    found = Survival(LAGS, [NOBODY]).fitted(
        events[:, None, None] * alike, at_risk[:, None, None] * alike
    )

    expected = pooled_hazards(events, at_risk)
    assert found.share[:, 3, 0] == pytest.approx(expected, rel=1e-3)
    assert np.exp(found.log_none) == pytest.approx(1 - found.share)


def test_lag_that_nobody_reached_is_like_the_last_one_reached() -> None:
    """
    | lag     | 0   | 1    | 2 | 3 |
    | at risk | 10  | 8    | 0 | 0 |
    | repeats | 2   | 1    | 0 | 0 |
    """
    found = pooled_hazards(np.array([2.0, 1, 0, 0]), np.array([10.0, 8, 0, 0]))

    assert found.tolist() == [0.2, 0.125, 0.125, 0.125]
    assert pooled_hazards(np.zeros(2), np.zeros(2)).tolist() == [0, 0]


def test_small_group_borrows_and_large_group_speaks_for_itself() -> None:
    """Everybody repeats at 10 % a day. A large topic and a small one both show 30 %."""
    at_risk = np.array([100_000.0, 20_000.0, 10.0])
    share = np.array([0.1, 0.3, 0.3])
    spread = np.full((LAGS, 7, 1), 1 / (7 * LAGS))
    topics = np.arange(3)

    found = Survival(LAGS, [topics]).fitted(spread * at_risk * share, spread * at_risk)

    common, large, small = found.share.mean(axis=(0, 1))
    pooled = (at_risk * share).sum() / at_risk.sum()
    assert large == pytest.approx(0.3, abs=0.01)
    assert common == pytest.approx(0.1, abs=0.01)
    assert abs(small - pooled) < abs(small - 0.3)


def test_quiet_weekday_is_seen() -> None:
    at_risk = np.full((LAGS, 7, 1), 1000.0)
    share = np.where(np.arange(7) == 6, 0.01, 0.1)[None, :, None]

    found = Survival(LAGS, [NOBODY]).fitted(at_risk * share, at_risk)

    assert found.share[:, 6].mean() == pytest.approx(0.01, abs=0.003)
    assert found.share[:, :6].mean() == pytest.approx(0.1, abs=0.003)
