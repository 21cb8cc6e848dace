"""Two calls at the same time under one id, as two phone systems in one log write them."""

from typing import Any

import pytest

T = 1772438400
ID = f"{T}.10"
ONE, TWO = "+31205550101", "+31205550102"
ANN, BEN = "PJSIP/31", "PJSIP/41"
CONTACTS = "SELECT contact_id, queue, outcome, agent, wait_s, talk_s FROM contacts ORDER BY arrived_at, queue"


def event(offset: int, queue: str, agent: str, name: str, *data: object) -> str:
    return "|".join([str(T + offset), ID, queue, agent, name, *map(str, data)])


def enter(offset: int, queue: str, number: str) -> str:
    return event(offset, queue, "NONE", "ENTERQUEUE", "", number, 1)


def answered(entered: int, wait: int, talk: int, queue: str, agent: str) -> list[str]:
    return [
        event(entered + wait, queue, agent, "CONNECT", wait, "x", 1),
        event(entered + wait + talk, queue, agent, "COMPLETECALLER", wait, talk, 1),
    ]


@pytest.mark.parametrize("queue", ["b", "a"])
def test_two_calls_at_once_are_two_contacts(ask: Any, queue: str) -> None:
    told = ask(
        enter(0, "a", ONE),
        enter(5, queue, TWO),
        *answered(0, 10, 60, "a", ANN),
        *answered(5, 7, 78, queue, BEN),
    )

    assert told.rows(CONTACTS) == [
        (f"asterisk:{ID}", "a", "answered", ANN, 10, 60),
        (f"asterisk:{ID}@{T + 5}", queue, "answered", BEN, 7, 78),
    ]


def test_two_calls_of_one_second_in_two_queues_are_two_contacts(ask: Any) -> None:
    told = ask(
        enter(0, "a", ONE),
        enter(0, "b", TWO),
        *answered(0, 10, 60, "a", ANN),
        *answered(0, 12, 78, "b", BEN),
    )

    assert told.rows(CONTACTS) == [
        (f"asterisk:{ID}", "a", "answered", ANN, 10, 60),
        (f"asterisk:{ID}@{T}", "b", "answered", BEN, 12, 78),
    ]


def test_who_gives_up_beside_one_who_is_answered_has_given_up(ask: Any) -> None:
    told = ask(
        enter(0, "a", ONE),
        enter(5, "a", TWO),
        event(9, "a", "NONE", "ABANDON", 1, 1, 4),
        *answered(0, 10, 60, "a", ANN),
    )

    assert told.rows(CONTACTS) == [
        (f"asterisk:{ID}", "a", "answered", ANN, 10, 60),
        (f"asterisk:{ID}@{T + 5}", "a", "abandoned", None, 4, None),
    ]


def test_what_an_agent_says_is_said_of_the_call_the_agent_took(ask: Any) -> None:
    told = ask(
        enter(0, "a", ONE),
        enter(5, "b", TWO),
        *answered(0, 10, 60, "a", ANN),
        *answered(5, 7, 78, "b", BEN),
        event(75, "a", ANN, "CALLSTATUS", "01-RESOLVED"),
        event(95, "b", BEN, "CALLSTATUS", "02-UNRESOLVED"),
    )

    assert told.rows("SELECT queue, resolved FROM contacts ORDER BY queue") == [
        ("a", True),
        ("b", False),
    ]


def test_one_call_that_goes_on_in_another_queue_is_one_contact(ask: Any) -> None:
    told = ask(
        enter(0, "a", ONE),
        event(10, "a", ANN, "CONNECT", 10, "x", 1),
        event(31, "a", ANN, "BLINDTRANSFER", 900, "x", 10, 21, 1),
        enter(30, "b", TWO),
        event(50, "b", "NONE", "ABANDON", 1, 1, 20),
    )

    assert [row[0] for row in told.rows(CONTACTS)] == [f"asterisk:{ID}"]


def test_one_number_that_enters_twice_is_one_contact(ask: Any) -> None:
    told = ask(
        enter(0, "a", ONE),
        enter(5, "a", ONE),
        *answered(0, 10, 60, "a", ANN),
        *answered(5, 7, 78, "a", BEN),
    )

    assert [row[0] for row in told.rows(CONTACTS)] == [f"asterisk:{ID}"]


def test_two_that_entered_one_queue_within_a_second_stay_one(ask: Any) -> None:
    """Nothing says which connection is whose: each tells the same beginning."""
    told = ask(
        enter(0, "a", ONE),
        enter(1, "a", TWO),
        *answered(0, 10, 60, "a", ANN),
    )

    assert [row[0] for row in told.rows(CONTACTS)] == [f"asterisk:{ID}"]
