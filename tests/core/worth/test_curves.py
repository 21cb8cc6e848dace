"""Curves beside the estimator of statsmodels."""

import numpy as np
import pytest
from statsmodels.duration.survfunc import SurvfuncRight

from willet.core.worth.curves import kept_share


def test_curve_is_kaplan_and_meiers_by_whole_days() -> None:
    rng = np.random.default_rng(3)
    event, followed = (rng.integers(1, most, 500).astype(np.float64) for most in (40, 50))
    time, status = np.minimum(event, followed), event <= followed
    oracle = SurvfuncRight(time, status)

    found = kept_share(np.asarray(np.where(status, event, np.inf)), followed, np.ones(500), 30)

    expected = [
        oracle.surv_prob[oracle.surv_times <= day][-1] if (oracle.surv_times <= day).any() else 1.0
        for day in range(31)
    ]
    assert found == pytest.approx(expected)


def test_weights_count_as_so_many_alike() -> None:
    event, followed = np.array([2.0, np.inf, 5.5]), np.array([9.0, 4.2, 9.0])

    weighted = kept_share(event, followed, np.array([3.0, 2.0, 1.0]), 6)
    repeated = kept_share(
        np.repeat(event, [3, 2, 1]), np.repeat(followed, [3, 2, 1]), np.ones(6), 6
    )

    assert weighted == pytest.approx(repeated)
    assert weighted[[0, 1, 2, 5, 6]] == pytest.approx([1, 1, 0.5, 0.5, 0.0])
