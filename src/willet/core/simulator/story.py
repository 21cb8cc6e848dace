"""One run from beginning to end: the centre, its cases, what happened and what was written down."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from willet.core.simulator import journal as columns
from willet.core.simulator.axis import Axis
from willet.core.simulator.callers import Callers, drawn_callers
from willet.core.simulator.centre import Centre, drawn_centre
from willet.core.simulator.demand import Demand, drawn_demand
from willet.core.simulator.journal import Journal
from willet.core.simulator.papers import NEVER_BACK, Handled, Papers, drawn_papers
from willet.core.simulator.queueing import ANSWERED, Floor
from willet.core.simulator.running import ran
from willet.core.simulator.scenario import Scenario
from willet.core.simulator.solving import SOLVED
from willet.core.simulator.world import World, world_of

_ROOM = 1024
_BEFORE_ALL = -(10**9)


@dataclass(frozen=True, slots=True)
class WholeStory:
    """Everything that is known, which no real centre knows."""

    centre: Centre
    demand: Demand
    journal: Journal
    callers: Callers
    papers: Papers


def story_of(scenario: Scenario) -> WholeStory:
    """Run the scenario."""
    axis = Axis(scenario)
    centre = drawn_centre(axis)
    demand = drawn_demand(axis, np.random.default_rng([scenario.seed, 2]))
    journal = _worked(world_of(centre, demand), len(centre.agents.name))
    case = _column(journal, columns.CASE)
    callers = drawn_callers(axis, len(demand.opened), case)
    papers = drawn_papers(scenario, centre.agents, _handled(demand, journal))
    return WholeStory(centre, demand, journal, callers, papers)


def _worked(world: World, agents: int) -> Journal:
    empty = Journal(
        np.empty((_ROOM, len(columns.CONTACT_COLUMNS)), dtype=np.int32),
        np.empty(_ROOM, dtype=np.float64),
        np.empty((_ROOM, len(columns.VISIT_COLUMNS)), dtype=np.int32),
        np.empty((_ROOM, len(columns.OFFER_COLUMNS)), dtype=np.int32),
    )
    floor = Floor(np.full(agents, _BEFORE_ALL, dtype=np.int64), world.shifts_at[:-1].copy())
    full, filled = ran(world, empty, floor)
    contacts, visits, offers, _ = filled
    return Journal(
        full.contacts[:contacts],
        full.chances[:contacts],
        full.visits[:visits],
        full.offers[:offers],
    )


def _handled(demand: Demand, journal: Journal) -> Handled:
    verdict = _column(journal, columns.VERDICT)
    handled = _column(journal, columns.OUTCOME) == ANSWERED
    return Handled(
        handled=handled,
        solved=handled & (verdict == SOLVED),
        cause=np.where(handled, verdict, SOLVED),
        agent=_column(journal, columns.AGENT),
        topic=demand.topic[_column(journal, columns.CASE)].astype(np.int64),
        wait_s=_column(journal, columns.WAIT),
        back_s=_back(_column(journal, columns.CASE), _column(journal, columns.ARRIVED)),
    )


def _back(case: NDArray[np.int64], arrived: NDArray[np.int64]) -> NDArray[np.int64]:
    """Seconds from each contact, in order of time, to the next one of its case."""
    order = np.argsort(case, kind="stable")
    same = case[order][1:] == case[order][:-1]
    result = np.full(len(case), NEVER_BACK, dtype=np.int64)
    result[order[:-1][same]] = np.diff(arrived[order])[same]
    return result


def _column(journal: Journal, column: int) -> NDArray[np.int64]:
    return journal.contacts[:, column].astype(np.int64)
