"""How the newest days differ from those that were learned from, read off how their pending cases stand.

A day on which fewer are helped shows it before its cases settle: more come back, more are written down as not solved.
How cases stand given how they end is taken to be as it was (label shift; Saerens, Latinne and Decaestecker 2002,
"Adjusting the outputs of a classifier to new a priori probabilities"); only how many end well moves. So the odds of
every pending case of a day are multiplied by one factor, which the counts of its states tell. Days may differ by
chance; from one of them on all may differ: one change since the oldest pending day, its day and its size unknown,
each weighed by how well it explains the counts.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import expit, logit

from willet.core.cases.settling.history import Floats, History

_FACTORS = np.linspace(-4, 4, 161)
"""Log odds by which a day may differ."""
_NONE = len(_FACTORS) // 2
_CHANGES = 0.1
"""How often a day is the first of other ones: far more than they are, for the newest has few counts to prove it."""
_SIZE = 1.5
"""The spread of what a change adds to the log odds."""
_BELIEVED = 0.7
"""How much of what the states tell is believed. They tell too much: where more are helped at once, fewer of those whose
problem ends well have come back before, and that is counted as still more who are helped."""
_BEYOND = 0.12
"""How far the true move may lie from the believed one, as a part of it."""
_NEWS = 0.01
"""How often a day is the first of other ones where it is to be said that one is: about as seldom as it happens."""
SURE = 0.8
"""How sure a change must be before it is said."""
_LEAST = 1e-300
"""A likelihood beneath it is none."""
_APART = 0.05
"""The least by which the log odds of days differ."""


@dataclass(frozen=True)
class DayOdds:
    """By age the weights of `_FACTORS`; of days of which nothing is known all weight lies on none."""

    weights: Floats
    changed: int | None = None
    """The age of the first of the days that differ, where it is sure that some do and that older ones do not."""

    def moved(self, chances: Floats) -> Floats:
        """The chances by age and state, each as its day differs."""
        return np.asarray(np.einsum("ax,axs->as", self.weights, _each(chances)))

    def doubt(self, chances: Floats, stood: Floats) -> Floats:
        """By age how far the share of its cases may lie from `moved` for not knowing how the day differs."""
        share = stood / np.maximum(stood.sum(axis=1, keepdims=True), 1)
        means = np.einsum("as,axs->ax", share, np.nan_to_num(_each(chances)))
        middle = (self.weights * means).sum(axis=1)
        spread = np.sqrt((self.weights * (means - middle[:, None]) ** 2).sum(axis=1))
        move = middle - (share * np.nan_to_num(chances)).sum(axis=1)
        return np.asarray(np.hypot(spread, _BEYOND * move))


def _each(chances: Floats) -> Floats:
    """The chances by age, factor and state."""
    return np.asarray(expit(logit(chances)[:, None, :] + _BELIEVED * _FACTORS[None, :, None]))


def level_of(seen: History, ended: Floats, solved: Floats) -> DayOdds:
    """How each pending day differs, given the ended and the solved cases by age and state that were learned from."""
    likelihood = np.stack(
        [_likelihood(*of_age) for of_age in zip(seen.pending, ended, solved, strict=True)]
    )
    apart = max(_spread(seen), _APART)
    near = np.exp(-0.5 * ((_FACTORS[:, None] - _FACTORS) / apart) ** 2)
    near /= near.sum(axis=1, keepdims=True)
    peak = likelihood.max(axis=1, keepdims=True)
    given = np.exp(likelihood - peak)
    of_level = np.log(np.maximum(given @ near.T, _LEAST))
    since, none = _changes(of_level)
    level = _levels(since, none)
    posterior = np.einsum("al,lx->ax", level / np.exp(of_level), near) * given
    weights = np.asarray(posterior / posterior.sum(axis=1, keepdims=True))
    return DayOdds(weights, _surely(since.sum(axis=1), none))


def _likelihood(stood: Floats, ended: Floats, solved: Floats) -> Floats:
    """The log likelihood of each factor by how one day's cases stand."""
    good, bad = solved + 0.5, ended - solved + 0.5
    share = logit(good.sum() / (good.sum() + bad.sum()))
    chance = expit(share + _FACTORS)[:, None]
    mixed = chance * (good / good.sum()) + (1 - chance) * (bad / bad.sum())
    return np.asarray((np.log(mixed) * stood).sum(axis=1))


def _changes(of_level: Floats) -> tuple[Floats, float]:
    """The weight of a change to each level since each age, and of none."""
    ages = len(of_level)
    size = np.exp(-0.5 * (_FACTORS / _SIZE) ** 2)
    since = np.cumsum(of_level, axis=0)
    before = of_level[:, _NONE].sum() - since[:, _NONE]
    changed = np.log(_CHANGES * size / size.sum()) + since + before[:, None]
    none = ages * np.log1p(-_CHANGES) + since[-1, _NONE]
    most = max(none, changed.max())
    return np.asarray(np.exp(changed - most)), float(np.exp(none - most))


def _levels(changed: Floats, none: float) -> Floats:
    """By age the chance of each level, from no change and from a change at any of the pending days."""
    level = np.cumsum(changed[::-1], axis=0)[::-1].copy()
    level[:, _NONE] += none + changed.sum() - level.sum(axis=1)
    return np.asarray(level / level.sum(axis=1, keepdims=True))


def _surely(changed: Floats, none: float) -> int | None:
    """The likeliest age of a change where it is sure that there is one, held to be as seldom as they are.

    One since the oldest pending day may be older still: no day can be told, and days have ended since.
    """
    seldom = changed * (_NEWS / _CHANGES)
    usual = none * ((1 - _NEWS) / (1 - _CHANGES)) ** len(changed)
    total = seldom.sum() + usual
    first = int(np.argmax(changed))
    is_sure = total > 0 and seldom.sum() / total >= SURE
    return first if is_sure and first < len(changed) - 1 else None


def _spread(seen: History) -> float:
    """How far the log odds of days that have ended lie apart, beyond chance."""
    days = slice(seen.ages, None)
    ended, solved = seen.ended[days, 0].sum(axis=1), seen.solved[days, 0].sum(axis=1)
    known = ended > 0
    if not known.any() or not 0 < solved.sum() < ended.sum():
        return _APART
    share = solved.sum() / ended.sum()
    luck = ended[known] * share * (1 - share)
    surplus = ((solved[known] - ended[known] * share) ** 2 - luck).sum() / (luck**2).sum()
    return float(np.sqrt(max(surplus, 0.0)))
