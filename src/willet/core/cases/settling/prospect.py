"""The chance that a pending case will be called solved, by its age and how it stands, and how far that has erred.

Learned from the cases that stood so at that age and have ended since, the newer counting more; what few cases
speak for leans on what those of the same word say, and these on all of that age. How far to trust it is read
from its own record: what it would have said of past days, against what they became.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit, ndtri, stdtrit

from willet.core.cases.outlook import HALF_LIFE_DAYS, LEARN_DAYS, RECORD_DAYS
from willet.core.cases.recent import CONFIDENCE
from willet.core.cases.settling.history import Codes, Floats, Groups, History
from willet.core.cases.settling.level import level_of
from willet.core.cases.settling.states import STATES, WORDS

FEWEST = 30
"""Below so many ended cases of an age nothing is foreseen of it."""
LEANING = 5.0
"""As many cases as what is learned elsewhere counts for."""
GROUP_LEANING = 20.0
"""How much a queue and topic must know before it is believed to differ from the others."""
FIRST_WEEK = 7
"""Until the record is so many days long, part of it is taken to be the usual error."""
USUAL_ERROR = 0.1
"""That error, against the spread of a single case."""

_KIN = np.arange(STATES) % (2 * WORDS)


@dataclass(frozen=True)
class Prospect:
    """Chances by age and state, each group's shift of them in log odds, and by age the error of a sum, per case.

    `changed` is the age of the first day since which cases surely end otherwise than before.
    """

    chances: Floats
    groups: Groups
    shifts: Floats
    error: Floats
    changed: int | None

    def of(self, age: Codes, state: Codes, group: Codes) -> tuple[Floats, Floats]:
        """The chance of such cases, and how far it may err; NaN where nothing can be foreseen."""
        age = np.clip(age, 0, len(self.error) - 1)
        shift = np.where(group >= 0, self.shifts[group], 0.0)
        chance = expit(logit(self.chances[age, state]) + shift)
        return chance, np.where(np.isnan(chance), np.nan, self.error[age])


def prospect_of(seen: History) -> Prospect:
    """What can be foreseen today."""
    learned = _chances(seen, 0)
    level = level_of(seen, *_counts(seen, _weights(seen, 0)))
    error = np.hypot(_error(seen), level.doubt(learned, seen.pending))
    shifts = _shifts(seen, learned)
    return Prospect(level.moved(learned), seen.groups, shifts, error, level.changed)


def _weights(seen: History, ago: int) -> Floats:
    """How much each day counts for one who looks so many days ago: those that had ended by then, the newer more."""
    since = np.arange(seen.stood.shape[0]) - ago - seen.ages
    return np.where((since >= 0) & (since < LEARN_DAYS), 0.5 ** (since / HALF_LIFE_DAYS), 0.0)


def _counts(seen: History, weights: Floats) -> tuple[Floats, Floats]:
    """By age and state the cases that had ended and the solved among them, each day with its weight."""
    ended, solved = (np.einsum("d,das->as", weights, n) for n in (seen.ended, seen.solved))
    return ended, solved


def _chances(seen: History, ago: int) -> Floats:
    """By age and state, as of a day so long ago; NaN at ages of which too little had ended."""
    weights = _weights(seen, ago)
    ended, solved = _counts(seen, weights)
    all_ended, all_solved = ended.sum(axis=1), solved.sum(axis=1)
    enough = seen.ended[weights > 0].sum(axis=(0, 2)) >= FEWEST
    overall = np.divide(all_solved + 1, all_ended + 2)[:, None]
    kin = np.eye(2 * WORDS)[_KIN]
    of_kin = (solved @ kin + LEANING * overall) / (ended @ kin + LEANING)
    chances = (solved + LEANING * of_kin[:, _KIN]) / (ended + LEANING)
    return np.asarray(np.where(enough[:, None], chances, np.nan))


def _shifts(seen: History, chances: Floats) -> Floats:
    """One step of Newton's from the common chances towards each group's own, held back by what it lacks in cases."""
    ago, group, age, state, ended, solved = seen.rows
    weight = np.where(group >= 0, _weights(seen, 0)[ago], 0.0)
    chance = np.nan_to_num(chances[age, state], nan=0.5)
    size, at = max(len(seen.groups), 1), np.maximum(group, 0)
    surplus = np.bincount(at, weight * (solved - ended * chance), minlength=size)
    known = np.bincount(at, weight * ended * chance * (1 - chance), minlength=size)
    return np.asarray(surplus / (known + GROUP_LEANING))


def _error(seen: History) -> Floats:
    """By age: how far the foreseen share of a day's pending cases has lain from what came, beyond chance."""
    surplus, due, spread, days = (np.zeros(seen.ages) for _ in range(4))
    for ago in range(1, seen.ages + RECORD_DAYS):
        chances = _chances(seen, ago)
        for age in range(seen.ages):
            day = ago + age
            if not seen.ages <= day < min(seen.ages + RECORD_DAYS, len(seen.stood)):
                continue
            ended, chance = seen.ended[day, age], chances[age]
            if np.isnan(chance[0]) or not ended.any():
                continue
            luck = float((ended * chance * (1 - chance)).sum())
            surplus[age] += (seen.solved[day, age].sum() - (ended * chance).sum()) ** 2 - luck
            due[age] += ended.sum() ** 2
            spread[age] += luck * ended.sum()
            days[age] += 1
    return _trusted(surplus, due, spread, days)


def _trusted(surplus: Floats, due: Floats, spread: Floats, days: Floats) -> Floats:
    """The error per case, as wide as Student's t makes it against the normal law of what it is added to."""
    own = np.divide(surplus, due, out=np.zeros(len(due)), where=due > 0)
    usual = USUAL_ERROR**2 * np.divide(spread, due, out=np.full(len(due), 0.25), where=due > 0)
    lacking = np.clip(FIRST_WEEK - days, 0, FIRST_WEEK) / FIRST_WEEK
    squared = (1 - lacking) * np.maximum(own, 0.0) + lacking * usual
    middle = 0.5 + CONFIDENCE / 2
    wider = stdtrit(np.maximum(days, FIRST_WEEK), middle) / ndtri(middle)
    return np.asarray(np.sqrt(squared) * wider)


def codes_of(groups: Groups, pairs: NDArray[np.object_] | list[tuple[str, str]]) -> Codes:
    """The number of each pair of queue and topic; -1 for one that nothing was learned of."""
    return np.array([groups.get((queue, topic), -1) for queue, topic in pairs], np.intp)
