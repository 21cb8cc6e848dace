"""From when an effect can be told: what is known of the noise so far, carried on week by week."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from scipy.special import stdtrit

from willet.core.effects.arms import LEAST_UNITS, Ints
from willet.core.effects.cells import Cells
from willet.core.effects.inference import Noise, noise_of, promise

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

    def power(self, weeks_after: int, effect: float, worth: float, *, scale: float = 1.0) -> float:
        """The chance of "worked" after so many weeks at an effect; `scale` corrects the error by what was seen."""
        freedom = self.exposed + self.others - 2
        return promise(effect, scale * self.error(weeks_after), freedom, worth).worked

    def weeks_needed(self, worth: float, *, scale: float = 1.0) -> int | None:
        """After how many weeks an effect worth having is told in four cases of five; None if never."""
        return _first_week(lambda w: self.power(w, worth, worth, scale=scale) >= ENOUGH_POWER)

    def weeks_certain(self, worth: float, *, scale: float = 1.0) -> int | None:
        """After how many weeks an interval is so short that some verdict must come; None if never."""
        reach = float(stdtrit(self.exposed + self.others - 2, 0.975)) * scale
        return _first_week(lambda w: 2 * reach * self.error(w) < worth)


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
    """The day on which so many weeks after a start are complete, and the window of their last contact has closed."""
    if weeks is None:
        return None
    return start + timedelta(days=7 * weeks + int(np.ceil(window_days)))
