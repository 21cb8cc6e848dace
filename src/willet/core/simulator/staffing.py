"""How many agents each queue needs, from its cases a day and how long they take."""

import math

import numpy as np
from numpy.typing import NDArray

from willet.core.simulator import plan
from willet.core.simulator.scenario import Scenario

_WRAP_S = 55.0
_PAID_HOURS = 6.4
"""Hours of a shift in which an agent can take calls."""
_OCCUPANCY = 0.66
_AT_WORK = 0.72
"""Share of a queue's agents who work on a common weekday."""
_FEWEST = 3


def drawn_staff(scenario: Scenario) -> tuple[NDArray[np.int32], NDArray[np.bool_]]:
    """Each agent's queue, and whether the agent works nights."""
    queue: list[int] = []
    nights: list[bool] = []
    for number in range(scenario.sites * len(plan.QUEUES)):
        named = plan.QUEUES[number % len(plan.QUEUES)]
        by_day = heads(scenario, named.name)
        by_night = 2 + by_day // 6 if named.never_closes else 0
        queue += [number] * (by_day + by_night)
        nights += [False] * by_day + [True] * by_night
    return np.array(queue, dtype=np.int32), np.array(nights)


def heads(scenario: Scenario, queue: str) -> int:
    """Agents employed for the days of a queue; a small queue needs a larger margin (square root)."""
    topics = [t for t in plan.TOPICS if t.queue == queue]
    everything = sum(t.share for t in plan.TOPICS)
    contacts = scenario.contacts_per_day / scenario.sites / everything
    hours = sum(contacts * t.share * (t.talk_s + _WRAP_S) for t in topics) / 3600
    at_work = hours / _PAID_HOURS / _OCCUPANCY
    return max(
        _FEWEST, math.ceil((at_work + 0.55 * math.sqrt(at_work)) / _AT_WORK / scenario.part_time)
    )
