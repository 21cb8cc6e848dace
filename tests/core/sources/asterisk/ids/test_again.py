"""One id for two calls: two phone systems in one log, or a clock that started again."""

from typing import Any

import pytest

T = 1772438400
ID = f"{T}.1"
DAY = 86_400
ONE, TWO = "+31205550112", "+31205550999"


def event(offset: int, name: str, *data: object, agent: str = "NONE", call: str = ID) -> str:
    return "|".join([str(T + offset), call, "desk", agent, name, *map(str, data)])


def answered(offset: int, number: str = ONE, call: str = ID) -> list[str]:
    return [
        event(offset, "ENTERQUEUE", "", number, 1, call=call),
        event(offset + 10, "CONNECT", 10, "x", 9, agent="PJSIP/31", call=call),
        event(offset + 70, "COMPLETEAGENT", 10, 60, 1, agent="PJSIP/31", call=call),
    ]


def abandoned(offset: int, number: str = TWO, call: str = ID) -> list[str]:
    return [
        event(offset, "ENTERQUEUE", "", number, 1, call=call),
        event(offset + 40, "ABANDON", 1, 1, 40, call=call),
    ]


CONTACTS = f"""
    SELECT contact_id, CAST(epoch(arrived_at) AS BIGINT) - {T}, outcome, wait_s, talk_s FROM contacts ORDER BY 2
"""


@pytest.mark.journey("cases", but_first=True)
@pytest.mark.parametrize("number", [ONE, TWO, "anonymous"])
@pytest.mark.parametrize("days", [1, 7, 200])
def test_an_id_heard_of_again_after_days_is_another_call(ask: Any, days: int, number: str) -> None:
    told = ask(*answered(0), *abandoned(days * DAY, number))

    assert told.rows(CONTACTS) == [
        (f"asterisk:{ID}", 0, "answered", 10, 60),
        (f"asterisk:{ID}@{T + days * DAY}", days * DAY, "abandoned", 40, None),
    ]


def test_another_number_after_a_hang_up_is_another_call_at_once(ask: Any) -> None:
    told = ask(*abandoned(0, ONE), *answered(90, TWO))

    assert told.rows(CONTACTS) == [
        (f"asterisk:{ID}", 0, "abandoned", 40, None),
        (f"asterisk:{ID}@{T + 90}", 90, "answered", 10, 60),
    ]


@pytest.mark.parametrize(("apart_s", "calls"), [(1, 1), (2, 2)])
def test_a_hang_up_is_of_the_one_before_where_it_began_more_than_a_second_earlier(
    ask: Any, apart_s: int, calls: int
) -> None:
    """When a wait began is known to the second: one that ends as the next caller enters may be that caller's own."""
    hung_up = event(apart_s, "ABANDON", 1, 1, apart_s)
    told = ask(event(0, "ENTERQUEUE", "", ONE, 1), hung_up, *answered(apart_s, TWO))

    assert told.value("SELECT count(*) FROM contacts") == calls


@pytest.mark.parametrize("end", ["BLINDTRANSFER", "EXITWITHTIMEOUT", "EXITWITHKEY"])
def test_a_caller_who_goes_on_is_one_call_whatever_number_is_shown(ask: Any, end: str) -> None:
    left = {
        "BLINDTRANSFER": event(30, end, "900", "x", 10, 20, 1, agent="PJSIP/31"),
        "EXITWITHTIMEOUT": event(30, end, 1, 1, 30),
        "EXITWITHKEY": event(30, end, 9, 1, 1, 30),
    }
    first = [event(0, "ENTERQUEUE", "", ONE, 1), left[end]]

    told = ask(*first, *abandoned(31, TWO))

    assert [row[0] for row in told.rows(CONTACTS)] == [f"asterisk:{ID}"]
    assert told.value("SELECT count(*) FROM visits") == 2


def test_the_same_number_that_goes_on_is_one_call(ask: Any) -> None:
    told = ask(*answered(0), *abandoned(75, ONE))

    assert [row[0] for row in told.rows(CONTACTS)] == [f"asterisk:{ID}"]


def test_a_very_long_wait_is_one_call(ask: Any) -> None:
    told = ask(
        event(0, "ENTERQUEUE", "", ONE, 1),
        event(DAY, "CONNECT", DAY, "x", 9, agent="Ann"),
        event(DAY + 60, "COMPLETECALLER", DAY, 60, 1, agent="Ann"),
    )

    assert told.rows(CONTACTS) == [(f"asterisk:{ID}", 0, "answered", DAY, 60)]


def test_what_is_said_belongs_to_the_call_before_it(ask: Any) -> None:
    told = ask(
        *answered(0),
        event(75, "CALLSTATUS", "01-RESOLVED", agent="PJSIP/31"),
        *answered(7 * DAY, TWO),
        event(7 * DAY + 75, "CALLSTATUS", "02-UNRESOLVED", agent="PJSIP/31"),
    )

    assert told.rows("SELECT resolved FROM contacts ORDER BY arrived_at") == [(True,), (False,)]


def test_the_call_nearest_to_its_ids_second_keeps_the_id(ask: Any) -> None:
    """The clock was set back when the machine started; the later call is the one that the id was made for."""
    told = ask(*answered(-7 * DAY), *abandoned(0))

    assert [row[0] for row in told.rows(CONTACTS)] == [
        f"asterisk:{ID}@{T - 7 * DAY}",
        f"asterisk:{ID}",
    ]


def test_of_an_id_without_a_second_the_first_call_keeps_it(ask: Any) -> None:
    told = ask(*answered(0, call="abc"), *abandoned(7 * DAY, call="abc"))

    assert [row[0] for row in told.rows(CONTACTS)] == [
        "asterisk:abc",
        f"asterisk:abc@{T + 7 * DAY}",
    ]


def test_three_calls_under_one_id_are_three(ask: Any) -> None:
    told = ask(*answered(0), *abandoned(7 * DAY), *answered(14 * DAY))

    assert [row[2] for row in told.rows(CONTACTS)] == ["answered", "abandoned", "answered"]


@pytest.mark.proof
def test_files_in_any_order_tell_the_same_calls(fold: Any, log: Any) -> None:
    first, second = log(*answered(0)), log(*abandoned(7 * DAY))

    assert fold(first, second).tables() == fold(second, first).tables()
    assert fold([first, second, first]).tables() == fold(second, first).tables()
