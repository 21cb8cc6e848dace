"""One call under several ids: through Local/ members, and by attended transfers into a queue."""

from typing import Any

import pytest

T = 1772442000
HER, OTHER = "+31205550101", "+31205550102"


def event(offset: int, call: str, queue: str, agent: str, name: str, *data: object) -> str:
    return "|".join([str(T + offset), call, queue, agent, name, *map(str, data)])


def enter(offset: int, call: str, number: str = HER, queue: str = "400") -> str:
    return event(offset, call, queue, "NONE", "ENTERQUEUE", "", number, 1)


def connect(
    offset: int,
    call: str,
    wait: int,
    member: str,
    agent: str = "Local/31@agents/n",
    queue: str = "400",
) -> str:
    return event(offset, call, queue, agent, "CONNECT", wait, member, 1)


def done(
    offset: int,
    call: str,
    wait: int,
    talk: int,
    agent: str = "Local/31@agents/n",
    queue: str = "400",
) -> str:
    return event(offset, call, queue, agent, "COMPLETECALLER", wait, talk, 1)


FIRST, SECOND, THIRD = f"{T + 10}.709", f"{T + 10}.711", f"{T + 26}.716"
MEMBER, NEXT_MEMBER = f"{T + 10}.710", f"{T + 26}.715"
BEN = "Local/32@agents/n"

VISITS = "SELECT contact_id, visit_no, queue, outcome, agent, wait_s, talk_s FROM visits ORDER BY entered_at"
CONTACTS = (
    "SELECT contact_id, outcome, agent, wait_s, talk_s, transfers FROM contacts ORDER BY arrived_at"
)


def handed_on() -> list[str]:
    """Agent 31 is connected at 11 and hands on at 26; the log lets go of her at 42, when Ben is through."""
    return [
        enter(10, FIRST),
        connect(11, FIRST, 1, MEMBER),
        enter(26, SECOND),
        connect(34, SECOND, 8, NEXT_MEMBER, BEN),
        done(42, SECOND, 8, 8, BEN),
        done(42, FIRST, 1, 31),
    ]


def test_a_caller_handed_on_through_a_local_member_is_one_contact(ask: Any) -> None:
    told = ask(*handed_on())

    assert told.rows(CONTACTS) == [(f"asterisk:{FIRST}", "answered", BEN, 1, 23, 1)]
    assert told.rows(VISITS) == [
        (f"asterisk:{FIRST}", 1, "400", "answered", "Local/31@agents/n", 1, 15),
        (f"asterisk:{FIRST}", 2, "400", "answered", BEN, 8, 8),
    ]


def test_a_second_queue_that_nobody_answers_is_a_visit_of_the_contact(ask: Any) -> None:
    told = ask(
        enter(10, FIRST),
        connect(11, FIRST, 1, MEMBER),
        enter(26, SECOND, queue="500"),
        event(40, SECOND, "500", "NONE", "ABANDON", 1, 1, 14),
        done(40, FIRST, 1, 29),
    )

    assert told.rows(CONTACTS) == [(f"asterisk:{FIRST}", "answered", "Local/31@agents/n", 1, 15, 1)]
    assert told.rows(VISITS)[1][1:] == (2, "500", "abandoned", None, 14, None)


def test_a_chain_of_three_is_one_contact(ask: Any) -> None:
    told = ask(
        *handed_on()[:4],
        enter(38, THIRD, queue="600"),
        connect(40, THIRD, 2, f"{T + 38}.720", "PJSIP/33", queue="600"),
        done(60, THIRD, 2, 20, "PJSIP/33", queue="600"),
        done(60, SECOND, 8, 26, BEN),
        done(60, FIRST, 1, 49),
    )

    assert told.rows(CONTACTS) == [(f"asterisk:{FIRST}", "answered", "PJSIP/33", 1, 39, 2)]
    assert [row[-1] for row in told.rows(VISITS)] == [15, 4, 20]


def test_a_call_still_open_is_handed_on_too(ask: Any) -> None:
    told = ask(*handed_on()[:3])

    assert told.rows(CONTACTS) == [(f"asterisk:{FIRST}", "answered", "Local/31@agents/n", 1, 15, 1)]
    assert [row[3] for row in told.rows(VISITS)] == ["answered", "unknown"]


def test_what_is_said_under_the_second_id_is_said_of_the_contact(ask: Any) -> None:
    told = ask(
        *handed_on(),
        event(44, SECOND, "400", BEN, "CALLSTATUS", "01-RESOLVED"),
        event(50, SECOND, "400", "NONE", "SURVEY", "CSAT", 4),
    )

    first = f"asterisk:{FIRST}"
    assert told.rows("SELECT contact_id, resolved FROM outcomes") == [(first, True)]
    assert told.rows("SELECT contact_id, score FROM answers") == [(first, 4)]
    assert told.rows("SELECT resolved, disposition FROM contacts") == [(True, "01-RESOLVED")]


def test_a_hidden_number_is_followed_only_through_a_member_that_is_local(ask: Any) -> None:
    lines = [line.replace(HER, "anonymous") for line in handed_on()]

    local, named = ask(*lines), ask(*[line.replace("Local/31@agents/n", "Ann") for line in lines])

    assert len(local.rows(CONTACTS)) == 1
    assert len(named.rows(CONTACTS)) == 2


@pytest.mark.journey("cases", but_first=True)
@pytest.mark.parametrize(
    "entry",
    [
        enter(26, SECOND, OTHER),
        enter(26, SECOND, "anonymous"),
        enter(26, f"{T + 12}.711"),
        enter(10, SECOND),
        enter(44, SECOND),
    ],
    ids=[
        "another number",
        "a hidden number",
        "another second",
        "before the talk",
        "after the talk",
    ],
)
def test_another_call_stays_another_contact(ask: Any, entry: str) -> None:
    told = ask(enter(10, FIRST), connect(11, FIRST, 1, MEMBER), entry, done(42, FIRST, 1, 31))

    assert len(told.rows(CONTACTS)) == 2
    assert told.rows(
        f"SELECT talk_s, transfers FROM contacts WHERE contact_id = 'asterisk:{FIRST}'"
    ) == [(31, 0)]


def test_a_transfer_that_the_log_does_tell_is_told_once(ask: Any) -> None:
    told = ask(
        *handed_on()[:2],
        event(26, FIRST, "400", "Local/31@agents/n", "BLINDTRANSFER", "400", "agents", 1, 15, 1),
        *handed_on()[2:5],
    )

    assert told.rows(CONTACTS) == [(f"asterisk:{FIRST}", "answered", BEN, 1, 23, 1)]


CALLER, CONSULT = f"{T}.10", f"{T + 30}.12"


def attended() -> list[str]:
    """Agent 31 calls queue second at 40 and hands over at 41; agent 52 takes up at 47."""
    return [
        enter(0, CALLER, queue="desk"),
        connect(12, CALLER, 12, f"{T}.11", "PJSIP/31", queue="desk"),
        enter(40, CONSULT, "31", queue="second"),
        event(41, CONSULT, "desk", "PJSIP/31", "ATTENDEDTRANSFER", "APP", "Queue", 12, 29, 1),
        connect(47, CALLER, 7, CONSULT, "PJSIP/52", queue="second"),
        done(220, CALLER, 7, 173, "PJSIP/52", queue="second"),
    ]


def test_an_attended_transfer_into_a_queue_is_one_contact_of_two_visits(ask: Any) -> None:
    told = ask(*attended())

    assert told.rows(CONTACTS) == [(f"asterisk:{CALLER}", "answered", "PJSIP/52", 12, 202, 1)]
    assert [row[1:] for row in told.rows(VISITS)] == [
        (1, "desk", "answered", "PJSIP/31", 12, 29),
        (2, "second", "answered", "PJSIP/52", 7, 173),
    ]
    assert told.value("SELECT tags FROM contacts") == ["consulted"]
    assert told.value("SELECT count(DISTINCT customer_key) FROM visits") == 1


def test_a_caller_who_gives_up_in_the_second_queue_was_answered_in_the_first(ask: Any) -> None:
    told = ask(*attended()[:4], event(60, CALLER, "second", "NONE", "ABANDON", 1, 1, 20))

    assert told.rows(CONTACTS) == [(f"asterisk:{CALLER}", "answered", "PJSIP/31", 12, 29, 1)]
    assert [row[3] for row in told.rows(VISITS)] == ["answered", "abandoned"]


def test_a_caller_still_waiting_in_the_second_queue_is_one_contact_already(ask: Any) -> None:
    told = ask(*attended()[:4])

    assert told.rows(CONTACTS) == [(f"asterisk:{CALLER}", "answered", "PJSIP/31", 12, 29, 1)]
    assert [row[3] for row in told.rows(VISITS)] == ["answered", "unknown"]


def test_another_caller_who_entered_in_the_same_second_and_was_answered_is_left_alone(
    ask: Any,
) -> None:
    other = f"{T + 39}.15"

    told = ask(
        *attended(),
        enter(40, other, OTHER, queue="second"),
        connect(45, other, 5, f"{T + 40}.16", "PJSIP/53", queue="second"),
        done(90, other, 5, 45, "PJSIP/53", queue="second"),
    )

    assert sorted(row[0] for row in told.rows(CONTACTS)) == sorted(
        [f"asterisk:{CALLER}", f"asterisk:{other}"]
    )


def test_two_who_might_be_the_one_are_neither(ask: Any) -> None:
    """Two calls entered in that second and neither has an end: nobody can say whose the connection is."""
    told = ask(
        enter(40, f"{T + 39}.15", queue="second"),
        enter(40, f"{T + 39}.16", OTHER, queue="second"),
        connect(47, CALLER, 7, CONSULT, "PJSIP/52", queue="second"),
    )

    assert len(told.rows(CONTACTS)) == 3


@pytest.mark.proof
@pytest.mark.parametrize("lines", [handed_on(), attended()], ids=["local", "attended"])
def test_the_order_of_rows_and_files_does_not_matter(fold: Any, log: Any, lines: list[str]) -> None:
    whole = fold(log(*lines)).tables()

    assert fold(*[log(line) for line in reversed(lines)]).tables() == whole
    assert fold(log(*lines), log(*reversed(lines))).tables() == whole
