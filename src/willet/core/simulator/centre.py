"""The centre itself: its agents with skill and tenure, their shifts, the opening hours of its queues."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from willet.core.simulator import plan
from willet.core.simulator.axis import DAY, Axis, Seconds
from willet.core.simulator.levers import Levers, drawn_levers
from willet.core.simulator.people import agent_names
from willet.core.simulator.rosters import Rosters, drawn_rosters
from willet.core.simulator.scenario import Scenario
from willet.core.simulator.staffing import drawn_staff

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Agents:
    """The agents, one row each; `hired` is in seconds of the axis and mostly long before it."""

    name: tuple[str, ...]
    team: NDArray[np.int32]
    queue: NDArray[np.int32]
    nights: NDArray[np.bool_]
    skill: Floats
    speed: Floats
    hired: Seconds
    answers: Floats
    over_reports: Floats


@dataclass(frozen=True, slots=True)
class Centre:
    """Everything that does not depend on who calls."""

    axis: Axis
    agents: Agents
    rosters: Rosters
    levers: Levers

    @property
    def queue_names(self) -> tuple[str, ...]:
        """All queues, site by site."""
        sites = range(1, self.axis.scenario.sites + 1)
        return tuple(q.name if s == 1 else f"{q.name} {s}" for s in sites for q in plan.QUEUES)

    @property
    def queue_extensions(self) -> tuple[str, ...]:
        """The extension of each queue, site by site."""
        sites = range(self.axis.scenario.sites)
        return tuple(f"{int(q.extension) + 10 * s}" for s in sites for q in plan.QUEUES)


def drawn_centre(axis: Axis) -> Centre:
    """Draw the centre of a scenario; it depends on `centre_seed` and its size, not on `seed`."""
    scenario = axis.scenario
    rng = np.random.default_rng([scenario.centre_seed, 1])
    agents = _agents(scenario, rng)
    rosters = drawn_rosters(axis, agents.queue, agents.nights, agents.hired)
    levers = drawn_levers(axis, agents.queue, agents.nights, agents.hired)
    return Centre(axis, agents, rosters, levers)


def _agents(scenario: Scenario, rng: np.random.Generator) -> Agents:
    queue, nights = drawn_staff(scenario)
    n = len(queue)
    team = rng.integers(0, len(plan.TEAMS), n).astype(np.int32)
    return Agents(
        name=agent_names(team),
        team=team,
        queue=queue,
        nights=nights,
        skill=rng.normal(0, scenario.skill_spread, n),
        speed=np.exp(rng.normal(0, 0.15, n)),
        hired=_hired(scenario, rng, n, nights),
        answers=np.clip(rng.normal(0.95, 0.03, n), 0.75, 1.0),
        over_reports=np.clip(
            scenario.over_report * rng.gamma(4, 0.25, n) ** scenario.over_report_spread, 0, 1
        ),
    )


def _hired(
    scenario: Scenario, rng: np.random.Generator, n: int, nights: NDArray[np.bool_]
) -> Seconds:
    """Five in seven newcomers came in the last two months, the others come during the period."""
    kind, newcomers = rng.random(n), scenario.newcomers
    joining = newcomers * 2 / 7
    long_ago = -np.exp(rng.normal(np.log(900), 0.8, n)) * DAY
    lately = -rng.integers(0, 60, n) * DAY
    during = (scenario.lead_days + rng.integers(0, scenario.days, n)) * DAY
    hired = np.where(
        kind >= newcomers, long_ago, np.where((kind >= joining) | nights, lately, during)
    )
    return hired.astype(np.int64)
