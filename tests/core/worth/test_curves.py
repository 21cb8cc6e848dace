"""Curves and their intervals beside the estimator of statsmodels."""

import numpy as np
import pytest
from statsmodels.duration.survfunc import SurvfuncRight

from willet.core.worth.adjusting import REACH
from willet.core.worth.curves import kept_share

RNG = np.random.default_rng(3)
EVENT, FOLLOWED = (RNG.integers(1, most, 500).astype(np.float64) for most in (40, 50))
STATUS = EVENT <= FOLLOWED
DAY = np.asarray(np.where(STATUS, EVENT, np.inf))
ORACLE = SurvfuncRight(np.minimum(EVENT, FOLLOWED), STATUS)


def by_day(of: np.ndarray, start: float) -> list[float]:
    """What the oracle says of each day, where it names those of events alone."""
    times = ORACLE.surv_times
    return [of[times <= day][-1] if (times <= day).any() else start for day in range(31)]


def test_curve_is_kaplan_and_meiers_by_whole_days() -> None:
    found = kept_share(DAY, FOLLOWED, np.ones(500), np.arange(500), 30)

    assert found.share == pytest.approx(by_day(ORACLE.surv_prob, 1.0))


def test_interval_of_customers_with_a_case_each_is_greenwoods() -> None:
    found = kept_share(DAY, FOLLOWED, np.ones(500), np.arange(500), 30)

    share, error = by_day(ORACLE.surv_prob, 1.0)[30], by_day(ORACLE.surv_prob_se, 0.0)[30]
    wide = np.exp(REACH * error / share / -np.log(share))
    assert (found.low[30], found.high[30]) == pytest.approx((share**wide, share ** (1 / wide)))
    assert (found.low[0], found.high[0]) == (1.0, 1.0)


def test_customer_with_the_same_case_four_times_counts_once() -> None:
    once = kept_share(DAY, FOLLOWED, np.ones(500), np.arange(500), 30)
    often = kept_share(
        np.repeat(DAY, 4), np.repeat(FOLLOWED, 4), np.ones(2000), np.repeat(np.arange(500), 4), 30
    )

    assert often.share == pytest.approx(once.share)
    assert (often.low, often.high) == (pytest.approx(once.low), pytest.approx(once.high))


def test_weights_count_as_so_many_alike() -> None:
    event, followed = np.array([2.0, np.inf, 5.5]), np.array([9.0, 4.2, 9.0])
    one, times = np.arange(3), [3, 2, 1]

    weighted = kept_share(event, followed, np.array([3.0, 2.0, 1.0]), one, 6)
    repeated = kept_share(
        np.repeat(event, times), np.repeat(followed, times), np.ones(6), np.repeat(one, times), 6
    )

    assert weighted.share == pytest.approx(repeated.share)
    assert weighted.low == pytest.approx(repeated.low)
    assert weighted.share[[0, 1, 2, 5, 6]] == pytest.approx([1, 1, 0.5, 0.5, 0.0])


def test_nobody_or_everybody_gone_leaves_no_doubt() -> None:
    none = kept_share(np.full(3, np.inf), np.full(3, 9.0), np.ones(3), np.arange(3), 2)
    every = kept_share(np.ones(3), np.full(3, 9.0), np.ones(3), np.arange(3), 2)

    assert (none.low.tolist(), none.high.tolist()) == ([1.0] * 3, [1.0] * 3)
    assert (every.share.tolist(), every.low.tolist()) == ([1.0, 0.0, 0.0], [1.0, 0.0, 0.0])
