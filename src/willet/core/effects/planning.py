"""From when an effect can be told: what is known of the noise so far, carried on week by week."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
from scipy.special import stdtrit

from willet.core.effects.arms import LEAST_UNITS, Ints
from willet.core.effects.cells import Cells
from willet.core.effects.inference import DriftError, Noise, Promise, noise_of, promise
from willet.core.effects.inference.drift import change_weights, step_weights

LEVEL = 0.05
ENOUGH_POWER = 0.8
MOST_WEEKS = 156
_WEEKS_LEARNED = 26


@dataclass(frozen=True, slots=True)
class Plan:
    """A comparison ahead: its noise, how many units on either side, and the weeks before the start."""

    noise: Noise
    exposed: int
    others: int
    weeks_before: int

    def error(self, weeks_after: int) -> float:
        """The standard error of the effect after so many weeks."""
        change = self.noise.of_change(self.weeks_before, weeks_after)
        return float(np.sqrt(change * (1 / self.exposed + 1 / self.others)))

    def drift_error(self, weeks_after: int) -> DriftError:
        """The standard error after so many weeks with a drift allowed for."""
        before = self.weeks_before
        step, change = (
            self.noise.of_step(before, weeks_after),
            self.noise.of_change(before, weeks_after),
        )
        both = self.noise.together(
            step_weights(before, weeks_after), change_weights(before, weeks_after)
        )
        sides = 1 / self.exposed + 1 / self.others
        whole = float(np.sqrt(step * change))
        return DriftError(float(np.sqrt(step * sides)), both / whole if whole > 0 else 0.0)

    def power(
        self,
        weeks_after: int,
        effect: float,
        worth: float,
        *,
        scale: float = 1.0,
        level: float = LEVEL,
    ) -> float:
        """The chance of "worked" after so many weeks at an effect; `scale` corrects the error by what was seen."""
        return self.promise(weeks_after, effect, worth, scale=scale, level=level).worked

    def promise(
        self,
        weeks_after: int,
        effect: float,
        worth: float,
        *,
        scale: float = 1.0,
        level: float = LEVEL,
    ) -> Promise:
        """The chance of each verdict after so many weeks at an effect, of an interval that errs in `level` of cases."""
        drift = self.drift_error(weeks_after)
        return promise(
            effect,
            scale * self.error(weeks_after),
            self.exposed + self.others - 2,
            worth,
            level,
            drift=replace(drift, error=scale * drift.error),
        )

    def weeks_needed(self, worth: float, *, scale: float = 1.0) -> int | None:
        """After how many weeks an effect worth having is told in four cases of five; None if never."""
        return _first_week(lambda w: self.power(w, worth, worth, scale=scale) >= ENOUGH_POWER)

    def weeks_certain(self, worth: float, *, scale: float = 1.0) -> int | None:
        """After how many weeks both intervals are so short that some verdict must come; None if never."""
        freedom = self.exposed + self.others - 2
        plain, allowing = (2 * scale * float(stdtrit(freedom, 1 - LEVEL / n)) for n in (2, 1))
        return _first_week(
            lambda w: max(plain * self.error(w), allowing * self.drift_error(w).error) < worth
        )


def _first_week(enough: Callable[[int], bool]) -> int | None:
    if not enough(MOST_WEEKS):
        return None
    low, high = 0, MOST_WEEKS
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle, high)
    return high


def plan_of(cells: Cells, exposed: Ints, others: Ints, until: int) -> Plan | None:
    """The plan as the weeks before a column teach it; None where they or the units are too few."""
    weeks = until // 7
    if not len(exposed) or not len(others) or len(exposed) + len(others) < LEAST_UNITS or weeks < 4:
        return None
    noise = _noise(cells, np.concatenate([exposed, others]), until)
    return Plan(noise, len(exposed), len(others), weeks) if noise is not None else None


def _noise(cells: Cells, rows: Ints, until: int) -> Noise | None:
    learned = min(until // 7, _WEEKS_LEARNED)
    spans = [(until - 7 * n, until - 7 * n + 7) for n in range(learned, 0, -1)]
    rates = np.array([cells.rate(*span)[rows] for span in spans]).T
    n = np.array([cells.rows(*span)[rows] for span in spans]).T
    seen = n > 0
    if not seen.any(axis=0).all() or not seen.any(axis=1).all():
        return None
    return noise_of(rates, cells.contact_variance * float(np.mean(1 / n[seen])))


def day_complete(start: date, weeks: int | None, window_days: float) -> date | None:
    """The day on which so many weeks after a start are complete, and the window of their last contact has closed.

    None where that never comes.
    """
    if weeks is None:
        return None
    days = timedelta(days=7 * weeks + int(np.ceil(window_days)))
    return start + days if days <= date.max - start else None
