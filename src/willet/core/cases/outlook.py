"""What is still to come of the days that have not ripened, as it looks at the end of one local day.

The hazards are learned from every day seen so far, the newer counting more. The newest days' early lags are
then held against them (`shift`): where they differ, the hazards are learned anew with those days brought to
the level of the days before, and what is still to come is foreseen at the newest level. How far to trust an
outlook beyond that is read from its own record: what it would have said on each of the last days, against
what has come since.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from willet.core.cases.ahead import Ahead, rest
from willet.core.cases.ripening import Ripening
from willet.core.cases.shift import Counts, Ever, Shift, shift_of
from willet.core.statistics.survival import WEEK, Hazards, Survival

Floats = NDArray[np.float64]
Numbers = NDArray[np.intp]

HALF_LIFE_DAYS = 28.0
"""After so many days what was seen counts half: centres change, and newcomers learn."""
LEARN_DAYS = 168
"""What was seen before so many days counts for less than one in sixty, and is left out."""
TEST_DAYS = 14
"""In how many of the newest days, beside those whose windows are open, a change is looked for."""
NOTABLE = 0.1
"""By how much, as a share, the level must have moved on days that are learned from, before they are learned anew."""
RECORD_DAYS = 28
"""On how many past days the outlook is held against what came."""


@dataclass(frozen=True)
class TrackRecord:
    """By age in days: the squared relative error of what was foreseen, beyond what it allowed for; how many days."""

    error: Floats
    days: Numbers


class Outlooks:
    """The outlooks of every day of one ripening, each made once, and of what had been seen by then."""

    def __init__(self, seen: Ripening) -> None:
        """`seen` holds the counts; what lies after a day is hidden from that day's outlook."""
        self.seen = seen
        self._survival = Survival(seen.lags, [seen.topics, seen.queues])
        self._fits: dict[int, Hazards] = {}
        self._kept_levels: dict[int, tuple[Hazards, Shift]] = {}
        self._at_risk = seen.entered[:, :, None] - np.cumsum(seen.repeats, axis=2) + seen.repeats
        self._falls = np.arange(seen.entered.shape[0])[:, None] + np.arange(seen.lags)
        self._weekday = (self._falls + seen.first.weekday()) % WEEK

    def hazards(self, day: int) -> Hazards:
        """What the days up to and with this one speak for, all at the level of those before the newest."""
        return self._outlook(day)[0]

    def shift(self, day: int) -> Shift:
        """How far the newest days up to this one lie from those hazards; the first is `first_tested`."""
        return self._outlook(day)[1]

    def first_tested(self, day: int) -> int:
        """The first of the days that are tested for a change, seen from this one."""
        return max(0, day - TEST_DAYS - self.seen.lags + 1)

    def changed(self, day: int) -> int | None:
        """The day on which something changed, seen from this one, while no window that opened since has closed."""
        at = self.shift(day).changed_at
        if at is None or self.first_tested(day) + at <= day - self.seen.lags:
            return None
        return self.first_tested(day) + at

    def _outlook(self, day: int) -> tuple[Hazards, Shift]:
        if day not in self._kept_levels:
            known, first = self._settled(day), self.first_tested(day)
            hazards = self._learned_until(known)
            shift = shift_of(self._counts(day, hazards))
            learned = self._falls[first : first + len(shift.factor)] <= known
            if np.abs(shift.factor - 1)[learned].max(initial=0.0) > NOTABLE:
                levelled = self._learned(known, shift.factor, first)
                hazards = self._survival.fitted(*levelled, hazards.added)
                shift = shift_of(self._counts(day, hazards))
            self._kept_levels[day] = hazards, shift
        return self._kept_levels[day]

    def _settled(self, day: int) -> int:
        """A week before, where enough is left: a newest week that is different must not be measured by itself."""
        return day - WEEK if day >= self.seen.lags + 2 * WEEK else day

    def _learned_until(self, day: int) -> Hazards:
        if day not in self._fits:
            near = self._fits.get(day - 1) or self._fits.get(day + 1)
            start = near.added if near else None
            self._fits[day] = self._survival.fitted(*self._learned(day), start)
        return self._fits[day]

    def ahead(self, day: int, cohorts: Numbers, until: int | None = None) -> Ahead:
        """What comes of these cohorts after `day`, until the end of a later one or of their windows."""
        part = self._passed(until, cohorts) - self._passed(day, cohorts)
        lags = np.arange(self.seen.lags)
        nothing = self.hazards(day).log_none[lags, self._weekday[cohorts]]
        known = self._falls[cohorts] <= day
        shift = self.shift(day)
        at = np.clip(cohorts - self.first_tested(day), 0, len(shift.ahead) - 1)
        return Ahead(
            left=self._left(day, cohorts),
            none=np.exp(np.einsum("dk,dkg->dg", part, nothing)),
            came=np.einsum("dk,dgk->dg", (part > 0) & ~known, self.seen.repeats[cohorts]),
            level=shift.ahead[at],
            ever=Ever(shift.ever.so_far[at], shift.ever.whole[at]),
        )

    def record(self, day: int) -> TrackRecord:
        """How the outlooks of the days before this one have fared until now, by age of the cohort."""
        surplus, due, days = (np.zeros(self.seen.lags) for _ in range(3))
        for then in range(max(WEEK, day - RECORD_DAYS), day):
            cohorts = np.arange(max(0, then - self.seen.lags + 2), then + 1)
            result, age = self.ahead(then, cohorts, until=day), then - cohorts
            error = result.came.sum(axis=1) - result.expected
            surplus[age] += error**2 - result.variance
            due[age] += result.expected**2
            days[age] += result.variance > 0
        # A cohort that foresees nothing has no error to learn from.
        beyond = np.divide(surplus, due, out=np.zeros(len(due)), where=due > 0)
        return TrackRecord(np.maximum(beyond, 0.0), days.astype(np.intp))

    def _left(self, day: int, cohorts: Numbers) -> Floats:
        """Those not repeated by the end of a day, by cohort and group."""
        known, repeats = self._falls[cohorts] <= day, self.seen.repeats[cohorts]
        return np.asarray(self.seen.entered[cohorts] - np.einsum("dk,dgk->dg", known, repeats))

    def _counts(self, day: int, hazards: Hazards) -> Counts:
        """The newest cohorts' lags as seen at the end of a day, beside the chances that these hazards give them."""
        of = np.arange(self.first_tested(day), min(day + 1, len(self._falls)))
        risk, part = self._at_risk[of], self._passed(day, of)
        share = hazards.share[np.arange(self.seen.lags), self._weekday[of]].transpose(0, 2, 1)
        total, due = risk.sum(axis=1), (risk * share).sum(axis=1)
        none = np.exp(np.einsum("dk,dgk->dg", 1 - part, np.log1p(-share)))
        return Counts(
            at_risk=total,
            repeats=np.where(self._falls[of] <= day, self.seen.repeats[of].sum(axis=1), 0),
            chance=np.divide(due, total, out=np.zeros(total.shape), where=total > 0),
            part=part,
            rest=rest(self._left(day, of), none),
            falls=self._falls[of] - of[0],
            days=day + 1 - int(of[0]),
        )

    def _learned(
        self, day: int, factor: Floats | None = None, first: int = 0
    ) -> tuple[Floats, Floats]:
        """Repeats and contacts at risk by lag, weekday and group, those of long ago counting less.

        The cohorts from `first` on had `factor` times the usual chance of a repeat: so many times as many
        contacts had been at risk.
        """
        of = np.arange(max(0, day - LEARN_DAYS - self.seen.lags), min(day + 1, len(self._falls)))
        falls, repeats = self._falls[of], self.seen.repeats[of]
        level = np.ones(self._falls.shape)
        if factor is not None:
            level[first : first + len(factor)] = factor
        risk = self._at_risk[of] * (self._passed(day, of) * level[of])[:, None, :]
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
