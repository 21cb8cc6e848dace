"""Attended transfers into the queue in which the caller stood already."""

from typing import Any

import pytest

T = 1772438400
FIRST, OWN = f"{T}.10", f"{T + 40}.12"
VISITS = (
    "SELECT contact_id, visit_no, queue, outcome, agent, wait_s, talk_s FROM visits ORDER BY ALL"
)


def event(offset: int, call: str, agent: str, name: str, *data: object) -> str:
    return "|".join([str(T + offset), call, "desk", agent, name, *map(str, data)])


def handed_over(at: int, agent: str, number: str) -> list[str]:
    """Waited 12 s, talked until `at`; the agent's own call entered the same queue at 40."""
    return [
        event(0, FIRST, "NONE", "ENTERQUEUE", "", "+31205550101", 1),
        event(12, FIRST, agent, "CONNECT", 12, f"{T}.11", 11),
        event(40, OWN, "NONE", "ENTERQUEUE", "", number, 1),
        event(at, OWN, agent, "ATTENDEDTRANSFER", "APP", "Queue", 12, at - 12, 1),
    ]


@pytest.mark.parametrize(("agent", "number"), [("PJSIP/31", "31"), ("Ann Lee", "")])
def test_the_caller_takes_the_agents_place_in_the_same_queue(
    ask: Any, agent: str, number: str
) -> None:
    told = ask(
        *handed_over(41, agent, number),
        event(47, FIRST, "PJSIP/52", "CONNECT", 7, f"{T + 40}.13", 6),
        event(220, FIRST, "PJSIP/52", "COMPLETEAGENT", 7, 173, 1),
    )

    assert told.rows(VISITS) == [
        (f"asterisk:{FIRST}", 1, "desk", "answered", agent, 12, 29),
        (f"asterisk:{FIRST}", 2, "desk", "answered", "PJSIP/52", 7, 173),
    ]
    assert told.row("SELECT direction, talk_s, transfers FROM contacts") == ("inbound", 202, 1)


def test_a_colleague_who_was_asked_first_takes_the_caller_over(ask: Any) -> None:
    told = ask(
        *handed_over(60, "SIP/31", "31"),
        event(50, OWN, "SIP/52", "CONNECT", 10, f"{T + 40}.13", 9),
        event(100, FIRST, "SIP/52", "COMPLETECALLER", 10, 50, 1),
    )

    assert told.rows(VISITS) == [
        (f"asterisk:{FIRST}", 1, "desk", "answered", "SIP/31", 12, 48),
        (f"asterisk:{FIRST}", 2, "desk", "answered", "SIP/52", 10, 50),
    ]


def test_a_caller_who_gives_up_the_second_wait_was_answered(ask: Any) -> None:
    told = ask(*handed_over(41, "PJSIP/31", "31"), event(70, FIRST, "NONE", "ABANDON", 1, 1, 30))

    assert told.rows(VISITS) == [
        (f"asterisk:{FIRST}", 1, "desk", "answered", "PJSIP/31", 12, 29),
        (f"asterisk:{FIRST}", 2, "desk", "abandoned", None, 30, None),
    ]
    assert told.row("SELECT outcome, direction FROM contacts") == ("answered", "inbound")


def test_a_transfer_of_a_call_that_began_in_no_file_is_given_to_nobody(ask: Any) -> None:
    told = ask(*handed_over(41, "PJSIP/31", "31")[2:])

    assert {row[0] for row in told.rows(VISITS)} == {f"asterisk:{OWN}"}
