"""How far the newest days lie from what was learned of older ones, judged by the early lags already seen.

An article that helps, or a fault that begins, moves a centre from one day to the next; what was learned
before then foretells nothing. Two questions are open whenever that happens, and no single day answers them:

* whom it moves: the contacts that came from a day on (`opened`), or from a day on everybody who is still
  waiting (`falls`);
* what it does to later lags: it may change how many customers come back at all (the odds of a repeat within
  the window, their delays stay), or how soon (the hazard of every lag alike). These are the two *shapes*.

All four answers are tried, and each counts as far as the counts speak for it.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit

from willet.core.statistics.levels import GRID, Level, levels_of

Floats = NDArray[np.float64]
Numbers = NDArray[np.intp]

FACTORS: Floats = np.exp(GRID)
"""The factors on odds or hazards that are held possible."""
SHAPES = 2
"""Odds first, hazards second, wherever an axis of shapes is."""
USUAL = (2 / 3, 1 / 3)
"""How likely each shape is before anything is seen: customers who come back do so about as soon as ever."""
SURE = 0.8
"""How sure a change must be before it is said."""
NEAR_DAYS = 1
"""A change may show itself a day before or after it; such chances count as one."""
_TINY, _SUREST = 1e-12, 1 - 1e-9


@dataclass(frozen=True)
class Counts:
    """Of cohorts (rows) by lag: contacts at risk, those repeated, and the chance of a repeat as it was learned.

    `part` is the share of each lag that is over, `rest` (by cohort) the learned chance that a contact not
    repeated yet will be until its window closes. `falls` is the day of each cell, from 0, the first cohort's.
    """

    at_risk: Floats
    repeats: Floats
    chance: Floats
    part: Floats
    rest: Floats
    falls: Numbers
    days: int


class Ever(NamedTuple):
    """Learned chances, by cohort: of a repeat so far, and of one until the window closes."""

    so_far: Floats
    whole: Floats

    @property
    def odds(self) -> Floats:
        """What becomes of every learned chance, as a factor, when the odds are multiplied: cohorts, factors."""
        share = expit(logit(np.clip(self.whole, _TINY, _SUREST))[:, None] + GRID)
        return np.asarray(share / np.maximum(self.whole, _TINY)[:, None])


@dataclass(frozen=True)
class Shift:
    """What the counts say of the newest days, beside what was learned.

    `ahead` (cohorts, shapes, factors) are the chances of each factor; `factor` (cohorts, lags) is what is
    expected on the learned chances so far; `begun` the chance that something changed at the beginning of
    each day; `ever` is for `rest_chances`.
    """

    ahead: Floats
    factor: Floats
    begun: Floats
    ever: Ever

    @property
    def changed_at(self) -> int | None:
        """The place, among the days, of the newest change that is sure enough to be said."""
        around = np.convolve(self.begun, np.ones(2 * NEAR_DAYS + 1), mode="same")
        sure = np.flatnonzero(around >= SURE)
        if not len(sure):
            return None
        near = np.arange(max(0, sure[-1] - 2 * NEAR_DAYS), sure[-1] + 1)
        return int(near[self.begun[near].argmax()])


def shift_of(counts: Counts) -> Shift:
    """Judge the newest days."""
    ever, chances = _cell_chances(counts)
    seen = (counts.part > 0) & (counts.at_risk > 0)
    likely = _likelihoods(counts, chances, seen)
    opened = np.broadcast_to(np.arange(len(counts.falls))[:, None], counts.falls.shape)
    readings = [
        _by_day(shape, of, counts.days) for of in (opened, counts.falls) for shape in likely
    ]
    levels = levels_of(np.stack(readings))
    weight = _weights(levels)
    learned = np.maximum(counts.chance * counts.part, _TINY)
    factor = _expected(levels, weight, counts.falls, chances) / learned
    return Shift(
        ahead=_ahead(levels, weight)[: len(counts.falls)],
        factor=np.where(seen & (learned > _TINY), factor, 1.0),
        begun=np.einsum("r,rd->d", weight, np.stack([level.jumped for level in levels])),
        ever=ever,
    )


def rest_chances(rest: Floats, ever: Ever) -> Floats:
    """The chance of a repeat in what is still to come, where `rest` was learned: cohorts, shapes, factors."""
    odds = ever.odds
    due = (rest * (1 - ever.so_far))[:, None] * odds
    by_odds = due / np.maximum(1 - ever.so_far[:, None] * odds, _TINY)
    by_hazard = -np.expm1(np.log1p(-np.minimum(rest, _SUREST))[:, None] * FACTORS)
    return np.stack([np.clip(by_odds, 0, 1), by_hazard], axis=1)


def _cell_chances(counts: Counts) -> tuple[Ever, Floats]:
    """The chance of a repeat in each cell, none before: shapes, cohorts, lags, factors."""
    now = np.minimum(counts.chance * counts.part, _SUREST)
    stay = np.cumsum(np.log1p(-now), axis=1)
    before = -np.expm1(np.concatenate([np.zeros((len(stay), 1)), stay[:, :-1]], axis=1))
    so_far = -np.expm1(stay[:, -1])
    ever = Ever(so_far, so_far + (1 - so_far) * counts.rest)
    odds = ever.odds[:, None, :]
    due = ((1 - before) * now)[:, :, None] * odds
    by_odds = due / np.maximum(1 - before[:, :, None] * odds, _TINY)
    by_hazard = -np.expm1(np.log1p(-now)[:, :, None] * FACTORS)
    return ever, np.clip(np.stack([by_odds, by_hazard]), _TINY, _SUREST)


def _likelihoods(counts: Counts, chances: Floats, seen: NDArray[np.bool_]) -> Floats:
    """The logarithm of how likely each cell's counts are, 0 where nothing was seen: as `chances`."""
    likely = np.zeros(chances.shape)
    cell = chances[:, seen]
    came, left = counts.repeats[seen], (counts.at_risk - counts.repeats)[seen]
    likely[:, seen] = came[:, None] * np.log(cell) + left[:, None] * np.log1p(-cell)
    return likely


def _by_day(likely: Floats, of: Numbers, days: int) -> Floats:
    """The cells taken together by the day of which they speak."""
    over = of < days
    return np.asarray(np.eye(days)[of[over]].T @ likely[over])


def _weights(levels: list[Level]) -> Floats:
    evidence = np.array([level.evidence for level in levels]) + np.log(np.tile(USUAL, 2))
    weight = np.exp(evidence - evidence.max())
    return np.asarray(weight / weight.sum())


def _ahead(levels: list[Level], weight: Floats) -> Floats:
    opened, falls = levels[:SHAPES], levels[SHAPES:]
    mixed = [
        weight[shape] * opened[shape].own + weight[SHAPES + shape] * falls[shape].last
        for shape in range(SHAPES)
    ]
    return np.stack(mixed, axis=1)


def _expected(levels: list[Level], weight: Floats, falls: Numbers, chances: Floats) -> Floats:
    """The chance of a repeat that is expected in each cell."""
    day = np.minimum(falls, len(levels[0].own) - 1)
    due = np.zeros(falls.shape)
    for shape in range(SHAPES):
        opened, waiting = levels[shape].own[: len(falls)], levels[SHAPES + shape].own[day]
        due += weight[shape] * np.einsum("clx,cx->cl", chances[shape], opened)
        due += weight[SHAPES + shape] * np.einsum("clx,clx->cl", chances[shape], waiting)
    return due
