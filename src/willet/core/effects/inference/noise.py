"""How units vary from week to week when nothing is changed, and so how sure a later comparison will be.

A unit's weekly rate is taken to differ from its usual one by a shock that lasts (each week a share of it is left)
and by the luck of its contacts. Both are learned from weeks without exposure.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from willet.core.effects.inference.drift import change_weights, step_weights

Floats = NDArray[np.float64]

_MOST_LASTING = 0.95
_ROUNDS = 20


@dataclass(frozen=True, slots=True)
class Noise:
    """`shock` is the variance of shocks, `lasting` what a week leaves of one, `luck` the variance by contacts."""

    shock: float
    lasting: float
    luck: float

    def of_change(self, weeks_before: int, weeks_after: int) -> float:
        """The variance of one unit's change between the means of two stretches of weeks, one after the other."""
        weight = change_weights(weeks_before, weeks_after)
        return self.together(weight, weight)

    def of_step(self, weeks_before: int, weeks_after: int) -> float:
        """The variance of one unit's step off its own steady trend."""
        weight = step_weights(weeks_before, weeks_after)
        return self.together(weight, weight)

    def together(self, one: Floats, other: Floats) -> float:
        """The covariance of two weighted sums of a unit's weeks."""
        apart = np.abs(np.subtract.outer(np.arange(len(one)), np.arange(len(one))))
        shocks = self.shock * float(one @ self.lasting**apart @ other)
        return shocks + self.luck * float(one @ other)

    def _lags(self, weeks: int, lags: int) -> Floats:
        """What is to be expected of the covariances of a unit's weeks about their own mean, by lag."""
        apart = np.abs(np.subtract.outer(np.arange(weeks), np.arange(weeks)))
        whole = self.shock * self.lasting**apart + self.luck * np.eye(weeks)
        centre = np.eye(weeks) - 1 / weeks
        rest = centre @ whole @ centre
        return np.array([np.diagonal(rest, lag).mean() for lag in range(lags)])


def noise_of(rates: Floats, luck: float) -> Noise | None:
    """The noise in `rates[unit, week]` without exposure; `luck` is the mean variance that contacts leave of one.

    None with fewer than two units or four weeks. Missing weeks are NaN.
    """
    if rates.shape[0] < 2 or rates.shape[1] < 4:
        return None
    rest = rates - np.nanmean(rates, axis=0)
    rest = rest - np.nanmean(rest, axis=1, keepdims=True)
    rest = rest * np.sqrt(rates.shape[0] / (rates.shape[0] - 1))
    lags = min(4, rates.shape[1] - 1)
    seen = np.array([_covariance(rest, lag) for lag in range(lags)])
    best, least = Noise(0.0, 0.0, luck), np.inf
    for lasting in np.linspace(0.0, _MOST_LASTING, _ROUNDS):
        shape = Noise(1.0, float(lasting), 0.0)._lags(rates.shape[1], lags)
        rest_of_luck = seen - Noise(0.0, 0.0, luck)._lags(rates.shape[1], lags)
        shock = max(float(shape @ rest_of_luck / (shape @ shape)), 0.0)
        miss = float(((rest_of_luck - shock * shape) ** 2).sum())
        if miss < least:
            best, least = Noise(shock, float(lasting), luck), miss
    return best


def _covariance(rest: Floats, lag: int) -> float:
    return float(np.nanmean(rest[:, : rest.shape[1] - lag] * rest[:, lag:]))
