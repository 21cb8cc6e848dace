"""The rates of slices of a group, drawn from what their counts leave possible, luck and outliers allowed for.

Most slices of a group may have one rate in common or scatter about it a little, and a few may lie far off.
What share does which, and how far they scatter, is learned from all slices of all groups together. Drawn
rates, unlike the best guess at each, keep their order as unsure as it is.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaln, expit, logit, xlog1py, xlogy

Floats = NDArray[np.float64]
Groups = NDArray[np.intp]

SPREADS: Floats = np.geomspace(0.08, 0.9, 9)
"""The standard deviations of log odds that are held possible for slices that scatter."""
USUAL_SPREAD = 0.4
"""Scale of the half-normal prior of that deviation: two slices of three within a factor of 1.5 in odds."""
FAR = 1.2
"""The standard deviation of the log odds of those that lie far off."""
MIXES: Floats = np.array(
    [
        (1.0, 0.0, 0.0),
        (0.95, 0.0, 0.05),
        (0.85, 0.0, 0.15),
        (0.5, 0.5, 0.0),
        (0.0, 1.0, 0.0),
    ]
)
"""What shares may have the common rate, scatter about it, or lie far off."""
USUAL: Floats = np.array([1, 1, 1, 1, 8]) / 12
"""How likely each of these is before anything is seen."""
CENTRES, REACH = 31, 3.0
"""At how many points, and up to how many standard errors away, a group's common rate is looked for."""
DRAWS, LEAST_DRAWS, MOST_RATES = 2000, 500, 200_000
_LEAST = 1e-300


@dataclass(frozen=True)
class _Likelihoods:
    """How likely each slice's count is, by kind of slice and common rate of its group.

    `centre` (slices, centres) holds the common rates; `kinds` (kinds, slices, centres) are relative to the
    logarithm in `top`: first at the common rate itself, then about it with each of `SPREADS`, last far off.
    """

    centre: Floats
    kinds: Floats
    top: Floats


@dataclass(frozen=True)
class _Learned:
    """The weight of each mix and spread, and of the common rates: mixes, spreads, groups, centres."""

    weight: Floats
    centre: Floats


def drawn_rates(size: Floats, failures: Floats, group: Groups) -> Floats:
    """Rates of the slices, all together as likely as they are: draws, slices.

    Args:
        size: cases of every slice.
        failures: those of them that failed.
        group: the number of the group of every slice, from 0 and ascending.

    The draws begin at the same place, so the same counts give the same rates.

    Source: binomial counts whose rates come from a mixture of a point and two beta distributions, its
    weights, spread and centres by quadrature, the rates by draws (Gelman et al., Bayesian Data Analysis, 3rd
    ed., chapters 5 and 22).
    """
    rng = np.random.default_rng(len(size))
    draws = int(np.clip(MOST_RATES // len(size), LEAST_DRAWS, DRAWS))
    result = _likelihoods(size, failures, group)
    learned = _learned(result, group)
    picked = rng.choice(learned.weight.size, size=draws, p=learned.weight.ravel())
    mix, spread = np.unravel_index(picked, learned.weight.shape)
    centre = _picked(rng, learned.centre[mix, spread])[:, group]
    kind = _kinds(rng, result, mix, spread, centre)
    return _rates(rng, result, (size, failures), spread, (centre, kind))


def _likelihoods(size: Floats, failures: Floats, group: Groups) -> _Likelihoods:
    shared = _centres(size, failures, group)
    centre, n, x = shared[group], size[:, None], failures[:, None]
    log = np.empty((len(SPREADS) + 2, *centre.shape))
    log[0] = xlogy(x, centre) + xlog1py(n - x, -centre)
    for row, spread in enumerate((*SPREADS, FAR), start=1):
        alpha, beta = _beta(shared, spread)
        before, alpha, beta = betaln(alpha, beta)[group], alpha[group], beta[group]
        log[row] = betaln(alpha + x, beta + n - x) - before
    top = log.max(axis=0)
    return _Likelihoods(centre, np.exp(log - top), top)


def _beta(mean: Floats, deviation: Floats | float) -> tuple[Floats, Floats]:
    """The two parameters of a beta distribution with this mean and about this deviation of the log odds."""
    strength = np.maximum(1 / (np.square(deviation) * mean * (1 - mean)) - 1, 0.5)
    return mean * strength, (1 - mean) * strength


def _centres(size: Floats, failures: Floats, group: Groups) -> Floats:
    """The common rates held possible: groups, centres.

    Outliers pull the rate of all cases, and many small slices the middle of the slices' own rates, away from
    the common one: it is looked for about and between both.
    """
    groups = int(group.max()) + 1
    n, x = np.bincount(group, size) + 1, np.bincount(group, failures) + 0.5
    whole, own = logit(x / n), logit((failures + 0.5) / (size + 1))
    middle = np.array([np.median(own[group == one]) for one in range(groups)])
    count = np.bincount(group)
    apart = np.bincount(group, (own - middle[group]) ** 2) / count**2
    error = REACH * np.sqrt(n / (x * (n - x)) + apart)
    low, high = np.minimum(whole, middle) - error, np.maximum(whole, middle) + error
    return np.asarray(expit(np.linspace(low, high, CENTRES, axis=1)))


def _learned(likelihoods: _Likelihoods, group: Groups) -> _Learned:
    """How likely each mix and spread is given all groups, and each common rate given those."""
    log = np.stack([[_of_groups(likelihoods, group, *pair) for pair in _pairs(m)] for m in MIXES])
    best = log.max(axis=3, keepdims=True)
    inside = np.exp(log - best)
    whole = (np.log(inside.sum(axis=3)) + best[..., 0]).sum(axis=2)
    whole += (
        np.log(USUAL)[:, None] + np.log(np.gradient(SPREADS)) - 0.5 * (SPREADS / USUAL_SPREAD) ** 2
    )
    weight = np.exp(whole - whole.max())
    return _Learned(weight / weight.sum(), inside)


def _pairs(mix: Floats) -> list[tuple[Floats, int]]:
    return [(mix, spread) for spread in range(len(SPREADS))]


def _of_groups(likelihoods: _Likelihoods, group: Groups, mix: Floats, spread: int) -> Floats:
    """The logarithm of how likely each group's counts are at each of its common rates."""
    same, near, far = mix
    each = (
        same * likelihoods.kinds[0]
        + near * likelihoods.kinds[1 + spread]
        + far * likelihoods.kinds[-1]
    )
    starts = np.flatnonzero(np.diff(group, prepend=-1))
    return np.add.reduceat(np.log(np.maximum(each, _LEAST)) + likelihoods.top, starts)


def _picked(rng: np.random.Generator, weight: Floats) -> Groups:
    """A place on the last axis, as often as its weight says."""
    chance = np.cumsum(weight, axis=-1)
    point = rng.random((*weight.shape[:-1], 1)) * chance[..., -1:]
    return np.asarray((chance < point).sum(axis=-1), dtype=np.intp)


def _kinds(
    rng: np.random.Generator, likelihoods: _Likelihoods, mix: Groups, spread: Groups, centre: Groups
) -> Groups:
    """Of each draw and slice: 0 at the common rate, 1 scattered about it, 2 far off."""
    at = np.arange(centre.shape[1])
    same, near, far = (share[:, None] for share in MIXES[mix].T)
    first = same * likelihoods.kinds[0][at, centre]
    second = first + near * likelihoods.kinds[1 + spread[:, None], at, centre]
    point = rng.random(centre.shape) * (second + far * likelihoods.kinds[-1][at, centre])
    return np.asarray((point >= first).astype(np.intp) + (point >= second))


def _rates(
    rng: np.random.Generator,
    likelihoods: _Likelihoods,
    counts: tuple[Floats, Floats],
    spread: Groups,
    picked: tuple[Groups, Groups],
) -> Floats:
    """The rate of each draw and slice, given the place of its common rate and its kind."""
    (size, failures), (centre, kind) = counts, picked
    rate = likelihoods.centre[np.arange(centre.shape[1]), centre]
    draw, slice_ = np.nonzero(kind)
    deviation = np.where(kind[draw, slice_] == 1, SPREADS[spread[draw]], FAR)
    alpha, beta = _beta(rate[draw, slice_], deviation)
    rate[draw, slice_] = rng.beta(alpha + failures[slice_], beta + size[slice_] - failures[slice_])
    return rate
