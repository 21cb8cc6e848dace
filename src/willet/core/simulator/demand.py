"""When new cases come up: a Poisson stream per queue with a daily, a weekly and a stormy shape."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from willet.core.simulator import plan
from willet.core.simulator.axis import DAY, QUARTER, Axis, Seconds
from willet.core.simulator.scenario import Scenario

CONTACTS_PER_CASE = 1.42
"""About how many contacts a case takes here; turns contacts a day into cases a day."""
_WEEK = np.array([1.25, 1.1, 1.05, 1.0, 1.05, 0.6, 0.3])
_STORM_DAYS = 3
_STORMY_NIGHT = 20.0
_HARD = 1.0
"""Complexity and authority together, in log-odds, from which a topic is one for the second level."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Demand:
    """New cases in order of their first call: the second it comes, its site and its topic.

    `second_level` is the mark set at the door on what is not meant for the first level.
    """

    opened: Seconds
    site: NDArray[np.int32]
    topic: NDArray[np.int32]
    second_level: NDArray[np.bool_]


def storm_days(axis: Axis) -> tuple[int, int]:
    """The stormy days (from, until): over the change of the clock where there is one, so that its odd hour is busy."""
    days = axis.scenario.days
    change = axis.change_day
    begins = axis.scenario.lead_days + days * 3 // 5 if change is None else change - 1
    return begins, begins + min(_STORM_DAYS, days)


def drawn_demand(axis: Axis, rng: np.random.Generator) -> Demand:
    """Draw all new cases of the simulated days."""
    parts = [
        _topic_demand(axis, rng, site, number)
        for site in range(axis.scenario.sites)
        for number in range(len(plan.TOPICS))
    ]
    opened = np.concatenate([seconds for seconds, _, _ in parts])
    site = np.repeat([s for _, s, _ in parts], [len(p[0]) for p in parts]).astype(np.int32)
    topic = np.repeat([t for _, _, t in parts], [len(p[0]) for p in parts]).astype(np.int32)
    order = np.argsort(opened, kind="stable")
    return Demand(opened[order], site[order], topic[order], _marked(axis.scenario, topic[order]))


def _marked(scenario: Scenario, topic: NDArray[np.int32]) -> NDArray[np.bool_]:
    hard = np.array([t.complexity + t.authority >= _HARD for t in plan.TOPICS])
    luck = np.random.default_rng([scenario.seed, 8]).random(len(topic))
    marked: NDArray[np.bool_] = hard[topic] & (luck < scenario.second_level)
    return marked


def _topic_demand(
    axis: Axis, rng: np.random.Generator, site: int, number: int
) -> tuple[Seconds, int, int]:
    topic = plan.TOPICS[number]
    quarters = np.arange(0, axis.midnights[-1], QUARTER)
    per_quarter = _shape(axis, quarters, _queue(topic.queue)) * _cases_a_day(axis.scenario, topic)
    if topic.queue == plan.STORM_QUEUE:
        per_quarter = per_quarter * _storm(axis, quarters)
    counts = rng.poisson(per_quarter)
    seconds = np.repeat(quarters, counts) + rng.integers(0, QUARTER, counts.sum())
    return seconds, site, number


def _cases_a_day(scenario: Scenario, topic: plan.TopicPlan) -> float:
    shares = sum(t.share for t in plan.TOPICS)
    per_site = scenario.contacts_per_day / scenario.sites / CONTACTS_PER_CASE
    return per_site * topic.share / shares


def _shape(axis: Axis, quarters: Seconds, queue: plan.QueuePlan) -> Floats:
    """The share of a common day's cases that falls into each quarter of an hour."""
    hour = axis.local_clock(quarters) / 3600 + 0.125
    weekday = np.array([axis.weekday(d) for d in range(len(axis.midnights) - 1)])[
        axis.day(quarters)
    ]
    profile = hourly_profile(hour, around_the_clock=queue.never_closes)
    grid = np.arange(0, DAY, QUARTER) / 3600 + 0.125
    common = hourly_profile(grid, around_the_clock=queue.never_closes)
    common = common * is_open(queue, grid, np.zeros(len(grid), dtype=np.int64))
    open_ = is_open(queue, hour, weekday)
    shape: Floats = profile * open_ * _WEEK[weekday] / common.sum()
    return shape


def hourly_profile(hour: Floats, *, around_the_clock: bool) -> Floats:
    """Two humps, at half past ten and at three, and a thin night where there is one."""
    day = np.exp(-(((hour - 10.5) / 2.2) ** 2)) + 0.8 * np.exp(-(((hour - 15) / 2.6) ** 2))
    evening = 0.25 * np.exp(-(((hour - 19) / 2.0) ** 2))
    floor = 0.045 if around_the_clock else 0.02
    profile: Floats = day + evening + floor
    return profile


def is_open(queue: plan.QueuePlan, hour: Floats, weekday: Seconds) -> NDArray[np.bool_]:
    """Whether the queue is open at that hour of that weekday."""
    hours = [queue.weekdays] * 5 + [queue.saturday or (0, 0), queue.sunday or (0, 0)]
    opens, closes = np.array([h[0] for h in hours]), np.array([h[1] for h in hours])
    result: NDArray[np.bool_] = (hour >= opens[weekday]) & (hour < closes[weekday])
    return result


def _storm(axis: Axis, quarters: Seconds) -> Floats:
    begins, until = storm_days(axis)
    day = axis.day(quarters)
    stormy = (day >= begins) & (day < until)
    # The night of a storm is not thin: people sit in the dark and call.
    night = np.where(axis.local_clock(quarters) < 6 * 3600, _STORMY_NIGHT, 1.0)
    factor: Floats = np.where(stormy, axis.scenario.storm_factor * night, 1.0)
    return factor


def _queue(name: str) -> plan.QueuePlan:
    return next(q for q in plan.QUEUES if q.name == name)
