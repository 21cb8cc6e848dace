"""What a comparison promises before it is made: how often each verdict comes out, if the effect were so large."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.special import chdtri, ndtri, stdtrit

Floats = NDArray[np.float64]

REFUSES = 0.01
"""In so many cases the joint test of placebos refuses although nothing is wrong."""
_POINTS = 1 << 14
_PLASTIC = 1.1673039782614187
"""The root of x^5 = x + 1: its powers spread points evenly in four dimensions."""


@dataclass(frozen=True, slots=True)
class Promise:
    """The chance of each verdict."""

    worked: float
    harmful: float
    less_than_worth: float
    cannot_tell: float


@dataclass(frozen=True, slots=True)
class DriftError:
    """The standard error of the effect with a drift allowed for, and how it hangs together with the plain one."""

    error: float
    together: float


def promise(
    effect: float,
    error: float,
    freedom: float,
    worth: float,
    level: float = 0.05,
    drift: DriftError | None = None,
) -> Promise:
    """The chances of the verdicts at a true effect, given the standard error and its degrees of freedom.

    The error that is estimated varies about the true one as the root of a chi-squared over its freedom. That the
    joint test may refuse is counted, and with `drift` that a verdict must hold with a drift allowed for, too, where
    either end of the interval may err in `level` of cases. Worked out on evenly spread points, good to 0.2 points.
    """
    luck, other, spread, other_spread = _points(freedom)
    low, high = _ends(effect + error * luck, spread, error, freedom, level)
    if drift is not None:
        rest = np.sqrt(max(1 - drift.together**2, 0.0))
        apart = effect + drift.error * (drift.together * luck + rest * other)
        ends = _ends(apart, other_spread, drift.error, freedom, 2 * level)
        low, high = np.minimum(low, ends[0]), np.maximum(high, ends[1])
    below, less = high < 0, high < worth
    speaks = 1 - REFUSES
    harmful, small, works = (
        float(speaks * np.mean(p)) for p in (below, less & ~below, (low > 0) & ~less)
    )
    return Promise(works, harmful, small, 1 - works - harmful - small)


def _ends(
    estimate: Floats, spread: Floats, error: float, freedom: float, level: float
) -> tuple[Floats, Floats]:
    reach = stdtrit(freedom, 1 - level / 2) * error * spread
    return estimate - reach, estimate + reach


@lru_cache(maxsize=64)
def _points(freedom: float) -> tuple[Floats, Floats, Floats, Floats]:
    """Two normal deviates, and two estimated errors over the true one.

    Source of the points: the additive recurrence of Roberts, The unreasonable effectiveness of quasirandom sequences.
    """
    steps = _PLASTIC ** -np.arange(1.0, 5.0)
    even = (0.5 + np.arange(_POINTS)[:, None] * steps) % 1.0
    spreads = np.sqrt(chdtri(freedom, even[:, 2:]) / freedom)
    return ndtri(even[:, 0]), ndtri(even[:, 1]), spreads[:, 0], spreads[:, 1]
