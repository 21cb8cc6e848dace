"""How many failures would go if every slice failed as seldom as the best slice of its group, luck allowed for.

The best of many small slices looks good by luck (the winner's curse), so the lowest rate seen is no
level that anybody could reach. Here the slices of a group have rates that scatter about the group's
mean; how widely is learned from all slices together, and each rate is drawn towards its group's mean as
far as its own size is thin. Slices that differ no more than chance explains then have nothing to recover.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaln, ndtr

Floats = NDArray[np.float64]

SPREADS: Floats = np.geomspace(0.01, 1.6, 48)
"""The standard deviations of log odds between the slices of a group that are held possible."""
USUAL_SPREAD = 0.5
"""Scale of the half-normal prior of that deviation: two slices of three within a factor of 1.65 in odds."""
_SMALLEST = 1e-6


@dataclass(frozen=True, slots=True)
class Recoverable:
    """Failures above the level of the best slices: the expected number and its 95 % interval.

    `compared` is how many failures lie in slices that have another beside them in their group.
    """

    value: float
    low: float
    high: float
    compared: int


def recoverable(size: Floats, failures: Floats, group: NDArray[np.intp]) -> Recoverable | None:
    """The failures that would not have been, had each slice failed as seldom as its group's best one.

    Args:
        size: cases of every slice.
        failures: those of them that failed.
        group: the number of the group of every slice; only slices of one group are compared.

    Returns:
        None where no failure lies in a group of several slices. The best slice of a group is the one
        with the lowest expected rate; the low end is not below 0.

    Source: beta-binomial model of rates with a common spread, its posterior by quadrature over the spread
    (Gelman et al., Bayesian Data Analysis, 3rd ed., chapter 5); the spread's prior is half-normal.
    """
    kept = _comparable(failures, group)
    if not kept.any():
        return None
    size, failures = size[kept], failures[kept]
    group = np.unique(group[kept], return_inverse=True)[1]
    alpha, beta = _priors(size, failures, group)
    weight = _weights(size, failures, alpha, beta)
    mean, variance = _posterior(size, failures, alpha, beta)
    at_best = _best(weight @ mean, group)
    pull = size - np.bincount(at_best, size, minlength=len(size))
    centre, error = mean @ pull, np.sqrt(variance @ pull**2)
    value = max(float(weight @ centre), 0.0)
    low, high = (_quantile(weight, centre, error, p) for p in (0.025, 0.975))
    return Recoverable(value, min(max(low, 0.0), value), max(high, value), int(failures.sum()))


def _comparable(failures: Floats, group: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Slices in a group of several in which something failed at all."""
    if not len(group):
        return np.zeros(0, np.bool_)
    several = np.bincount(group)[group] > 1
    return np.asarray(several & (np.bincount(group, failures)[group] > 0))


def _priors(size: Floats, failures: Floats, group: NDArray[np.intp]) -> tuple[Floats, Floats]:
    """The two parameters of each slice's beta prior, a row for every spread."""
    share = np.bincount(group, failures) / np.bincount(group, size)
    mean = np.clip(share, _SMALLEST, 1 - _SMALLEST)[group]
    strength = 1 / (SPREADS[:, None] ** 2 * (mean * (1 - mean))[None, :]) - 1
    return mean * strength, (1 - mean) * strength


def _weights(size: Floats, failures: Floats, alpha: Floats, beta: Floats) -> Floats:
    """How likely each spread is, given all slices."""
    told = betaln(alpha + failures, beta + size - failures) - betaln(alpha, beta)
    log = told.sum(axis=1) - 0.5 * (SPREADS / USUAL_SPREAD) ** 2 + np.log(np.gradient(SPREADS))
    weight = np.exp(log - log.max())
    return np.asarray(weight / weight.sum())


def _posterior(
    size: Floats, failures: Floats, alpha: Floats, beta: Floats
) -> tuple[Floats, Floats]:
    """Mean and variance of each slice's rate, a row for every spread."""
    total = alpha + beta + size
    mean = (alpha + failures) / total
    return mean, mean * (1 - mean) / (total + 1)


def _best(rate: Floats, group: NDArray[np.intp]) -> NDArray[np.intp]:
    """For every slice, the place of the slice with the lowest rate of its group."""
    order = np.lexsort((rate, group))
    first = order[np.unique(group[order], return_index=True)[1]]
    return np.asarray(first[group])


def _quantile(weight: Floats, centre: Floats, error: Floats, p: float) -> float:
    """The quantile of a mixture of normal distributions, by halving."""
    low, high = float((centre - 9 * error).min()), float((centre + 9 * error).max())
    for _ in range(60):
        middle = (low + high) / 2
        below = float(weight @ ndtr((middle - centre) / np.maximum(error, _SMALLEST)))
        low, high = (middle, high) if below < p else (low, middle)
    return (low + high) / 2
