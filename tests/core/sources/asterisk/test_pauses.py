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
