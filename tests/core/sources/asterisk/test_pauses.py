"""Pauses: where they begin and end, and which of them are work after a call."""

from typing import Any

import pytest

T = 1795466300


def pause(
    offset: int, name: str, reason: str = "", *, agent: str = "Ann", queue: str = "NONE"
) -> str:
    return f"{T + offset}|NONE|{queue}|{agent}|{name}|{reason}"


def call(end: int, *, agent: str = "Ann", number: int = 1, offset: int = 0) -> list[str]:
    place = f"{T + offset}.{number}|sales"
    return [
        f"{T + offset}|{place}|NONE|ENTERQUEUE||31264370893|1",
        f"{T + offset + 2}|{place}|{agent}|CONNECT|2|1.2|1",
        f"{T + end}|{place}|{agent}|COMPLETEAGENT|2|{end - offset - 2}|1",
    ]


STATES = f"""
    SELECT state, reason, CAST(epoch(from_at) AS BIGINT) - {T}, CAST(epoch(until_at) AS BIGINT) - {T}
    FROM agent_states ORDER BY 3, 1
"""


def test_pauseall_and_one_pause_per_queue_are_one_pause(ask: Any) -> None:
    told = ask(
        pause(0, "PAUSEALL", "Lunch"),
        pause(0, "PAUSE", "Lunch", queue="support"),
        pause(1, "PAUSE", "Lunch", queue="sales"),
        pause(60, "UNPAUSEALL", ""),
        pause(60, "UNPAUSE", "", queue="support"),
        pause(61, "UNPAUSE", "", queue="sales"),
    )
    assert told.rows(STATES) == [("paused", "Lunch", 0, 60)]


def test_a_pause_for_another_reason_is_another_pause(ask: Any) -> None:
    """
    ACW      0 ------- 6      ended by the UNPAUSE that names it
    Meeting     3 ---------- 19   ended by the one that names nothing
    """
    told = ask(
        pause(0, "PAUSEALL", "ACW"),
        pause(3, "PAUSEALL", "Meeting"),
        pause(6, "UNPAUSEALL", "ACW"),
        pause(19, "UNPAUSEALL", ""),
    )
    assert told.rows(STATES) == [("acw", "ACW", 0, 6), ("paused", "Meeting", 3, 19)]


def test_an_unpause_that_names_nothing_ends_the_last_pause_and_the_first_ended_when_it_began(
    ask: Any,
) -> None:
    told = ask(
        pause(0, "PAUSEALL", "ACW"), pause(30, "PAUSEALL", "Lunch"), pause(1800, "UNPAUSEALL", "")
    )
    assert told.rows(STATES) == [("acw", "ACW", 0, 30), ("paused", "Lunch", 30, 1800)]


def test_logging_off_ends_a_pause(ask: Any) -> None:
    told = ask(pause(0, "PAUSE", "ACW", queue="sales"), pause(9, "REMOVEMEMBER", "", queue="sales"))
    assert told.rows(STATES) == [("acw", "ACW", 0, 9)]


def test_an_open_pause_stays_open(ask: Any) -> None:
    assert ask(pause(0, "PAUSEALL", "")).rows(STATES) == [("paused", None, 0, None)]


@pytest.mark.journey("cases", but_first=True)
@pytest.mark.parametrize(
    "reason", ["ACW", "acw", "Wrap-up", "wrapup", "After call work", "Nachbearbeitung", "Nawerk"]
)
def test_reasons_that_mean_work_after_a_call(ask: Any, reason: Any) -> None:
    told = ask(*call(30), pause(31, "PAUSE", reason), pause(51, "UNPAUSE", reason))
    assert told.value("SELECT acw_s FROM visits") == 21
    assert told.value("SELECT acw_s FROM contacts") == 21


@pytest.mark.parametrize("reason", ["Lunch", "", "Meeting"])
def test_other_reasons_do_not(ask: Any, reason: Any) -> None:
    told = ask(*call(30), pause(30, "PAUSE", reason), pause(50, "UNPAUSE", reason))
    assert told.value("SELECT acw_s FROM visits") is None


def test_a_pause_long_after_the_call_is_not_its_work(ask: Any) -> None:
    told = ask(*call(30), pause(36, "PAUSE", "ACW"), pause(50, "UNPAUSE", "ACW"))
    assert told.value("SELECT acw_s FROM visits") is None


def test_one_pause_belongs_to_the_call_that_ended_last(ask: Any) -> None:
    told = ask(
        *call(30),
        *call(33, number=2, offset=10),
        pause(34, "PAUSE", "ACW"),
        pause(40, "UNPAUSE", "ACW"),
    )
    assert told.rows("SELECT contact_id, acw_s FROM visits ORDER BY 1") == [
        (f"asterisk:{T}.1", None),
        (f"asterisk:{T + 10}.2", 7),
    ]


@pytest.mark.parametrize(
    "named", ["PJSIP/1127", "Agent/1127", "Local/1127@from-queue/n", "Local/1127@callback-agent"]
)
def test_the_forms_of_one_extension_are_one_agent(ask: Any, named: Any) -> None:
    told = ask(
        *call(30, agent="SIP/1127"),
        pause(30, "PAUSE", "ACW", agent=named),
        pause(44, "UNPAUSE", "ACW", agent="SIP/1127"),
    )
    assert told.row("SELECT agent, acw_s FROM visits") == ("SIP/1127", 14)


def test_another_agents_pause_is_not_this_ones_work(ask: Any) -> None:
    told = ask(
        *call(30),
        pause(30, "PAUSE", "ACW", agent="Anna"),
        pause(44, "UNPAUSE", "ACW", agent="Anna"),
    )
    assert told.value("SELECT acw_s FROM visits") is None


def test_a_wrap_up_of_wazo_lasts_as_long_as_it_says(ask: Any) -> None:
    told = ask(*call(30), f"{T + 30}|NONE|NONE|Ann|WRAPUPSTART|45")
    assert told.value("SELECT acw_s FROM visits") == 45
    assert told.rows(STATES) == [("acw", "WRAPUPSTART", 30, 75)]


ROWS = f"""
    SELECT agent, queue, reason, CAST(epoch(from_at) AS BIGINT) - {T}, CAST(epoch(until_at) AS BIGINT) - {T}
    FROM agent_states ORDER BY 4, 2, 3
"""
DAY = 86_400


def test_a_pause_in_one_queue_is_not_ended_in_another(ask: Any) -> None:
    told = ask(
        pause(0, "PAUSE", "Lunch", queue="desk"),
        pause(100, "UNPAUSE", queue="sales"),
        pause(200, "REMOVEMEMBER", queue="sales"),
        pause(600, "UNPAUSE", queue="desk"),
    )

    assert told.rows(ROWS) == [("Ann", "desk", "Lunch", 0, 600)]


def test_pauses_in_two_queues_are_two(ask: Any) -> None:
    told = ask(
        pause(0, "PAUSE", "Lunch", queue="desk"),
        pause(10, "PAUSE", "Mail", queue="sales"),
        pause(300, "UNPAUSE", queue="sales"),
        pause(600, "UNPAUSE", queue="desk"),
    )

    assert told.rows(ROWS) == [
        ("Ann", "desk", "Lunch", 0, 600),
        ("Ann", "sales", "Mail", 10, 300),
    ]


def test_unpausing_all_ends_a_pause_in_one_queue_too(ask: Any) -> None:
    told = ask(pause(0, "PAUSE", "Lunch", queue="desk"), pause(600, "UNPAUSEALL"))

    assert told.rows(ROWS) == [("Ann", "desk", "Lunch", 0, 600)]


@pytest.mark.parametrize("end", ["UNPAUSE", "REMOVEMEMBER"])
def test_a_pause_in_all_queues_is_over_when_it_is_over_in_each(ask: Any, end: str) -> None:
    everywhere = [
        pause(0, "PAUSEALL", "Lunch"),
        pause(0, "PAUSE", "Lunch", queue="desk"),
        pause(1, "PAUSE", "Lunch", queue="sales"),
    ]

    one = ask(*everywhere, pause(100, end, queue="sales"))
    both = ask(*everywhere, pause(100, end, queue="sales"), pause(600, end, queue="desk"))

    assert one.rows(ROWS) == [("Ann", None, "Lunch", 0, None)]
    assert both.rows(ROWS) == [("Ann", None, "Lunch", 0, 600)]


def test_a_reason_may_stand_beside_the_queues_alone(ask: Any) -> None:
    """Versions before 13 write PAUSEALL without the reason."""
    told = ask(
        pause(0, "PAUSEALL"),
        pause(0, "PAUSE", "Lunch", queue="desk"),
        pause(0, "PAUSE", "Lunch", queue="sales"),
        pause(600, "UNPAUSEALL"),
        pause(600, "UNPAUSE", queue="desk"),
        pause(600, "UNPAUSE", queue="sales"),
    )

    assert told.rows(ROWS) == [("Ann", None, "Lunch", 0, 600)]


@pytest.mark.parametrize(
    "queues", [("NONE",), ("desk",), ("NONE", "desk", "sales")], ids=["all", "one", "as written"]
)
def test_an_end_and_a_beginning_in_one_second_are_an_end_first(ask: Any, queues: Any) -> None:
    def act(offset: int, name: str, reason: str = "") -> list[str]:
        return [
            pause(offset, name + ("ALL" if queue == "NONE" else ""), reason, queue=queue)
            for queue in queues
        ]

    told = ask(
        *act(0, "PAUSE", "Lunch"),
        *act(600, "PAUSE", "Meeting"),
        *act(600, "UNPAUSE"),
        *act(900, "PAUSE", "Meeting"),
        *act(900, "UNPAUSE", "Meeting"),
        *act(1000, "UNPAUSE"),
    )

    assert [row[2:] for row in told.rows(ROWS)] == [
        ("Lunch", 0, 600),
        ("Meeting", 600, 900),
        ("Meeting", 900, 1000),
    ]


def test_a_pause_ended_in_its_own_second_took_no_time(ask: Any) -> None:
    told = ask(
        pause(0, "UNPAUSE", queue="desk"),
        pause(0, "PAUSE", "Lunch", queue="desk"),
        pause(50, "PAUSE", "Lunch", queue="desk"),
        pause(90, "UNPAUSE", queue="desk"),
    )

    assert [row[2:] for row in told.rows(ROWS)] == [("Lunch", 0, 0), ("Lunch", 50, 90)]


@pytest.mark.parametrize(("word", "begins"), [("PAUSED", True), ("paused", True), ("", False)])
def test_a_member_may_be_added_paused(ask: Any, word: str, begins: bool) -> None:
    told = ask(
        f"{T}|REALTIME|desk|Ann|ADDMEMBER|{word}",
        pause(600, "UNPAUSE", queue="desk"),
        pause(900, "REMOVEMEMBER", queue="desk"),
    )

    assert told.rows(ROWS) == ([("Ann", "desk", None, 0, 600)] if begins else [])


def test_leaving_ends_a_pause_and_coming_back_does_not_bring_it(ask: Any) -> None:
    told = ask(
        f"{T}|MANAGER|desk|Ann|ADDMEMBER|PAUSED",
        pause(60, "REMOVEMEMBER", queue="desk"),
        f"{T + 100}|MANAGER|desk|Ann|ADDMEMBER|",
        pause(200, "PAUSE", "Lunch", queue="desk"),
        pause(300, "UNPAUSE", "Lunch", queue="desk"),
    )

    assert told.rows(ROWS) == [("Ann", "desk", None, 0, 60), ("Ann", "desk", "Lunch", 200, 300)]


@pytest.mark.journey("cases", but_first=True)
@pytest.mark.parametrize(("days", "ends"), [(1, True), (3, True), (7, True), (8, False)])
def test_a_pause_finds_its_end_within_a_week(ask: Any, days: int, ends: bool) -> None:
    told = ask(pause(0, "PAUSE", "Away", queue="desk"), pause(days * DAY, "UNPAUSE", queue="desk"))

    assert told.rows(ROWS) == [("Ann", "desk", "Away", 0, days * DAY if ends else None)]


def test_another_agents_mark_ends_no_pause(ask: Any) -> None:
    told = ask(
        pause(0, "PAUSE", "Lunch", queue="desk"),
        pause(60, "UNPAUSE", queue="desk", agent="Anna"),
    )

    assert told.rows(ROWS) == [("Ann", "desk", "Lunch", 0, None)]


def test_rows_told_twice_and_in_any_order_tell_the_same(fold: Any, log: Any) -> None:
    lines = [
        pause(0, "PAUSEALL", "Lunch"),
        pause(0, "PAUSE", "Lunch", queue="desk"),
        pause(50, "PAUSE", "Mail", queue="sales"),
        pause(600, "UNPAUSEALL"),
        pause(600, "UNPAUSE", queue="desk"),
        pause(600, "PAUSEALL", "Meeting"),
        pause(900, "UNPAUSEALL", "Meeting"),
    ]

    once, twice = fold(log(*lines)), fold(log(*reversed(lines)), log(*lines))

    assert once.tables()["agent_states"] == twice.tables()["agent_states"]


def test_an_unpause_that_names_another_reason_ends_nothing(ask: Any) -> None:
    """Training was over before; the desk unpaused it once more while the agent wrapped up."""
    told = ask(
        *[pause(0, "PAUSE" + a, "ACW", queue=q) for a, q in (("ALL", "NONE"), ("", "desk"))],
        *[pause(3, "UNPAUSE" + a, "Training", queue=q) for a, q in (("ALL", "NONE"), ("", "desk"))],
        *[pause(9, "UNPAUSE" + a, "ACW", queue=q) for a, q in (("ALL", "NONE"), ("", "desk"))],
    )

    assert told.rows(ROWS) == [("Ann", None, "ACW", 0, 9)]
