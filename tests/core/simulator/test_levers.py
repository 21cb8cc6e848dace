"""Planted courses and limits: who takes part, and what they add to the chance of solving, at zero nothing."""

from math import log
from typing import Any

import numpy as np
import pytest

from willet.core.records import RequestError
from willet.core.simulator import Scenario
from willet.core.simulator import journal as columns
from willet.core.simulator.levers import TRIALS, UNTRIED
from willet.core.simulator.solving import chance
from willet.core.simulator.story import WholeStory, story_of
from willet.core.simulator.world import world_of

LIFT, TOPIC = 1.5, 0
LIFTS = {"works": LIFT, "without_effect": 0.0, "harms": -LIFT, "steps": LIFT, "never": 0.0}


def log_odds(share: float) -> float:
    return log(share / (1 - share))


def story(**knobs: Any) -> WholeStory:
    return story_of(Scenario(**{"days": 84, "contacts_per_day": 300, "part_time": 0.5, **knobs}))


@pytest.fixture(scope="module")
def pair() -> tuple[WholeStory, WholeStory]:
    """The same centre without and with levers."""
    return story(), story(lever_lift=LIFT)


def test_nothing_is_tried_and_nobodys_chance_differs_before_the_first_start(
    pair: tuple[WholeStory, WholeStory],
) -> None:
    plain, tried = pair
    first = plain.centre.axis.midnights[tried.centre.levers.first_day.min()]
    before = [one.journal.contacts[:, columns.ARRIVED] < first - 86_400 for one in pair]

    assert set(plain.centre.levers.trial) == {UNTRIED}
    assert not plain.centre.levers.lift.any()
    assert plain.centre.agents.skill.tolist() == tried.centre.agents.skill.tolist()
    chances = [one.journal.chances[rows] for one, rows in zip(pair, before, strict=True)]
    np.testing.assert_array_equal(chances[0], chances[1])


@pytest.mark.parametrize(("name", "lift"), LIFTS.items())
def test_lift_is_added_from_the_first_second_of_its_day_on(
    pair: tuple[WholeStory, WholeStory], name: str, lift: float
) -> None:
    levers = pair[1].centre.levers
    plain, tried = (world_of(one.centre, one.demand) for one in pair)
    for agent in np.flatnonzero(levers.trial == TRIALS.index(name)):
        begins = int(pair[1].centre.axis.midnights[levers.first_day[agent]])
        for at, added in ((begins - 1, 0.0), (begins, lift), (begins + 9_000_000, lift)):
            odds = [log_odds(chance(world, TOPIC, int(agent), at)) for world in (plain, tried)]
            # Who never begins has a day beyond the end, and nothing to add on it.
            assert odds[1] - odds[0] == pytest.approx(added)


def test_newcomers_take_part_in_nothing_and_every_trial_has_agents(
    pair: tuple[WholeStory, WholeStory],
) -> None:
    centre = pair[1].centre

    new = centre.agents.hired > 0
    assert set(centre.levers.trial[new]) <= {UNTRIED}
    assert set(centre.levers.trial[~new]) == set(range(len(TRIALS)))
    steps = centre.levers.first_day[centre.levers.trial == TRIALS.index("steps")]
    assert len(set(steps.tolist())) == min(4, len(steps))


def test_part_timers_are_more_people_with_the_same_hours() -> None:
    whole, part = story(part_time=1.0), story(part_time=0.5)
    hours = [
        (s.centre.rosters.shifts.ends - s.centre.rosters.shifts.begins).sum() for s in (whole, part)
    ]

    assert len(part.centre.agents.name) > 1.5 * len(whole.centre.agents.name)
    assert hours[1] == pytest.approx(hours[0], rel=0.15)


@pytest.mark.parametrize("knob", [{"part_time": 0.0}, {"part_time": 1.1}, {"lever_lift": -0.1}])
def test_knobs_out_of_range_are_refused(knob: dict[str, float]) -> None:
    with pytest.raises(RequestError, match="must lie between"):
        Scenario(**knob)  # type: ignore[arg-type]
