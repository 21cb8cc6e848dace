"""The floor is honest: nobody on two calls, nobody answered out of turn, nobody at work off shift."""

from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from willet.core.simulator import Scenario, Truth
from willet.core.simulator import journal as columns
from willet.core.simulator.queueing import ABANDONED, ANSWERED, BLOCKED, TIMED_OUT
from willet.core.simulator.story import WholeStory, story_of

Row = dict[str, int]


@pytest.fixture(scope="module")
def story() -> WholeStory:
    return story_of(Scenario(days=10, contacts_per_day=300, seed=9))


@pytest.fixture(scope="module")
def stays(story: WholeStory) -> list[Row]:
    names = columns.VISIT_COLUMNS
    return [dict(zip(names, map(int, row), strict=True)) for row in story.journal.visits]


def test_no_agent_is_on_two_calls_at_once(stays: list[Row]) -> None:
    busy: dict[int, list[tuple[int, int]]] = {}
    for v in stays:
        if v["agent"] >= 0:
            until = v["left"] + v["talk"] + v["hold"] + v["acw"]
            busy.setdefault(v["agent"], []).append((v["left"] - v["ring"], until))

    assert len(busy) >= 15
    for spans in busy.values():
        assert all(a[1] < b[0] for a, b in pairwise(sorted(spans)))


def test_agents_are_rung_only_on_their_shifts_and_in_their_queue(
    story: WholeStory, stays: list[Row]
) -> None:
    shifts, queues = story.centre.rosters.shifts, story.centre.agents.queue
    for v in (v for v in stays if v["agent"] >= 0):
        mine = slice(shifts.at[v["agent"]], shifts.at[v["agent"] + 1])
        rang = v["left"] - v["ring"]

        assert queues[v["agent"]] == v["queue"]
        assert np.any((shifts.begins[mine] <= rang) & (rang < shifts.ends[mine]))


def test_first_come_is_first_rung(story: WholeStory, stays: list[Row]) -> None:
    # A phone that rang unanswered sends its caller back to the head, so only first offers keep turn.
    for queue in range(5):
        smooth = [v for v in stays if v["queue"] == queue and v["agent"] >= 0 and v["offers"] == 1]
        rang = [v["left"] - v["ring"] for v in sorted(smooth, key=lambda v: v["entered"])]
        late = sum(b < a for a, b in pairwise(rang))

        assert late <= 0.01 * len(rang)


def test_waits_are_what_the_outcome_says(story: WholeStory, stays: list[Row]) -> None:
    waits = {o: [v["left"] - v["entered"] for v in stays if v["outcome"] == o] for o in range(4)}

    assert min(waits[ANSWERED]) >= 2
    assert max(waits[ABANDONED]) <= 300
    assert set(waits[TIMED_OUT]) == {300}
    assert waits[BLOCKED] == []


def test_offers_add_up_to_the_lost_and_the_taken(story: WholeStory, stays: list[Row]) -> None:
    lost = np.bincount(story.journal.offers[:, 0], minlength=len(stays))

    for number, v in enumerate(stays):
        assert v["offers"] == lost[number] + (v["agent"] >= 0)
        assert v["unanswered"] <= lost[number]


def test_a_transfer_is_a_second_visit_one_second_after_the_first_talk(stays: list[Row]) -> None:
    visits: dict[int, list[Row]] = {}
    for v in stays:
        visits.setdefault(v["contact_no"], []).append(v)
    pairs = [both for both in visits.values() if len(both) > 1]

    assert len(pairs) > 50
    for first, second in pairs:
        assert second["entered"] == first["left"] + first["talk"] + first["hold"] + 1
        assert second["queue"] != first["queue"]


def test_day_queues_take_calls_only_when_open(rows: list[dict[str, str]]) -> None:
    hours = {
        queue: {int(r["arrived_at"][11:13]) for r in rows if r["queue"] == queue}
        for queue in ("Billing", "Sales", "Outages")
    }

    assert min(hours["Billing"]) == 8
    assert max(hours["Billing"]) == 17
    assert min(hours["Sales"]) == 9
    assert hours["Outages"] >= {0, 1, 2, 8, 12, 23}


def test_more_calls_on_the_same_staff_wait_longer() -> None:
    calm = story_of(Scenario(days=10, contacts_per_day=300, seed=9, storm_factor=1.0))
    storm = story_of(Scenario(days=10, contacts_per_day=300, seed=9, storm_factor=8.0))

    assert _lost(storm) > 2 * _lost(calm)


def _lost(story: WholeStory) -> float:
    outage = story.journal.contacts[:, columns.QUEUE] == 0
    return float(np.mean(story.journal.contacts[outage, columns.OUTCOME] != ANSWERED))


def test_the_log_keeps_time_and_closes_every_call(
    run: Truth, events: list[list[str]], visits: list[dict[str, Any]]
) -> None:
    assert events[0][4] == "QUEUESTART"
    assert all(int(a[0]) <= int(b[0]) for a, b in pairwise(events))
    assert {v["end"] for v in visits} == {"CONNECT", "ABANDON", "EXITWITHTIMEOUT"}
    assert all("talk" in v and "acw" in v for v in visits if v["end"] == "CONNECT")
