"""Whether an agent solves a case, and if not, which of the four causes stood in the way.

The chance is logistic in skill less four hindrances, one for each cause. On a failure the cause is
drawn with weights equal to the hindrances: so the planted causes are what they say they are.
"""

import math

from willet.core.simulator import slots
from willet.core.simulator.draws import uniform
from willet.core.simulator.jit import compiled
from willet.core.simulator.slots import whole
from willet.core.simulator.world import World

SOLVED = whole(-1)
COMPLEXITY, INFORMATION, TURNOVER, AUTHORITY = whole(0), whole(1), whole(2), whole(3)
_EASE = 2.55
_DAY = 86_400.0
_LEARNING_DAYS = 60.0
_NEWNESS = 1.5


@compiled
def newness(world: World, agent: int, at: int) -> float:
    """What an agent new to the work lacks, in log-odds: halves about every six weeks."""
    tenure_days = max(0.0, (at - world.agents[agent].hired) / _DAY)
    return _NEWNESS * math.exp(-tenure_days / _LEARNING_DAYS)


@compiled
def lifted(world: World, agent: int, at: int) -> float:
    """What a course or a limit added to the agent's log-odds by now; it may be less than nothing."""
    return float(world.agents[agent].lift) if at >= world.agents[agent].lifted_from else 0.0


@compiled
def missing_information(world: World, topic: int, at: int) -> float:
    """What cannot be found out about the topic, in log-odds; the article takes it away."""
    lack = float(world.topics[topic].information)
    if topic == world.article_topic and at >= world.article_from:
        return lack * (1.0 - world.article_lift)
    return lack


@compiled
def chance(world: World, topic: int, agent: int, at: int) -> float:
    """The planted chance that this agent solves a case of this topic now."""
    hindrance = (
        world.topics[topic].complexity
        + missing_information(world, topic, at)
        + newness(world, agent, at)
        + world.topics[topic].authority
    )
    able = world.agents[agent].skill + lifted(world, agent, at)
    return 1.0 / (1.0 + math.exp(hindrance - _EASE - able))


@compiled
def attempted(world: World, contact: int, topic: int, agent: int, at: int) -> int:
    """SOLVED, or the cause that stood in the way."""
    if uniform(world.seed, contact, slots.SOLVES) < chance(world, topic, agent, at):
        return SOLVED
    complexity = world.topics[topic].complexity + 0.05
    information = missing_information(world, topic, at) + 0.05
    turnover = newness(world, agent, at)
    authority = world.topics[topic].authority
    point = uniform(world.seed, contact, slots.CAUSE) * (
        complexity + information + turnover + authority
    )
    if point < complexity:
        return COMPLEXITY
    if point < complexity + information:
        return INFORMATION
    return TURNOVER if point < complexity + information + turnover else AUTHORITY
