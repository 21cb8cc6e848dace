"""What a comparison promises before it is made: how often each verdict comes out, if the effect were so large."""

from dataclasses import dataclass

import numpy as np
from scipy.special import chdtri, ndtr, stdtrit

REFUSES = 0.01
"""In so many cases the joint test of placebos refuses although nothing is wrong."""
_POINTS = 400


@dataclass(frozen=True, slots=True)
class Promise:
    """The chance of each verdict."""

    worked: float
    harmful: float
    less_than_worth: float
    cannot_tell: float


def promise(
    effect: float, error: float, freedom: float, worth: float, level: float = 0.05
) -> Promise:
    """The chances of the verdicts at a true effect, given the standard error and its degrees of freedom.

    The error that is estimated varies about the true one as the root of a chi-squared over its freedom: averaged over
    its quantiles. That the joint test may refuse is counted.
    """
    points = (np.arange(_POINTS) + 0.5) / _POINTS
    reach = stdtrit(freedom, 1 - level / 2) * error * np.sqrt(chdtri(freedom, points) / freedom)
    below = ndtr((-reach - effect) / error)
    less = np.maximum(ndtr((worth - reach - effect) / error), below)
    worked = ndtr((effect - np.maximum(reach, worth - reach)) / error)
    speaks = 1 - REFUSES
    harmful, small, works = (float(speaks * np.mean(p)) for p in (below, less - below, worked))
    return Promise(works, harmful, small, 1 - works - harmful - small)
