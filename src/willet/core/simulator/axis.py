"""The simulation's time: whole seconds since the local midnight on which it begins."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from willet.core.simulator.scenario import Scenario
from willet.core.sources.clock import Clock, zone_named

Seconds = NDArray[np.int64]
DAY = 86_400
QUARTER = 900


@dataclass(frozen=True)
class Axis:
    """Seconds since `origin` (Unix time of the first local midnight), and the local clock over them."""

    scenario: Scenario

    @cached_property
    def origin(self) -> int:
        """Unix time of the first second."""
        return self._unix(self.scenario.begins)

    @cached_property
    def midnights(self) -> Seconds:
        """The second at which each local day begins, and the end of the last day."""
        first, n = self.scenario.begins, self.scenario.simulated_days
        return np.array([self._unix(first + timedelta(days=d)) - self.origin for d in range(n + 1)])

    @property
    def shown(self) -> tuple[int, int]:
        """The first second shown and the first one after."""
        lead, days = self.scenario.lead_days, self.scenario.days
        return int(self.midnights[lead]), int(self.midnights[lead + days])

    @cached_property
    def changes(self) -> tuple[Seconds, Seconds]:
        """Seconds at which a span of constant offset begins, and its offset."""
        spans = self._clock.spans
        begins = [int(s.begins.replace(tzinfo=UTC).timestamp()) - self.origin for s in spans]
        return np.array(begins), np.array([s.offset_s for s in spans])

    def offsets(self, seconds: Seconds) -> Seconds:
        """The zone's offset from UTC at each second, in seconds."""
        begins, offsets = self.changes
        result: Seconds = offsets[np.searchsorted(begins, seconds, side="right") - 1]
        return result

    def day(self, seconds: Seconds) -> Seconds:
        """The number of the local day, 0 for the first simulated."""
        return np.searchsorted(self.midnights, seconds, side="right") - 1

    def local_clock(self, seconds: Seconds) -> Seconds:
        """Seconds on the wall clock since its midnight (02:30 twice on the long day)."""
        wall: Seconds = (self.origin + seconds + self.offsets(seconds)) % DAY
        return wall

    def at(self, day: int, hour: float) -> int:
        """The second at which the wall clock first shows this hour of that day."""
        naive = datetime.combine(self.date_of(day), datetime.min.time()) + timedelta(hours=hour)
        return int(naive.replace(tzinfo=self._clock.zone).timestamp()) - self.origin

    def date_of(self, day: int) -> date:
        """The date of a day's number."""
        return self.scenario.begins + timedelta(days=day)

    def weekday(self, day: int) -> int:
        """0 for Monday."""
        return self.date_of(day).weekday()

    @cached_property
    def change_day(self) -> int | None:
        """The first day shown on which the clock changes, if there is one."""
        lead, days = self.scenario.lead_days, self.scenario.days
        lengths = np.diff(self.midnights)[lead : lead + days]
        odd = np.flatnonzero(lengths != DAY)
        return int(odd[0]) + lead if len(odd) else None

    @cached_property
    def _clock(self) -> Clock:
        first = datetime.combine(self.scenario.begins, datetime.min.time())
        days = timedelta(days=self.scenario.simulated_days + 1)
        return Clock(zone_named(self.scenario.zone), first, first + days)

    def _unix(self, day: date) -> int:
        midnight = datetime.combine(day, datetime.min.time(), tzinfo=self._clock.zone)
        return int(midnight.timestamp())
