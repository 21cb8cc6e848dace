"""The centre, its cases and its odds as rows of plain numbers: what the queueing kernel reads."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from willet.core.simulator import plan
from willet.core.simulator.centre import Centre
from willet.core.simulator.demand import Demand
from willet.core.simulator.rosters import OwnedIntervals

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Rows = NDArray[np.void]


class World(NamedTuple):
    """Rows by case, topic, agent; intervals by queue and agent; seconds are those of the axis.

    Rows of records rather than a column each: a function that takes thirty columns takes the
    compiler several times as long.
    """

    seed: int
    horizon: int
    article_topic: int
    article_from: int
    article_lift: float
    cases: Rows
    topics: Rows
    agents: Rows
    staff: Ints
    staff_at: Ints
    shifts: Rows
    shifts_at: Ints
    opening: Rows
    opening_at: Ints


def article_day(centre: Centre) -> int:
    """The simulated day on which the new knowledge article appears: the middle of the days shown."""
    scenario = centre.axis.scenario
    return scenario.lead_days + scenario.days // 2


def world_of(centre: Centre, demand: Demand) -> World:
    """Lay the centre and its cases out for the kernel."""
    axis, rosters = centre.axis, centre.rosters
    return World(
        seed=axis.scenario.seed,
        horizon=int(axis.midnights[-1]),
        article_topic=[t.name for t in plan.TOPICS].index(plan.ARTICLE_TOPIC),
        article_from=int(axis.midnights[article_day(centre)]),
        article_lift=float(axis.scenario.article_lift),
        cases=_cases(demand),
        topics=_topics(),
        agents=_agents(centre),
        staff=rosters.staff,
        staff_at=rosters.staff_at,
        shifts=_intervals(rosters.shifts),
        shifts_at=rosters.shifts.at,
        opening=_intervals(rosters.opening),
        opening_at=rosters.opening.at,
    )


def _cases(demand: Demand) -> Rows:
    names = [q.name for q in plan.QUEUES]
    first = np.array([names.index(t.queue) for t in plan.TOPICS])
    second = np.array([names.index(t.second_queue) for t in plan.TOPICS])
    site = demand.site.astype(np.int64) * len(names)
    return _rows(
        opened=demand.opened.astype(np.int64),
        queue=site + first[demand.topic],
        second_queue=site + second[demand.topic],
        topic=demand.topic.astype(np.int64),
    )


def _topics() -> Rows:
    fields = ("complexity", "information", "authority", "talk_s", "transfer")
    return _rows(**{f: np.array([float(getattr(t, f)) for t in plan.TOPICS]) for f in fields})


def _agents(centre: Centre) -> Rows:
    agents, levers = centre.agents, centre.levers
    return _rows(
        skill=agents.skill,
        speed=agents.speed,
        hired=agents.hired,
        answers=agents.answers,
        lift=levers.lift,
        lifted_from=centre.axis.midnights[levers.first_day],
    )


def _intervals(intervals: OwnedIntervals) -> Rows:
    return _rows(begins=intervals.begins, ends=intervals.ends)


def _rows(**columns: NDArray[np.generic]) -> Rows:
    """The columns side by side, one record a row."""
    length = len(next(iter(columns.values())))
    rows = np.empty(length, dtype=[(name, column.dtype) for name, column in columns.items()])
    for name, column in columns.items():
        rows[name] = column
    return rows
