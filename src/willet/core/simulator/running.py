"""The centre at work: calls in order of time, each with its visits, its verdict and its sequel.

A caller who was lost tries again within minutes or hours; one who was not helped calls again within
days; a few of those who were helped come back all the same. So waits make repeats and repeats make waits.
"""

import heapq

import numpy as np

from willet.core.simulator import slots
from willet.core.simulator.draws import lognormal, uniform
from willet.core.simulator.jit import compiled
from willet.core.simulator.journal import Journal, put, with_room, with_room_for_chances
from willet.core.simulator.queueing import (
    ANSWERED,
    BLOCKED,
    FIRST,
    NEVER,
    SECOND,
    Floor,
    VisitPlan,
    VisitRun,
    next_open,
    visited,
)
from willet.core.simulator.slots import whole
from willet.core.simulator.solving import AUTHORITY, SOLVED, attempted, chance
from willet.core.simulator.world import Ints, World

UNDECIDED = whole(-2)
_MOST_OFFERS = 12
_MOST_CONTACTS = 8
_LOST_AGAIN, _UNSOLVED_AGAIN, _SOLVED_AGAIN = 0.6, 0.62, 0.03
_DAY_S = 86_400.0
_LONGEST_DELAY_S = 25 * 86_400
_SHORTENED = 0.45
_OTHER_LUCK = 1 << 40
"""Added to a contact's number, so that its second visit draws other numbers than its first."""

CONTACTS, VISITS, OFFERS, CASES = range(4)
"""Places in the counts of how full the tables are, and how many cases have come up."""

Event = tuple[int, int, int, int]
"""A call due: second, case, attempt, and the contact that a transfer continues (-1: a new one)."""


@compiled
def sequel(world: World, contact: int, outcome: int, verdict: int) -> int:
    """Seconds until the same caller tries again about the same case; NEVER if not."""
    luck = uniform(world.seed, contact, slots.AGAIN)
    if outcome != ANSWERED:
        delay, likely = lognormal(world.seed, contact, slots.DELAY, 1500.0, 1.2), _LOST_AGAIN
    elif verdict == SOLVED:
        delay, likely = (
            lognormal(world.seed, contact, slots.DELAY, 4.0 * _DAY_S, 0.7),
            _SOLVED_AGAIN,
        )
    else:
        delay, likely = (
            lognormal(world.seed, contact, slots.DELAY, 1.2 * _DAY_S, 1.0),
            _UNSOLVED_AGAIN,
        )
    return int(min(max(delay, 90.0), _LONGEST_DELAY_S)) if luck < likely else NEVER


@compiled
def transfers(world: World, contact: int, case: int, at: int) -> bool:
    """Whether the first agent hands the call on: the other queue must be open."""
    topic, second = int(world.cases[case].topic), int(world.cases[case].second_queue)
    wanted = uniform(world.seed, contact, slots.HANDED_ON) < world.topics[topic].transfer
    return bool(wanted) and next_open(world, second, at, 0.0) == at


@compiled
def gone(visit: VisitRun) -> int:
    """The second in which the caller and the centre part."""
    return visit.at + visit.talk_s + visit.hold_s


@compiled
def noted_visit(
    journal: Journal,
    filled: Ints,
    contact: int,
    number: int,
    queue: int,
    entered: int,
    visit: VisitRun,
) -> None:
    """Write one visit down."""
    row = (
        contact,
        number,
        queue,
        entered,
        visit.at,
        visit.outcome,
        visit.agent,
        visit.ring_s,
        visit.talk_s,
        visit.hold_s,
        visit.acw_s,
        visit.offers,
        visit.unanswered,
    )
    put(journal.visits, filled[VISITS], row)


@compiled
def noted_offers(journal: Journal, filled: Ints, offers: Ints, visit: VisitRun) -> None:
    """Write the offers down that were not taken up, and turn the page to the next visit."""
    lost = visit.offers if visit.agent < 0 else visit.offers - 1
    for offer in range(lost):
        row = filled[OFFERS] + offer
        journal.offers[row, 0] = filled[VISITS]
        for column in range(offers.shape[1]):
            journal.offers[row, column + 1] = offers[offer, column]
    filled[OFFERS] += lost
    filled[VISITS] += 1


@compiled
def noted_contact(
    world: World,
    journal: Journal,
    contact: int,
    case: int,
    attempt: int,
    arrived: int,
    visit: VisitRun,
) -> int:
    """Write a contact down as its first visit left it, with its verdict; the verdict."""
    topic = int(world.cases[case].topic)
    verdict, likely = UNDECIDED, np.nan
    if visit.outcome == ANSWERED:
        verdict = attempted(world, contact, topic, visit.agent, visit.at)
        likely = chance(world, topic, visit.agent, visit.at)
    wait = -1 if visit.outcome == BLOCKED else visit.at - arrived
    queue = int(world.cases[case].queue)
    row = (
        case,
        attempt,
        arrived,
        queue,
        visit.outcome,
        wait,
        visit.agent,
        verdict,
        0,
        gone(visit),
    )
    put(journal.contacts, contact, row)
    journal.chances[contact] = likely
    return verdict


@compiled
def noted_transfer(world: World, journal: Journal, contact: int, case: int, visit: VisitRun) -> int:
    """Correct a contact after its second visit; the verdict. Lost on the way, it is not solved."""
    row = journal.contacts[contact]
    row[8] = 1
    row[9] = gone(visit)
    row[7] = AUTHORITY
    journal.chances[contact] = 0.0
    if visit.outcome == ANSWERED:
        topic = int(world.cases[case].topic)
        row[6] = visit.agent
        row[7] = attempted(world, contact, topic, visit.agent, visit.at)
        journal.chances[contact] = chance(world, topic, visit.agent, visit.at)
    return int(row[7])


@compiled
def with_rooms(journal: Journal, filled: Ints) -> Journal:
    """The journal with room for one more contact and visit and all its offers."""
    return Journal(
        with_room(journal.contacts, filled[CONTACTS] + 1),
        with_room_for_chances(journal.chances, filled[CONTACTS] + 1),
        with_room(journal.visits, filled[VISITS] + 1),
        with_room(journal.offers, filled[OFFERS] + _MOST_OFFERS),
    )


@compiled
def next_event(world: World, events: list[Event], filled: Ints) -> Event:
    """What happens next: a new case, or something that waited in `events`."""
    fresh = filled[CASES]
    if fresh < len(world.cases) and world.cases[fresh].opened <= events[0][0]:
        filled[CASES] += 1
        return int(world.cases[fresh].opened), int(fresh), 1, -1
    return heapq.heappop(events)


@compiled
def first_visit(
    world: World, journal: Journal, floor: Floor, offers: Ints, filled: Ints, event: Event
) -> tuple[VisitRun, int, bool]:
    """A new contact's first visit, its verdict so far, and whether it is handed on."""
    at, case, attempt, _ = event
    contact, queue = int(filled[CONTACTS]), int(world.cases[case].queue)
    handed_on = transfers(world, contact, case, at)
    share = _SHORTENED if handed_on else 1.0
    topic = int(world.cases[case].topic)
    visit = visited(world, floor, offers, VisitPlan(contact, FIRST, topic, queue, at, share))
    verdict = noted_contact(world, journal, contact, case, attempt, at, visit)
    filled[CONTACTS] += 1
    if visit.outcome != BLOCKED:
        noted_visit(journal, filled, contact, FIRST, queue, at, visit)
        noted_offers(journal, filled, offers, visit)
    return visit, verdict, handed_on and visit.outcome == ANSWERED


@compiled
def second_visit(
    world: World, journal: Journal, floor: Floor, offers: Ints, filled: Ints, event: Event
) -> tuple[VisitRun, int]:
    """The visit to which a contact was handed on, and the contact's verdict after it."""
    at, case, _, contact = event
    topic, queue = int(world.cases[case].topic), int(world.cases[case].second_queue)
    luck = contact + _OTHER_LUCK
    visit = visited(world, floor, offers, VisitPlan(luck, SECOND, topic, queue, at, 1.0))
    verdict = noted_transfer(world, journal, contact, case, visit)
    noted_visit(journal, filled, contact, SECOND, queue, at, visit)
    noted_offers(journal, filled, offers, visit)
    return visit, verdict


@compiled
def call_again(
    world: World,
    events: list[Event],
    event: Event,
    contact: int,
    outcome: int,
    verdict: int,
    ended: int,
) -> None:
    """Let the caller try again later, if so inclined and the queue opens before the end."""
    _, case, attempt, _ = event
    delay = sequel(world, contact, outcome, verdict)
    if delay >= NEVER or attempt >= _MOST_CONTACTS:
        return
    held_up = uniform(world.seed, contact, slots.HELD_UP)
    at = next_open(world, int(world.cases[case].queue), ended + delay, held_up)
    if at < NEVER:
        heapq.heappush(events, (at, case, attempt + 1, -1))


@compiled
def ran(world: World, journal: Journal, floor: Floor) -> tuple[Journal, Ints]:
    """Run the centre from its first case to its horizon; the journal and how full its tables are."""
    filled = np.zeros(4, dtype=np.int64)
    result = np.zeros((_MOST_OFFERS, 4), dtype=np.int64)
    events = [(int(NEVER), 0, 0, 0)]
    while True:
        journal = with_rooms(journal, filled)
        event = next_event(world, events, filled)
        at, case, attempt, contact = event
        if at >= world.horizon:
            return journal, filled
        if contact >= 0:
            visit, verdict = second_visit(world, journal, floor, result, filled, event)
            outcome = ANSWERED
        else:
            contact = int(filled[CONTACTS])
            visit, verdict, handed_on = first_visit(world, journal, floor, result, filled, event)
            outcome = visit.outcome
            if handed_on:
                heapq.heappush(events, (gone(visit) + 1, case, attempt, contact))
                continue
        call_again(world, events, event, contact, outcome, verdict, gone(visit))
