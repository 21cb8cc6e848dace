"""The centre, its callers and its odds as plain arrays: what the queueing kernel reads."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from willet.core.simulator import plan
from willet.core.simulator.centre import Centre
from willet.core.simulator.demand import Demand

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


class World(NamedTuple):
    """Arrays by case, topic, queue and agent; seconds are those of the axis."""

    seed: int
    horizon: int
    case_opened: Ints
    case_queue: Ints
    case_topic: Ints
    case_second_queue: Ints
    topic_complexity: Floats
    topic_information: Floats
    topic_authority: Floats
    topic_talk_s: Floats
    topic_transfer: Floats
    article_topic: int
    article_from: int
    article_lift: float
    agent_skill: Floats
    agent_speed: Floats
    agent_hired: Ints
    agent_answers: Floats
    staff: Ints
    staff_at: Ints
    shift_begins: Ints
    shift_ends: Ints
    shift_at: Ints
    open_begins: Ints
    open_ends: Ints
    open_at: Ints


def article_day(centre: Centre) -> int:
    """The simulated day on which the new knowledge article appears: the middle of the days shown."""
    scenario = centre.axis.scenario
    return scenario.lead_days + scenario.days // 2


def world_of(centre: Centre, demand: Demand) -> World:
    """Lay the centre and its cases out for the kernel."""
    axis, agents, rosters = centre.axis, centre.agents, centre.rosters
    names = [q.name for q in plan.QUEUES]
    first = np.array([names.index(t.queue) for t in plan.TOPICS])
    second = np.array([names.index(t.second_queue) for t in plan.TOPICS])
    site = demand.site.astype(np.int64) * len(names)
    return World(
        seed=axis.scenario.seed,
        horizon=int(axis.midnights[-1]),
        case_opened=demand.opened.astype(np.int64),
        case_queue=site + first[demand.topic],
        case_topic=demand.topic.astype(np.int64),
        case_second_queue=site + second[demand.topic],
        topic_complexity=_of_topics("complexity"),
        topic_information=_of_topics("information"),
        topic_authority=_of_topics("authority"),
        topic_talk_s=_of_topics("talk_s"),
        topic_transfer=_of_topics("transfer"),
        article_topic=[t.name for t in plan.TOPICS].index(plan.ARTICLE_TOPIC),
        article_from=int(axis.midnights[article_day(centre)]),
        article_lift=float(axis.scenario.article_lift),
        agent_skill=agents.skill,
        agent_speed=agents.speed,
        agent_hired=agents.hired,
        agent_answers=agents.answers,
        staff=rosters.staff,
        staff_at=rosters.staff_at,
        shift_begins=rosters.shifts.begins,
        shift_ends=rosters.shifts.ends,
        shift_at=rosters.shifts.at,
        open_begins=rosters.opening.begins,
        open_ends=rosters.opening.ends,
        open_at=rosters.opening.at,
    )


def _of_topics(field: str) -> Floats:
    return np.array([float(getattr(t, field)) for t in plan.TOPICS])
