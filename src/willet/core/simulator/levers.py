"""What is planted for plans to find: courses that help, do nothing or harm, and a limit raised step by step."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from willet.core.simulator.axis import Axis, Seconds
from willet.core.simulator.scenario import Scenario

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

WORKS, WITHOUT, HARMS, STEPS, NEVER = "works", "without_effect", "harms", "steps", "never"
TRIALS: Final = (WORKS, WITHOUT, HARMS, STEPS, NEVER)
"""Each is tried on agents of its own; the last are those whom the courses are compared with."""
UNTRIED: Final = -1
_SIGNS: Final[Mapping[str, float]] = {WORKS: 1, WITHOUT: 0, HARMS: -1, STEPS: 1, NEVER: 0}
_SHARES: Final = (0.16, 0.23, 0.11, 0.22, 0.28)
"""Small effects need more agents than large ones; the never exposed serve three comparisons."""
_FIRST_START: Final = 0.72
"""So much of the days shown lies before the courses: a long time before tells a course from a drift."""
_STEPS_START: Final = (0.35, 0.48, 0.62, 0.75)


@dataclass(frozen=True, slots=True)
class Levers:
    """By agent: the place in TRIALS, by how much it changes the log-odds of solving, and the simulated day it begins.

    Whoever is new takes part in none. A day beyond the end stands for never.
    """

    trial: Ints
    lift: Floats
    first_day: Ints


def drawn_levers(
    axis: Axis, queue: NDArray[np.int32], nights: NDArray[np.bool_], hired: Seconds
) -> Levers:
    """Draw who tries what, alike in each queue, from a stream of its own: without a lift nobody tries anything."""
    scenario, n = axis.scenario, len(queue)
    trial = np.full(n, UNTRIED, dtype=np.int64)
    never = np.full(n, scenario.simulated_days, dtype=np.int64)
    if not scenario.lever_lift:
        return Levers(trial, np.zeros(n), never)
    rng = np.random.default_rng([scenario.centre_seed, 9])
    known = np.flatnonzero(hired <= 0)
    # Queue by queue, within it by lot: so each queue's agents fall to the trials in turn.
    order = known[np.lexsort((rng.random(len(known)), nights[known], queue[known]))]
    trial[order] = _in_turn(len(order))
    lift = scenario.lever_lift * np.array([*(_SIGNS[name] for name in TRIALS), 0.0])
    return Levers(trial, lift[trial], _first_days(scenario, trial, never, rng))


def _in_turn(n: int) -> Ints:
    """The trials in a sequence in which each comes as evenly as its share allows."""
    behind, result = np.zeros(len(TRIALS)), np.empty(n, dtype=np.int64)
    for place in range(n):
        behind += _SHARES
        result[place] = behind.argmax()
        behind[result[place]] -= 1
    return result


def _first_days(scenario: Scenario, trial: Ints, never: Ints, rng: np.random.Generator) -> Ints:
    result = never.copy()
    for name in (WORKS, WITHOUT, HARMS):
        result[trial == TRIALS.index(name)] = _day(scenario, _FIRST_START)
    stepping = rng.permutation(np.flatnonzero(trial == TRIALS.index(STEPS)))
    groups = np.array_split(stepping, len(_STEPS_START))
    for share, agents in zip(_STEPS_START, groups, strict=True):
        result[agents] = _day(scenario, share)
    return result


def _day(scenario: Scenario, share: float) -> int:
    """The simulated day before which about this share of the days shown lies, in whole weeks."""
    return scenario.lead_days + 7 * round(scenario.days * share / 7)
