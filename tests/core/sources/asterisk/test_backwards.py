"""A clock that is put back while calls go on: named traps, each with its log drawn as lines."""

from typing import Any

import pytest

from willet.core.records import Reject

T = 1795466300
CALL = f"{T}.1"
HOUR = 3_600


def event(offset: int, name: str, *data: object, call: str = CALL, queue: str = "sales",
          agent: str = "NONE") -> str:  # fmt: skip
    return "|".join([str(T + offset), call, queue, agent, name, *map(str, data)])


ENTER = event(0, "ENTERQUEUE", "", "31264370893", 1)
VISIT = "SELECT outcome, wait_s, talk_s, agent FROM visits"


def test_clock_put_back_while_waiting_leaves_an_answered_call_without_a_wait(ask: Any) -> None:
    """
        0 ENTERQUEUE
    -3580 CONNECT          waited -3580 (put back an hour after 10 s)
    -3550 COMPLETEAGENT    waited -3580, talked 30
    """
    told = ask(
        ENTER,
        event(20 - HOUR, "CONNECT", 20 - HOUR, "1.2", 3, agent="Ann"),
        event(50 - HOUR, "COMPLETEAGENT", 20 - HOUR, 30, 1, agent="Ann"),
    )

    assert told.row(VISIT) == ("answered", None, 30, "Ann")
    assert told.row("SELECT outcome, wait_s, talk_s, epoch(arrived_at) FROM contacts") == (
        "answered", None, 30, T,
    )  # fmt: skip
    assert told.landing.rejects.total == 0
    assert told.landing.notes == [
        "The clock went back once, by 3,580 s at queue_log.0:2.",
        "2 events have a negative time, as a clock that is put back leaves it; the event stands and the time is "
        "unknown, first at queue_log.0:2.",
    ]


def test_clock_put_back_while_talking_leaves_the_talk_unknown(ask: Any) -> None:
    told = ask(
        ENTER,
        event(5, "CONNECT", 5, "1.2", 3, agent="Ann"),
        event(95 - HOUR, "COMPLETECALLER", 5, 90 - HOUR, 1, agent="Ann"),
    )

    assert told.row(VISIT) == ("answered", 5, None, "Ann")
    assert told.value("SELECT ended_by FROM contacts") == "customer"


def test_exit_that_tells_no_wait_and_lies_before_its_entry_has_none(ask: Any) -> None:
    """
        0 ENTERQUEUE
    -3590 EXITEMPTY    (tells nothing; an hour was taken off)
    """
    told = ask(ENTER, event(10 - HOUR, "EXITEMPTY", ""))

    assert told.row(VISIT) == ("overflowed", None, None, None)


def test_small_step_back_keeps_the_waits_that_the_log_tells(ask: Any) -> None:
    """
     0 ENTERQUEUE
    -5 ABANDON       waited 0: Asterisk's own figure counts, not the times of the lines
    """
    told = ask(ENTER, event(-5, "ABANDON", 1, 1, 0))

    assert told.row(VISIT) == ("abandoned", 0, None, None)
    assert told.landing.notes == ["The clock went back once, by 5 s at queue_log.0:2."]


def test_calls_before_and_after_the_step_are_as_they_are_written(ask: Any) -> None:
    other = {"call": f"{T - 100}.2"}
    told = ask(
        ENTER,
        event(9, "ABANDON", 1, 1, 9),
        event(-100, "ENTERQUEUE", "", "31244408064", 1, **other),
        event(-93, "ABANDON", 1, 1, 7, **other),
    )

    assert told.rows("SELECT wait_s, epoch(arrived_at) - 1795466300 FROM contacts ORDER BY 2") == [
        (7, -100),
        (9, 0),
    ]
    assert told.landing.notes == ["The clock went back once, by 109 s at queue_log.0:3."]


def test_visits_of_one_call_stand_as_their_times_are_written(ask: Any) -> None:
    """The lake keeps a set of events: of two visits none says which was first but its time.

      0  sales    entered, timed out after 10 s
    -20  support  entered after the clock was put back 30 s, answered
    """
    told = ask(
        ENTER,
        event(10, "EXITWITHTIMEOUT", 1, 1, 10),
        event(-20, "ENTERQUEUE", "", "31264370893", 1, queue="support"),
        event(-15, "CONNECT", 5, "1.2", 3, queue="support", agent="Ann"),
        event(5, "COMPLETEAGENT", 5, 20, 1, queue="support", agent="Ann"),
    )

    assert told.rows("SELECT visit_no, queue, outcome, wait_s FROM visits ORDER BY 1") == [
        (1, "support", "answered", 5),
        (2, "sales", "timed_out", 10),
    ]
    assert told.row("SELECT outcome, wait_s, talk_s FROM contacts") == ("answered", 5, 20)


@pytest.mark.journey("history")
def test_order_of_lines_leaves_no_trace_beside_a_step(fold: Any, log: Any) -> None:
    lines = [
        ENTER,
        event(20 - HOUR, "CONNECT", 20 - HOUR, "1.2", 3, agent="Ann"),
        event(50 - HOUR, "COMPLETEAGENT", 20 - HOUR, 30, 1, agent="Ann"),
    ]

    one, other = fold(log(*lines)), fold(log(*reversed(lines)), log(*lines[1:]))

    assert one.tables() == other.tables()


def test_hour_that_came_twice_in_local_times_takes_no_wait_from_the_lines(
    fold: Any, log: Any
) -> None:
    """
    02:59:50 entered before the clock of Amsterdam is put back; 02:00:10 gone, 20 s later
    """
    table = log(
        "time,callid,queuename,agent,event,data1,data2,data3",
        "2026-10-25 02:59:50,1792889990.1,sales,NONE,ENTERQUEUE,,31264370893,1",
        "2026-10-25 02:00:10,1792889990.1,sales,NONE,EXITEMPTY,,,",
    )
    told = fold(table)

    assert told.row("SELECT outcome, wait_s, clock_note FROM contacts") == (
        "overflowed", None, "repeated_hour",
    )  # fmt: skip
    assert told.landing.notes == [
        "2 rows have a local time that came twice; the first was taken (repeated_hour)."
    ]


def test_two_writers_within_a_second_are_no_step(ask: Any) -> None:
    assert ask(event(1, "ABANDON", 1, 1, 1), ENTER).landing.notes == []


def test_files_in_any_order_are_no_step(fold: Any, log: Any) -> None:
    later = log(event(HOUR, "ENTERQUEUE", "", "31264370893", 1, call=f"{T + HOUR}.1"))

    assert fold([later, log(ENTER)]).landing.notes == []


def test_steps_of_several_files_are_told_together(fold: Any, log: Any) -> None:
    """A line that cannot be read stands between two files; it hides no step and makes none."""
    calm = log(event(HOUR, "ENTERQUEUE", "", "31264370893", 1, call=f"{T + HOUR}.1"), "no line")
    first = log("no line", ENTER, event(-10, "ABANDON", 1, 1, 0), name="first")
    second = log(event(9, "QUEUESTART", call="NONE"), event(2, "QUEUESTART", call="NONE"))

    notes = fold([calm, first, second]).landing.notes

    assert notes[0] == "The clock went back 2 times, first by 10 s at first:3."


def test_several_steps_are_counted_and_the_first_is_shown(ask: Any) -> None:
    blank = ""
    told = ask(ENTER, blank, event(-10, "ABANDON", 1, 1, 0), event(-30, "QUEUESTART", call="NONE"))

    assert told.landing.notes[0] == "The clock went back 2 times, first by 10 s at queue_log.0:3."


def test_row_of_a_table_with_a_negative_time_is_named_by_its_line(fold: Any, log: Any) -> None:
    """Rows of a table may stand in any order: only their figures tell of the clock."""
    header = "time,callid,queuename,agent,event,data1,data2,data3"
    told = fold(
        log(
            header,
            f"{T + 9},{CALL},sales,Ann,COMPLETECALLER,5,-3590,1",
            f"{T + 5},{CALL},sales,Ann,CONNECT,5,1.2,3",
            f"{T},{CALL},sales,NONE,ENTERQUEUE,,31264370893,1",
            name="export.csv",
        )
    )

    assert told.row(VISIT) == ("answered", 5, None, "Ann")
    assert told.landing.notes == [
        "1 event has a negative time, as a clock that is put back leaves it; the event stands and the time is "
        "unknown, first at export.csv:2."
    ]


def test_work_after_a_call_is_never_negative(ask: Any) -> None:
    """The pause begins and ends in the second before the call's own end is written."""
    told = ask(
        ENTER,
        event(5, "CONNECT", 5, "1.2", 3, agent="Ann"),
        event(14, "PAUSE", "ACW", call="NONE", agent="Ann"),
        event(14, "UNPAUSE", "ACW", call="NONE", agent="Ann"),
        event(15, "COMPLETEAGENT", 5, 10, 1, agent="Ann"),
    )

    assert told.value("SELECT acw_s FROM visits") == 0


@pytest.mark.parametrize("figure", ["two", "-", "99999999999"])
def test_what_is_no_number_is_still_refused(ask: Any, figure: str) -> None:
    landing = ask(ENTER, event(5, "ABANDON", 1, 1, figure)).landing

    assert landing.rejects.first == [
        Reject("queue_log.0", 2, "wait", landing.rejects.first[0].value,
               "a wait is a whole number of seconds, 0 or more, below 24 days")
    ]  # fmt: skip
