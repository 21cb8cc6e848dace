"""Calls by which an agent consults a queue while a caller is on the line.

| second | caller's call                    | the agent's call, from 31              |
|--------|----------------------------------|----------------------------------------|
| 0      | enters desk                      |                                        |
| 12     | connected to PJSIP/31            |                                        |
| 30     |                                  | enters second                          |
| 37     |                                  | connected to PJSIP/52, or given up     |
| 60     | handed over (ATTENDEDTRANSFER)?  | cancelled?                             |
| 90     | over, if it was not handed over  |                                        |
"""

from itertools import permutations
from typing import Any

import pytest

T = 1772438400
CALL, CONSULT = f"{T}.10", f"{T + 30}.12"
CONTACTS = (
    "SELECT direction, outcome, agent, talk_s, transfers, tags FROM contacts ORDER BY arrived_at"
)
VISITS = "SELECT contact_id, visit_no, direction, queue, outcome, agent, talk_s FROM visits ORDER BY entered_at"


def event(offset: int, call: str, queue: str, agent: str, name: str, *data: object) -> str:
    return "|".join([str(T + offset), call, queue, agent, name, *map(str, data)])


def talk(agent: str = "PJSIP/31") -> list[str]:
    return [
        event(0, CALL, "desk", "NONE", "ENTERQUEUE", "", "+31205550101", 1),
        event(12, CALL, "desk", agent, "CONNECT", 12, f"{T}.11", 11),
    ]


def over(agent: str = "PJSIP/31") -> str:
    return event(90, CALL, "desk", agent, "COMPLETECALLER", 12, 78, 1)


def consult(number: str = "31", at: int = 30) -> str:
    return event(at, CONSULT, "second", "NONE", "ENTERQUEUE", "", number, 1)


GIVEN_UP = event(40, CONSULT, "second", "NONE", "ABANDON", 1, 1, 10)
ANSWERED = event(37, CONSULT, "second", "PJSIP/52", "CONNECT", 7, f"{T + 31}.13", 6)
CANCELLED = event(60, CONSULT, "second", "PJSIP/52", "COMPLETECALLER", 7, 23, 1)
HANDED_OVER = event(60, CALL, "desk", "PJSIP/31", "ATTENDEDTRANSFER", "BRIDGE", "ab-12", 12, 48, 1)
ENDED = event(160, CONSULT, "second", "PJSIP/52", "COMPLETECALLER", 7, 123, 1)


def test_a_consult_given_up_while_it_waits_is_no_call_of_a_customer(ask: Any) -> None:
    told = ask(*talk(), consult(), GIVEN_UP, over())

    assert told.rows(CONTACTS) == [
        ("inbound", "answered", "PJSIP/31", 78, 0, None),
        ("internal", "abandoned", None, None, 0, None),
    ]
    assert told.rows("SELECT direction FROM visits ORDER BY entered_at") == [
        ("inbound",),
        ("internal",),
    ]


def test_a_consult_that_is_answered_and_cancelled_is_said_of_the_callers_contact(ask: Any) -> None:
    told = ask(*talk(), consult(), ANSWERED, CANCELLED, over())

    assert told.rows(CONTACTS) == [
        ("inbound", "answered", "PJSIP/31", 78, 0, ["consulted"]),
        ("internal", "answered", "PJSIP/52", 23, 0, None),
    ]


def test_a_consult_that_is_handed_the_caller_is_the_contacts_next_visit(ask: Any) -> None:
    told = ask(*talk(), consult(), ANSWERED, HANDED_OVER, ENDED)

    assert told.rows(CONTACTS) == [("inbound", "answered", "PJSIP/52", 171, 1, ["consulted"])]
    assert told.rows(VISITS) == [
        (f"asterisk:{CALL}", 1, "inbound", "desk", "answered", "PJSIP/31", 48),
        (f"asterisk:{CALL}", 2, "inbound", "second", "answered", "PJSIP/52", 123),
    ]
    known = told.rows(
        f"SELECT contact_id FROM call_ids WHERE call_id = '{CONSULT}' AND leg IS NULL"
    )
    assert known == [(f"asterisk:{CALL}",)]


def test_a_consult_that_was_over_before_the_caller_went_elsewhere_was_cancelled(ask: Any) -> None:
    elsewhere = HANDED_OVER.replace(str(T + 60), str(T + 75), 1).replace("12|48", "12|63")

    told = ask(*talk(), consult(), ANSWERED, CANCELLED, elsewhere)

    assert [row[0] for row in told.rows(CONTACTS)] == ["inbound", "internal"]


@pytest.mark.parametrize("form", ["SIP/31", "Local/31@agents/n", "Agent/31", "31"])
def test_the_agent_is_known_by_any_form_of_the_extension(ask: Any, form: str) -> None:
    told = ask(*talk(form), consult(), GIVEN_UP, over(form))

    assert [row[0] for row in told.rows(CONTACTS)] == ["inbound", "internal"]


@pytest.mark.journey("cases", but_first=True)
@pytest.mark.parametrize(
    "lines",
    [
        [*talk(), consult("77"), GIVEN_UP, over()],
        [*talk(), consult("+31205550131"), GIVEN_UP, over()],
        [*talk("Ann"), consult(), GIVEN_UP, over("Ann")],
        [*talk(), over(), consult(at=95), event(99, CONSULT, "second", "NONE", "ABANDON", 1, 1, 4)],
        [consult(at=5), event(9, CONSULT, "second", "NONE", "ABANDON", 1, 1, 4), *talk(), over()],
    ],
    ids=["another extension", "a customer", "a name", "after the call", "before the call"],
)
def test_any_other_call_into_a_queue_stays_a_contact(ask: Any, lines: list[str]) -> None:
    told = ask(*lines)

    assert [row[0] for row in told.rows(CONTACTS)] == ["inbound", "inbound"]


@pytest.mark.proof
def test_the_order_of_lines_and_files_does_not_matter(fold: Any, log: Any) -> None:
    lines = [*talk(), consult(), ANSWERED, HANDED_OVER, ENDED]
    files = [log(*lines[:2]), log(*lines[2:4]), log(*lines[4:])]

    tables = [fold(*order).tables() for order in permutations(files)]

    assert all(found == tables[0] for found in tables)
