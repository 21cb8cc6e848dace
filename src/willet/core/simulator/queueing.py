"""One visit to one queue: who is free first, whose phone rings, who answers, who gives up.

First come, first served, with agents who work shifts, callers with Weibull patience and phones
that sometimes ring unanswered. No agent is ever on two calls.
"""

from typing import NamedTuple

from willet.core.simulator import slots
from willet.core.simulator.draws import lognormal, uniform, weibull
from willet.core.simulator.jit import compiled
from willet.core.simulator.slots import whole
from willet.core.simulator.world import Ints, World

ANSWERED, ABANDONED, BLOCKED, TIMED_OUT = whole(0), whole(1), whole(2), whole(3)
NO_ANSWER, CANCELLED = whole(0), whole(1)
NOBODY, NEVER = whole(-1), whole(1 << 40)
NONE = whole(0)
FIRST, SECOND = whole(1), whole(2)

_RING_OUT_S = 15
_AWAY_S = 25
_LONGEST_WAIT_S = 300
_FULL_WAIT_S = 480
_LINE_FAULT = 0.003
_PATIENCE_S = 420.0
_PATIENCE_SHAPE = 0.85
_HOLDS = 0.2


class Floor(NamedTuple):
    """What changes while the centre runs: when each agent is next free, and in which shift."""

    free: Ints
    shift: Ints


class VisitRun(NamedTuple):
    """How a visit went. `at` is when it was answered or left; the agent is -1 where there is none."""

    outcome: int
    at: int
    agent: int
    ring_s: int
    talk_s: int
    hold_s: int
    acw_s: int
    offers: int
    unanswered: int


@compiled
def free_from(world: World, floor: Floor, agent: int, arrived: int, now: int) -> int:
    """The first second from `now` on which the agent is free and at work; NEVER if there is none."""
    last = world.shifts_at[agent + 1]
    while floor.shift[agent] < last and world.shifts[floor.shift[agent]].ends <= arrived:
        floor.shift[agent] += 1
    at = max(now, floor.free[agent])
    for shift in range(floor.shift[agent], last):
        if at < world.shifts[shift].ends:
            return int(max(at, world.shifts[shift].begins))
    return NEVER


@compiled
def next_agent(world: World, floor: Floor, queue: int, arrived: int, now: int) -> tuple[int, int]:
    """The agent who is free first, and from which second; among the free, who has been so longest."""
    best, soonest, longest = NOBODY, NEVER, NEVER
    for row in range(world.staff_at[queue], world.staff_at[queue + 1]):
        agent = world.staff[row]
        at = free_from(world, floor, agent, arrived, now)
        if at < soonest or (at == soonest and at < NEVER and floor.free[agent] < longest):
            best, soonest, longest = agent, at, floor.free[agent]
    return best, soonest


@compiled
def left(outcome: int, at: int, offers: int, unanswered: int) -> VisitRun:
    """A visit that no agent answered."""
    return VisitRun(outcome, at, NOBODY, 0, 0, 0, 0, offers, unanswered)


class VisitPlan(NamedTuple):
    """One visit to be run; `number` is 1 for a contact's first, and `share` is how much of a whole
    conversation it holds (one that is handed on is cut short). `item` addresses its luck."""

    item: int
    number: int
    topic: int
    queue: int
    entered: int
    share: float


@compiled
def talked(
    world: World, floor: Floor, call: VisitPlan, agent: int, rang: int, ring_s: int, lost: int
) -> VisitRun:
    """The conversation after a phone rang; `lost` counts the offers before that nobody took up."""
    at, item = rang + ring_s, call.item
    newcomer = 1.25 if at - world.agents[agent].hired < 60 * 86_400 else 1.0
    pace = world.agents[agent].speed * newcomer * 0.85
    median = world.topics[call.topic].talk_s * pace * call.share
    talk_s = max(8, int(lognormal(world.seed, item, slots.TALK, median, 0.6)))
    hold_s = 0
    if uniform(world.seed, item, slots.HOLDS) < _HOLDS:
        hold_s = max(5, int(lognormal(world.seed, item, slots.HOLD, 45.0, 0.8)))
    acw_s = max(3, int(lognormal(world.seed, item, slots.WRAP_UP, 38.0, 0.6)))
    floor.free[agent] = at + talk_s + hold_s + acw_s + 1
    return VisitRun(ANSWERED, at, agent, ring_s, talk_s, hold_s, acw_s, lost + 1, lost)


@compiled
def patience(world: World, item: int) -> int:
    """Seconds until this caller gives up."""
    return 3 + int(weibull(world.seed, item, slots.PATIENCE, _PATIENCE_S, _PATIENCE_SHAPE))


@compiled
def refused(world: World, item: int, wait_s: int) -> bool:
    """Whether the call is turned away: the queue is full, or the line is at fault."""
    return wait_s > _FULL_WAIT_S or uniform(world.seed, item, slots.REFUSED) < _LINE_FAULT


@compiled
def rings_for(world: World, call: VisitPlan, agent: int, offer: int) -> int:
    """Seconds until the agent answers this offer, or minus the seconds it rings in vain."""
    slot = slots.OFFERS + 2 * offer
    if uniform(world.seed, call.item, slot) < world.agents[agent].answers:
        return 2 + int(8 * uniform(world.seed, call.item, slot + 1))
    return -_RING_OUT_S


@compiled
def visited(world: World, floor: Floor, offers: Ints, call: VisitPlan) -> VisitRun:
    """Run one visit; unanswered and cancelled offers are written into `offers` (agent, from, until, kind)."""
    entered, lasts = call.entered, patience(world, call.item)
    deadline = entered + min(lasts, _LONGEST_WAIT_S)
    gave_up = ABANDONED if lasts <= _LONGEST_WAIT_S else TIMED_OUT
    agent, at = next_agent(world, floor, call.queue, entered, entered)
    if call.number == FIRST and refused(world, call.item, at - entered):
        return left(BLOCKED, entered, NONE, NONE)
    for offer in range(len(offers)):
        if at >= deadline:
            return left(gave_up, deadline, offer, offer)
        ring_s = rings_for(world, call, agent, offer)
        until = at + abs(ring_s)
        if until > deadline:
            noted_offer(offers, offer, agent, at, deadline, CANCELLED)
            floor.free[agent] = deadline + 1
            return left(gave_up, deadline, offer + 1, offer)
        if ring_s > 0:
            return talked(world, floor, call, agent, at, ring_s, offer)
        noted_offer(offers, offer, agent, at, until, NO_ANSWER)
        floor.free[agent] = until + _AWAY_S
        agent, at = next_agent(world, floor, call.queue, entered, until)
    return left(gave_up, deadline, len(offers), len(offers))


@compiled
def noted_offer(offers: Ints, row: int, agent: int, rang: int, until: int, kind: int) -> None:
    """Write one lost offer down."""
    offers[row, 0] = agent
    offers[row, 1] = rang
    offers[row, 2] = until
    offers[row, 3] = kind


@compiled
def next_open(world: World, queue: int, at: int, spread: float) -> int:
    """The first second from `at` on which the queue is open; a caller held up comes in the first two hours."""
    first, last = world.opening_at[queue], world.opening_at[queue + 1]
    for row in range(first, last):
        if at < world.opening[row].begins:
            return int(world.opening[row].begins + spread * 7200.0)
        if at < world.opening[row].ends:
            return at
    return NEVER
