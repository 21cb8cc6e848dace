"""Opening hours and shifts as intervals of seconds, laid end to end for the queueing kernel."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from willet.core.simulator import plan
from willet.core.simulator.axis import Axis, Seconds

_EARLY, _MIDDLE, _LATE = (
    (7.75, 12.0, 12.5, 16.25),
    (9.0, 12.5, 13.0, 17.5),
    (11.5, 15.5, 16.0, 20.25),
)
_NIGHT = (19.75, 1.0, 1.5, 8.25)
_PATTERNS = (_EARLY, _MIDDLE, _LATE)
_AT_WORK = (0.82, 0.74, 0.72, 0.7, 0.72, 0.5, 0.3)
_NIGHTS_AT_WORK = 0.7

Interval = tuple[int, int]


@dataclass(frozen=True, slots=True)
class OwnedIntervals:
    """Intervals of several owners, each owner's in order: owner k has rows `at[k]` to `at[k + 1]`."""

    begins: Seconds
    ends: Seconds
    at: Seconds


@dataclass(frozen=True, slots=True)
class Rosters:
    """Opening hours per queue, shifts per agent (a break parts a shift in two), agents per queue."""

    opening: OwnedIntervals
    shifts: OwnedIntervals
    staff: Seconds
    staff_at: Seconds


def drawn_rosters(
    axis: Axis, queue: NDArray[np.int32], nights: NDArray[np.bool_], hired: Seconds
) -> Rosters:
    """Opening hours of every queue and shifts of every agent."""
    queues = axis.scenario.sites * len(plan.QUEUES)
    opening = [_opening(axis, plan.QUEUES[q % len(plan.QUEUES)]) for q in range(queues)]
    shifts: list[list[Interval]] = [[] for _ in queue]
    for number, night in product(range(queues), (False, True)):
        group = np.flatnonzero((queue == number) & (nights == night))
        together = _shifts_of_queue(axis, hired[group], night=night)
        for agent, own in zip(group, together, strict=True):
            shifts[agent] = own
    staff = np.argsort(queue, kind="stable").astype(np.int64)
    staff_at = np.searchsorted(queue[staff], np.arange(queues + 1)).astype(np.int64)
    return Rosters(laid_out(opening), laid_out(shifts), staff, staff_at)


def laid_out(owned: Iterable[list[Interval]]) -> OwnedIntervals:
    """Lay the owners' intervals end to end."""
    lists = list(owned)
    flat = np.array([i for own in lists for i in own], dtype=np.int64).reshape(-1, 2)
    at = np.cumsum([0] + [len(own) for own in lists]).astype(np.int64)
    return OwnedIntervals(flat[:, 0].copy(), flat[:, 1].copy(), at)


def _opening(axis: Axis, queue: plan.QueuePlan) -> list[Interval]:
    if queue.never_closes:
        return [(0, int(axis.midnights[-1]))]
    days = range(axis.scenario.simulated_days)
    hours = [queue.weekdays] * 5 + [queue.saturday, queue.sunday]
    open_ = ((d, hours[axis.weekday(d)]) for d in days)
    return [(axis.at(d, h[0]), axis.at(d, h[1])) for d, h in open_ if h is not None]


def _shifts_of_queue(axis: Axis, hired: Seconds, *, night: bool) -> list[list[Interval]]:
    """Everybody's shifts in one queue: as many at work as the weekday asks, taking turns."""
    shifts: list[list[Interval]] = [[] for _ in hired]
    for day in range(axis.scenario.simulated_days):
        here = np.flatnonzero(hired <= axis.midnights[day])
        share = _NIGHTS_AT_WORK if night else _AT_WORK[axis.weekday(day)]
        for turn in range(math.ceil(len(here) * share * axis.scenario.part_time)):
            agent = int(here[(turn + day) % len(here)])
            pattern = _NIGHT if night else _PATTERNS[turn % len(_PATTERNS)]
            shifts[agent] += _parted(axis, day, pattern, 900 * (turn // len(_PATTERNS) % 5))
    return shifts


def _parted(
    axis: Axis, day: int, pattern: tuple[float, float, float, float], later_s: int
) -> list[Interval]:
    hours = [h if h >= pattern[0] else h + 24 for h in pattern]
    seconds = [axis.at(day + int(h // 24), h % 24) for h in hours]
    # Breaks are staggered, so that a queue is not left alone at noon.
    return [(seconds[0], seconds[1] + later_s), (seconds[2] + later_s, seconds[3])]
