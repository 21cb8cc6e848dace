"""Looking at an effect every week without crying wolf: the error of 5 % is spent over the looks.

Source: Lan and DeMets, Biometrika 70 (1983), with the spending function of O'Brien and Fleming's kind; boundaries by
the recursion of Armitage, McPherson and Rowe (1969).
"""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

Floats = NDArray[np.float64]

_POINTS, _REACH = 1001, 8.0


def spent(share: float, level: float = 0.05) -> float:
    """How much of the error may be spent when this share of the planned time has passed.

    >>> [round(spent(share), 5) for share in (0.25, 0.5, 1.0)]
    [1e-05, 0.00305, 0.05]
    """
    if share <= 0:
        return 0.0
    return float(4 - 4 * ndtr(-ndtri(level / 4) / np.sqrt(min(share, 1.0))))


@lru_cache(maxsize=64)
def look_levels(looks: int, level: float = 0.05) -> tuple[float, ...]:
    """The p below which each of so many equally spaced looks may speak; all together err in `level` of cases.

    >>> [round(p, 4) for p in look_levels(2)]
    [0.0031, 0.049]
    """
    times = np.arange(1, looks + 1) / looks
    grid = np.linspace(-_REACH, _REACH, _POINTS)
    step = grid[1] - grid[0]
    density = _normal(grid, np.sqrt(times[0]))
    spread = _normal(grid[:, None] - grid[None, :], np.sqrt(times[0])) * step
    levels, gone = [], 0.0
    for n in range(looks):
        wanted = spent(float(times[n]), level) - gone
        bound = _bound(grid, density * step, wanted)
        gone += wanted
        levels.append(float(2 * ndtr(-bound / np.sqrt(times[n]))))
        if n + 1 < looks:
            kept = density * np.clip((bound - np.abs(grid)) / step + 0.5, 0.0, 1.0)
            density = spread @ kept
    return tuple(levels)


def _normal(at: Floats, deviation: float) -> Floats:
    return np.asarray(np.exp(-0.5 * (at / deviation) ** 2) / (deviation * np.sqrt(2 * np.pi)))


def _bound(grid: Floats, mass: Floats, wanted: float) -> float:
    """Beyond which point on either side just so much lies."""
    right = grid >= 0
    beyond = 2 * (np.cumsum(mass[right][::-1])[::-1] - mass[right] / 2)
    points = grid[right]
    return float(np.interp(-wanted, -beyond, points))
