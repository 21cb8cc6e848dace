"""Calls turned away at the queue's door, in the logs that write of them."""

from typing import Any

import pytest

from willet.core.sources.asterisk.events import BLOCKED

T = 1772438400


def event(offset: int, name: str, *data: object, call: str = f"{T}.1", queue: str = "desk") -> str:
    return "|".join([str(T + offset), call, queue, "NONE", name, *map(str, data)])


@pytest.mark.journey("cases", but_first=True)
@pytest.mark.parametrize("name", BLOCKED)
def test_a_call_turned_away_is_a_contact_that_was_blocked(ask: Any, name: str) -> None:
    told = ask(event(0, name))

    assert told.row("SELECT outcome, ended_by, wait_s, talk_s, agent FROM contacts") == (
        *("blocked", "system", 0, None, None),
    )
    assert (told.landing.rows_folded, told.landing.rows_kept) == (1, 0)
    assert "blocked" not in told.landing.cannot_tell


def test_a_caller_turned_away_who_gets_in_elsewhere_was_answered(ask: Any) -> None:
    told = ask(
        event(0, "FULL"),
        event(1, "ENTERQUEUE", "", "+31205550101", 1, queue="overflow"),
        event(6, "CONNECT", 5, "1.2", 4, queue="overflow").replace("NONE", "Ann"),
        event(66, "COMPLETEAGENT", 5, 60, 1, queue="overflow").replace("NONE", "Ann"),
    )

    assert told.rows("SELECT queue, outcome FROM visits ORDER BY visit_no") == [
        ("desk", "blocked"),
        ("overflow", "answered"),
    ]
    assert told.row("SELECT outcome, agent, wait_s FROM contacts") == ("answered", "Ann", 5)


def test_a_caller_who_tries_a_full_queue_again_visits_it_again(ask: Any) -> None:
    told = ask(
        event(0, "FULL"),
        event(30, "FULL"),
        event(60, "ENTERQUEUE", "", "+31205550101", 1),
        event(70, "ABANDON", 1, 1, 10),
    )

    assert told.rows("SELECT outcome, wait_s FROM visits ORDER BY visit_no") == [
        *(("blocked", 0), ("blocked", 0), ("abandoned", 10)),
    ]
    assert told.rows("SELECT outcome FROM contacts") == [("abandoned",)]


@pytest.mark.parametrize("name", ["LEAVEEMPTY", "LEAVEUNAVAIL", "EXITEMPTY"])
def test_a_waiting_caller_taken_out_of_an_empty_queue_overflowed(ask: Any, name: str) -> None:
    told = ask(event(0, "ENTERQUEUE", "", "+31205550101", 1), event(20, name, 1, 1, 20))

    assert told.row("SELECT outcome, wait_s FROM contacts") == ("overflowed", 20)
    assert "blocked" in told.landing.cannot_tell


def test_two_words_for_one_leaving_are_one_leaving(ask: Any) -> None:
    """Asterisk's own EXITEMPTY, and the LEAVEEMPTY of the dialplan right after it."""
    told = ask(
        event(0, "ENTERQUEUE", "", "+31205550101", 1),
        event(20, "EXITEMPTY", 1, 1, 20),
        event(20, "LEAVEEMPTY"),
    )

    assert told.rows("SELECT outcome, wait_s FROM visits") == [("overflowed", 20)]


def test_a_repeated_row_turns_nobody_away_twice(ask: Any) -> None:
    told = ask(event(0, "FULL"), event(0, "FULL"))

    assert told.rows("SELECT outcome FROM visits") == [("blocked",)]
