"""What is still to come of the days that have not ripened, as it looks at the end of one local day.

The hazards are learned from every day seen so far, the newer counting more. How far to trust an outlook is
read from its own record: what it would have said on each of the last days, against what has come since.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from willet.core.cases.ripening import Ripening
from willet.core.statistics.survival import WEEK, Hazards, Survival

Floats = NDArray[np.float64]
Numbers = NDArray[np.intp]

HALF_LIFE_DAYS = 28.0
"""After so many days what was seen counts half: centres change, and newcomers learn."""
LEARN_DAYS = 168
"""What was seen before so many days counts for less than one in sixty, and is left out."""
RECORD_DAYS = 28
"""On how many past days the outlook is held against what came."""


@dataclass(frozen=True)
class Ahead:
    """Of cohorts (rows) by group: how many are not repeated, the chance that none follows, and how many did."""

    left: Floats
    none: Floats
    came: Floats

    @property
    def expected(self) -> Floats:
        """Repeats still to come, by cohort."""
        return np.asarray((self.left * (1 - self.none)).sum(axis=1))

    @property
    def variance(self) -> Floats:
        """How far chance alone moves that number: the variance of independent contacts."""
        return np.asarray((self.left * self.none * (1 - self.none)).sum(axis=1))


@dataclass(frozen=True)
class Record:
    """By age in days: the squared relative error of what was foreseen, beyond chance, and over how many days."""

    error: Floats
    days: Numbers


class Outlooks:
    """The outlooks of every day of one ripening, each made once, and of what had been seen by then."""

    def __init__(self, seen: Ripening) -> None:
        """`seen` holds the counts; what lies after a day is hidden from that day's outlook."""
        self.seen = seen
        self._survival = Survival(seen.lags, [seen.topics, seen.queues])
        self._made: dict[int, Hazards] = {}
        self._at_risk = seen.entered[:, :, None] - np.cumsum(seen.repeats, axis=2) + seen.repeats
        self._falls = np.arange(seen.entered.shape[0])[:, None] + np.arange(seen.lags)
        self._weekday = (self._falls + seen.first.weekday()) % WEEK

    def hazards(self, day: int) -> Hazards:
        """What the days up to and with this one speak for."""
        if day not in self._made:
            near = self._made.get(day - 1) or self._made.get(day + 1)
            self._made[day] = self._survival.fitted(
                *self._learned(day), near.added if near else None
            )
        return self._made[day]

    def ahead(self, day: int, cohorts: Numbers, until: int | None = None) -> Ahead:
        """What comes of these cohorts after `day`, until the end of a later one or of their windows."""
        part = self._passed(until, cohorts) - self._passed(day, cohorts)
        lags = np.arange(self.seen.lags)
        nothing = self.hazards(day).log_none[lags, self._weekday[cohorts]]
        known = self._falls[cohorts] <= day
        repeats = self.seen.repeats[cohorts]
        return Ahead(
            left=self.seen.entered[cohorts] - np.einsum("dk,dgk->dg", known, repeats),
            none=np.exp(np.einsum("dk,dkg->dg", part, nothing)),
            came=np.einsum("dk,dgk->dg", (part > 0) & ~known, repeats),
        )

    def record(self, day: int) -> Record:
        """How the outlooks of the days before this one have fared until now, by age of the cohort."""
        surplus, due, days = (np.zeros(self.seen.lags) for _ in range(3))
        for then in range(max(WEEK, day - RECORD_DAYS), day):
            cohorts = np.arange(max(0, then - self.seen.lags + 2), then + 1)
            found, age = self.ahead(then, cohorts, until=day), then - cohorts
            error = found.came.sum(axis=1) - found.expected
            surplus[age] += error**2 - found.variance
            due[age] += found.expected**2
            days[age] += found.variance > 0
        # A cohort that foresees nothing has no error to learn from.
        beyond = np.divide(surplus, due, out=np.zeros(len(due)), where=due > 0)
        return Record(np.maximum(beyond, 0.0), days.astype(np.intp))

    def _learned(self, day: int) -> tuple[Floats, Floats]:
        """Repeats and contacts at risk by lag, weekday and group, those of long ago counting less."""
        of = np.arange(max(0, day - LEARN_DAYS - self.seen.lags), min(day + 1, len(self._falls)))
        falls, repeats = self._falls[of], self.seen.repeats[of]
        risk = self._at_risk[of] * self._passed(day, of)[:, None, :]
        weight = np.where(falls <= day, 0.5 ** ((day - falls) / HALF_LIFE_DAYS), 0.0)
        at = np.eye(WEEK)[self._weekday[of]] * weight[:, :, None]
        # Early in the day more may have been repeated than its share of contacts at risk.
        return (
            np.einsum("dkw,dgk->kwg", at, repeats),
            np.einsum("dkw,dgk->kwg", at, np.maximum(risk, repeats)),
        )

    def _passed(self, day: int | None, cohorts: Numbers) -> Floats:
        """The share of each cohort's lags that is over by the end of a day; all of them when None."""
        falls = self._falls[cohorts]
        if day is None:
            return np.ones(falls.shape)
        over = np.where(falls <= day, 1.0, 0.0)
        if day != self.seen.today:
            return over
        # A day's own contacts came in the middle of it, on average: half a day is all that they have of it.
        halves = np.where(falls == cohorts[:, None], 2.0, 1.0)
        left = np.minimum((1 - self.seen.passed) * halves, 1.0)
        return np.where(falls == day, 1 - left, over)
