"""The traps of queue_log, one by one, each with its log drawn as lines."""

from datetime import date, datetime
from typing import Any

import pytest

from willet.core.sources.identity import callers

KEY = bytes(range(32))
T = 1795466300
"""2026-11-23 21:38:20 in Amsterdam."""


def event(
    offset: int,
    name: str,
    *data: object,
    call: str = f"{T}.1",
    queue: str = "sales",
    agent: str = "NONE",
) -> str:
    return "|".join([str(T + offset), call, queue, agent, name, *map(str, data)])


def enter(offset: int = 0, **place: str) -> str:
    return event(offset, "ENTERQUEUE", "", "31264370893", 1, **place)


VISIT = "SELECT outcome, wait_s, talk_s, ring_s, agent FROM visits"


def test_ring_is_in_seconds_on_connect_and_in_milliseconds_on_ringnoanswer(ask: Any) -> None:
    told = ask(
        enter(),
        event(12, "RINGNOANSWER", 12000, agent="Ann"),
        event(20, "CONNECT", 20, "1.2", 6, agent="Ben"),
        event(50, "COMPLETECALLER", 20, 30, 1, agent="Ben"),
    )
    assert told.row(VISIT) == ("answered", 20, 30, 6, "Ben")
    assert told.row("SELECT offers, unanswered_offers FROM visits") == (2, 1)
    assert told.value("SELECT ring_ms FROM landed WHERE event = 'RINGNOANSWER'") == 12000


def test_a_cancelled_ring_is_an_offer_but_nobodys_fault(ask: Any) -> None:
    told = ask(enter(), event(5, "RINGCANCELED", 245, agent="Ann"), event(5, "ABANDON", 1, 1, 5))
    assert told.row("SELECT outcome, offers, unanswered_offers, wait_s FROM visits") == (
        "abandoned",
        1,
        0,
        5,
    )


def test_an_abandon_beside_a_member_has_no_agent(ask: Any) -> None:
    """Hang-up during the announcement: the agent's column holds the member, who talked to nobody."""
    told = ask(enter(), event(9, "ABANDON", 1, 1, 9, agent="Ann"))
    assert told.row(VISIT) == ("abandoned", 9, None, None, None)


@pytest.mark.parametrize(
    ("name", "data", "outcome", "ended_by"),
    [
        ("ABANDON", (1, 2, 30), "abandoned", "customer"),
        ("EXITWITHTIMEOUT", (1, 2, 30), "timed_out", "system"),
        ("EXITEMPTY", (1, 2, 30), "overflowed", "system"),
        ("EXITWITHKEY", (9, 1, 2, 30), "left_by_key", "customer"),
        ("WITHDRAW", (1, 2, 30, "to the night desk"), "overflowed", "system"),
        ("AGENTDUMP", (), "abandoned", "agent"),
        ("SYSCOMPAT", (), "abandoned", "system"),
    ],
)
def test_each_way_to_leave_without_an_agent(
    ask: Any, name: Any, data: Any, outcome: Any, ended_by: Any
) -> None:
    told = ask(enter(), event(30, name, *data))
    assert told.row(VISIT) == (outcome, 30, None, None, None)
    assert told.row("SELECT outcome, ended_by, wait_s FROM contacts") == (outcome, ended_by, 30)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("BLINDTRANSFER", ("6007", "from-agents", 2, 15, 1)),
        ("TRANSFER", ("6007", "from-agents", 2, 15)),
        ("ATTENDEDTRANSFER", ("BRIDGE", "f1401a51-602c", 2, 15, 1)),
        ("ATTENDEDTRANSFER", ("APP", "VoiceMail", 2, 15, 1)),
        ("ATTENDEDTRANSFER", ("LINK", "PJSIP/a-1", "PJSIP/b-2", 2, 15, 1)),
        ("ATTENDEDTRANSFER", ("", "", 2, 15, 1)),
    ],
)
def test_a_transfer_ends_the_conversation_and_tells_its_length(
    ask: Any, name: Any, data: Any
) -> None:
    """There is no COMPLETE after a transfer; its figures stand at different places."""
    told = ask(
        enter(), event(2, "CONNECT", 2, "1.2", 1, agent="Ann"), event(17, name, *data, agent="Ann")
    )
    assert told.row(VISIT) == ("answered", 2, 15, 1, "Ann")
    assert told.row("SELECT outcome, transfers, ended_by FROM contacts") == ("answered", 1, None)


@pytest.mark.parametrize(
    ("name", "data", "tags"),
    [
        ("ATTENDEDTRANSFER", ("BRIDGE", "f1401a51-602c", 2, 15, 1), ["consulted"]),
        ("BLINDTRANSFER", ("6007", "from-agents", 2, 15, 1), None),
        ("COMPLETEAGENT", (2, 15, 1), None),
    ],
)
def test_an_attended_transfer_is_a_consult_before_the_handover(
    ask: Any, name: Any, data: Any, tags: Any
) -> None:
    told = ask(
        enter(), event(2, "CONNECT", 2, "1.2", 1, agent="Ann"), event(17, name, *data, agent="Ann")
    )
    assert told.value("SELECT tags FROM contacts") == tags


def test_a_consult_in_one_of_two_queues_is_one_of_the_call(ask: Any) -> None:
    told = ask(
        enter(),
        event(3, "CONNECT", 3, "1.2", 1, agent="Ann"),
        event(23, "ATTENDEDTRANSFER", "BRIDGE", "x", 3, 20, 1, agent="Ann"),
        enter(23, queue="400"),
        event(63, "CONNECT", 40, "1.3", 2, queue="400", agent="Ben"),
        event(73, "COMPLETECALLER", 40, 10, 1, queue="400", agent="Ben"),
    )
    assert told.row("SELECT tags, transfers FROM contacts") == (["consulted"], 1)


def test_the_linked_transfer_of_the_table_form_keeps_its_sixth_field_in_the_fifth_column(
    fold: Any, log: Any
) -> None:
    header = "time,callid,queuename,agent,event,data1,data2,data3,data4,data5"
    rows = [
        f"{T},{T}.1,sales,NONE,ENTERQUEUE,,31264370893,1,,",
        f"{T + 2},{T}.1,sales,Ann,CONNECT,2,1.2,1,,",
        f"{T + 17},{T}.1,sales,Ann,ATTENDEDTRANSFER,LINK,PJSIP/a-1,PJSIP/b-2,2,15|1",
    ]
    assert fold(log(header, *rows)).row(VISIT) == ("answered", 2, 15, 1, "Ann")


@pytest.mark.parametrize(("kept", "dropped"), [("Ann", "Ben"), ("Ben", "Ann")])
def test_of_two_phones_at_one_call_the_one_that_kept_it_counts(
    ask: Any, kept: str, dropped: str
) -> None:
    waits = {"Ann": 10, "Ben": 11}
    told = ask(
        enter(),
        *(event(waits[name], "CONNECT", waits[name], "1.2", 1, agent=name) for name in waits),
        event(13, "COMPLETEAGENT", waits[dropped], 13 - waits[dropped], 1, agent=dropped),
        event(70, "COMPLETECALLER", waits[kept], 70 - waits[kept], 1, agent=kept),
    )
    assert told.row(VISIT) == ("answered", waits[kept], 70 - waits[kept], 1, kept)
    assert told.row("SELECT outcome, transfers, ended_by FROM contacts") == (
        "answered",
        0,
        "customer",
    )


def test_a_conversation_without_end_has_no_length(ask: Any) -> None:
    """The PBX was killed: CONNECT stands, only the next QUEUESTART tells."""
    told = ask(
        enter(),
        event(4, "CONNECT", 4, "1.2", 3, agent="Ann"),
        event(900, "QUEUESTART", "", call="NONE", queue="NONE"),
    )
    assert told.row(VISIT) == ("answered", 4, None, 3, "Ann")
    assert told.value("SELECT talk_s FROM contacts") is None


def test_an_entry_without_end_is_unknown_and_has_no_wait(ask: Any) -> None:
    told = ask(enter())
    assert told.row(VISIT) == ("unknown", None, None, None, None)
    assert told.row("SELECT outcome, wait_s, ended_by FROM contacts") == ("unknown", None, None)


def test_one_call_in_two_queues_is_two_visits_and_one_contact(ask: Any) -> None:
    """
    sales    waits 10 s, nobody, timed out
    support  waits 5 s, answered by Ann
    """
    told = ask(
        enter(),
        event(10, "EXITWITHTIMEOUT", 1, 1, 10),
        enter(10, queue="support"),
        event(15, "CONNECT", 5, "1.2", 2, queue="support", agent="Ann"),
        event(45, "COMPLETEAGENT", 5, 30, 1, queue="support", agent="Ann"),
    )
    assert told.rows("SELECT visit_no, queue, outcome, wait_s FROM visits ORDER BY visit_no") == [
        (1, "sales", "timed_out", 10),
        (2, "support", "answered", 5),
    ]
    assert told.row("SELECT queue, agent, outcome, wait_s, talk_s, transfers FROM contacts") == (
        "sales", "Ann", "answered", 15, 30, 0,
    )  # fmt: skip


def test_a_call_transferred_into_another_queue_waits_there_on_its_own_account(ask: Any) -> None:
    """The customer's wait ends with the first answer; the second wait belongs to the second visit."""
    told = ask(
        enter(),
        event(3, "CONNECT", 3, "1.2", 1, agent="Ann"),
        event(23, "BLINDTRANSFER", "400", "queues", 3, 20, 1, agent="Ann"),
        enter(23, queue="400"),
        event(63, "CONNECT", 40, "1.3", 2, queue="400", agent="Ben"),
        event(73, "COMPLETECALLER", 40, 10, 1, queue="400", agent="Ben"),
    )
    assert told.row("SELECT wait_s, talk_s, ring_s, transfers, agent, ended_by FROM contacts") == (
        3, 30, 3, 1, "Ben", "customer",
    )  # fmt: skip


def test_the_same_queue_entered_again_in_the_second_it_was_left(ask: Any) -> None:
    """A dialplan that loops: each end tells by its wait which entry it belongs to.

    enter 0, timed out 30 (waited 30), enter 30, abandoned 37 (waited 7)
    """
    told = ask(
        enter(0), event(30, "EXITWITHTIMEOUT", 1, 1, 30), enter(30), event(37, "ABANDON", 1, 1, 7)
    )
    assert told.rows("SELECT visit_no, outcome, wait_s FROM visits ORDER BY 1") == [
        (1, "timed_out", 30),
        (2, "abandoned", 7),
    ]
    assert told.row("SELECT outcome, wait_s FROM contacts") == ("abandoned", 37)


def test_a_wait_of_no_seconds_belongs_to_the_entry_of_its_own_second(ask: Any) -> None:
    told = ask(
        enter(0), event(0, "ABANDON", 1, 1, 0), enter(30), event(30, "EXITWITHTIMEOUT", 1, 1, 0)
    )
    assert told.rows("SELECT outcome, wait_s FROM visits ORDER BY visit_no") == [
        ("abandoned", 0),
        ("timed_out", 0),
    ]


def test_a_queue_left_empty_without_a_figure_was_entered_before(ask: Any) -> None:
    """EXITEMPTY of some systems says nothing: the wait is the time since the entry."""
    told = ask(
        enter(0),
        event(12, "EXITEMPTY", ""),
        enter(12),
        event(20, "CONNECT", 8, "1.2", 1, agent="Ann"),
        event(29, "COMPLETEAGENT", 8, 9, 1, agent="Ann"),
    )
    assert told.rows("SELECT outcome, wait_s, talk_s FROM visits ORDER BY visit_no") == [
        ("overflowed", 12, None),
        ("answered", 8, 9),
    ]


def test_rings_belong_to_the_stay_in_which_they_began(ask: Any) -> None:
    told = ask(
        enter(0),
        event(15, "RINGNOANSWER", 15000, agent="Ann"),
        event(15, "EXITWITHTIMEOUT", 1, 1, 15),
        enter(15),
        event(27, "RINGNOANSWER", 12000, agent="Ann"),
        event(30, "RINGNOANSWER", 0, agent="Ben"),
        event(40, "ABANDON", 1, 1, 25),
    )
    assert told.rows("SELECT outcome, unanswered_offers FROM visits ORDER BY visit_no") == [
        ("timed_out", 1),
        ("abandoned", 2),
    ]


def test_a_callback_request_turns_leaving_by_key_into_a_callback(ask: Any) -> None:
    told = ask(
        enter(), event(11, "EXITWITHKEY", 9, 3, 3, 11), event(11, "CALLBACKREQ", "31244408064")
    )
    assert told.value("SELECT outcome FROM visits") == "callback"
    assert told.row("SELECT outcome, wait_s, identity FROM contacts") == ("callback", 11, "number")


def test_the_number_to_call_back_stands_in_for_a_missing_one(ask: Any) -> None:
    with_number = ask(enter(), event(11, "EXITWITHKEY", 9, 1, 1, 11))
    told = ask(
        event(0, "ENTERQUEUE", "", "", 1),
        event(11, "EXITWITHKEY", 9, 1, 1, 11),
        event(11, "CALLBACKREQ", "31264370893"),
    )
    assert told.value("SELECT customer_key FROM contacts") == with_number.value(
        "SELECT customer_key FROM contacts"
    )


@pytest.mark.parametrize(
    ("callerid", "identity"),
    [
        ("31264370893", "number"),
        ("sip:+31264370893@trunk.example", "number"),
        ("6001", "extension"),
        ("anonymous", "withheld"),
        ("Unknown", "withheld"),
        ("+266696687", "withheld"),
        ("", None),
        ("Ann", None),
    ],
)
def test_hidden_and_missing_callers_are_not_the_same(
    ask: Any, callerid: Any, identity: Any
) -> None:
    told = ask(event(0, "ENTERQUEUE", "", callerid, 1), event(5, "ABANDON", 1, 1, 5))
    key, found = told.row("SELECT customer_key, identity FROM contacts")
    assert found == identity
    assert (key is not None) == (identity in {"number", "extension"})


@pytest.mark.parametrize(
    ("first", "second", "identity", "whose"),
    [
        ("31264370893", "6001", "number", "31264370893"),
        ("6001", "31264370893", "extension", "6001"),
        ("anonymous", "31264370893", "number", "31264370893"),
        ("", "anonymous", "withheld", None),
    ],
)
def test_the_first_queue_that_shows_a_number_says_whose_call_it_is(
    ask: Any, first: str, second: str, identity: str, whose: str | None
) -> None:
    told = ask(
        event(0, "ENTERQUEUE", "", first, 1),
        event(10, "EXITWITHTIMEOUT", 1, 1, 10),
        event(10, "ENTERQUEUE", "", second, 1, queue="support"),
        event(15, "ABANDON", 1, 1, 5, queue="support"),
    )
    key = None if whose is None else callers([whose], KEY, "NL")[whose].key
    assert told.row("SELECT number_key, identity FROM contacts") == (key, identity)


def test_a_callers_name_with_bars_and_quotes_does_not_land(ask: Any) -> None:
    told = ask(
        event(0, "ENTERQUEUE", "http://crm/31264370893", "31264370893", 1, '"Fran|k" O\'Neil, Ü|x'),
        event(5, "ABANDON", 1, 1, 5),
    )
    assert told.row(VISIT) == ("abandoned", 5, None, None, None)
    assert not [
        row for row in told.rows("FROM landed") if "Neil" in str(row) or "31264370893" in str(row)
    ]


@pytest.mark.parametrize(
    "name", ["Müller, Jörg", "Zoë O'Brien", 'Ann "Ace" B', "Nguyễn Thị Hoa", "A | B", "A|b|C"]
)
def test_agents_names_come_through_as_they_are(ask: Any, name: Any) -> None:
    told = ask(
        enter(),
        event(4, "CONNECT", 4, "1.2", 3, agent=name),
        event(9, "COMPLETEAGENT", 4, 5, 1, agent=name),
    )
    assert told.row(VISIT) == ("answered", 4, 5, 3, name)


def test_call_ids_are_text_and_keep_their_trailing_zero(ask: Any) -> None:
    told = ask(
        enter(call="1704067271.10"),
        event(3, "ABANDON", 1, 1, 3, call="1704067271.10"),
        enter(call="1704067271.100"),
        event(4, "ABANDON", 1, 1, 4, call="1704067271.100"),
    )
    assert told.rows("SELECT contact_id, wait_s FROM contacts ORDER BY 1") == [
        ("asterisk:1704067271.10", 3),
        ("asterisk:1704067271.100", 4),
    ]


def test_info_rows_of_a_dialplan_are_no_queue(ask: Any) -> None:
    told = ask(event(0, "INFO", "IVR", 7, queue="ivr"), enter(2), event(5, "ABANDON", 1, 1, 3))
    assert told.rows("SELECT DISTINCT queue FROM visits") == [("sales",)]
    assert told.landing.rows_kept == 1


def test_several_dispositions_on_one_call_are_one_each_and_the_last_counts(ask: Any) -> None:
    told = ask(
        enter(),
        event(2, "CONNECT", 2, "1.2", 1, agent="Ann"),
        event(17, "BLINDTRANSFER", "6007", "agents", 2, 15, 1, agent="Ann"),
        event(20, "CALLSTATUS", "02-UNRESOLVED", agent="Ann"),
        event(20, "INFO", "DISPOSITION", "resolved=no;topic=order;blocker=authority", agent="Ann"),
        event(40, "CALLSTATUS", "01-RESOLVED", agent="Ben"),
        event(40, "INFO", "DISPOSITION", "resolved=yes;topic=refund;blocker=", agent="Ben"),
    )
    assert told.rows("SELECT stated_by, resolved, cause FROM outcomes ORDER BY stated_at") == [
        ("Ann", False, "authority"),
        ("Ben", True, None),
    ]
    assert told.row("SELECT resolved, topic, cause, disposition FROM contacts") == (
        True,
        "refund",
        None,
        "01-RESOLVED",
    )


def test_free_text_in_a_disposition_does_not_land(ask: Any) -> None:
    told = ask(
        enter(),
        event(
            5,
            "INFO",
            "DISPOSITION",
            "resolved=no;topic=order;blocker=training;note=Mrs Smith 0612345678",
        ),
    )
    assert told.value("SELECT said FROM landed WHERE event = 'DISPOSITION'") == "no;order;training"
    assert told.value("SELECT cause FROM outcomes") == "turnover"


@pytest.mark.parametrize(
    ("code", "resolved"),
    [("01-RESOLVED", True), ("02-UNRESOLVED", False), ("NOT RESOLVED", False), ("17-SALE", None)],
)
def test_a_status_code_alone_judges_only_when_it_says_so(
    ask: Any, code: Any, resolved: Any
) -> None:
    told = ask(enter(), event(5, "CALLSTATUS", code, agent="Ann"))
    assert told.rows("SELECT resolved FROM outcomes") == ([] if resolved is None else [(resolved,)])
    assert told.row("SELECT disposition, resolved FROM contacts") == (code, resolved)


def test_a_survey_not_answered_was_still_asked(ask: Any) -> None:
    told = ask(enter(), event(5, "ABANDON", 1, 1, 5), event(6, "SURVEY", "CSAT", ""))
    assert told.row("SELECT instrument, scale, score, delivered_at IS NULL, answered_at FROM answers") == (
        "csat", "1-5", None, False, None,
    )  # fmt: skip


def test_a_call_of_two_days_counts_on_the_day_it_entered(ask: Any) -> None:
    """Entered 23:59:50, abandoned 00:00:10 in Amsterdam."""
    late = 1795474790
    call = f"{late}.7"
    told = ask(
        f"{late}|{call}|sales|NONE|ENTERQUEUE||31264370893|1",
        f"{late + 20}|{call}|sales|NONE|ABANDON|1|1|20",
    )
    assert told.row("SELECT local_date, local_interval, part FROM visits") == (
        date(2026, 11, 23),
        95,
        date(2026, 11, 23),
    )


def test_work_after_the_last_call_of_the_evening_ends_in_the_next_day(ask: Any) -> None:
    late = 1795474790
    told = ask(
        f"{late - 60}|{late - 60}.7|sales|NONE|ENTERQUEUE||31264370893|1",
        f"{late - 58}|{late - 60}.7|sales|Ann|CONNECT|2|1.2|1",
        f"{late + 12}|{late - 60}.7|sales|Ann|COMPLETECALLER|2|70|1",
        f"{late + 12}|NONE|sales|Ann|PAUSE|ACW",
        f"{late + 42}|NONE|sales|Ann|UNPAUSE|ACW",
    )
    assert told.value("SELECT acw_s FROM visits") == 30
    assert told.rows("SELECT state, local_date, from_at, until_at FROM agent_states") == [
        (
            "acw",
            date(2026, 11, 24),
            datetime(2026, 11, 23, 23, 0, 2),
            datetime(2026, 11, 23, 23, 0, 32),
        )
    ]


def test_two_clocks_of_two_logs_tell_of_one_call(fold: Any, log: Any) -> None:
    """The file's clock is read after the database was written: its second may be the next one."""
    events = [
        (0, "ENTERQUEUE", ["", "31264370893", "1"], "NONE"),
        (10, "RINGNOANSWER", ["10000"], "Ann"),
        (20, "CONNECT", ["20", "1.2", "4"], "Ben"),
        (50, "COMPLETECALLER", ["20", "30", "1"], "Ben"),
        (55, "INFO", ["DISPOSITION", "resolved=yes;topic=order;blocker="], "Ben"),
    ]
    file = log(*[event(at, name, *data, agent=agent) for at, name, data, agent in events])
    header = "time,callid,queuename,agent,event,data1,data2,data3"
    rows = [
        ",".join([str(T + at - 1), f"{T}.1", "sales", agent, name, *data, *[""] * (3 - len(data))])
        for at, name, data, agent in events
    ]
    both = fold(file, log(header, *rows))
    assert both.row(VISIT) == ("answered", 20, 30, 4, "Ben")
    assert both.row("SELECT offers, unanswered_offers FROM visits") == (2, 1)
    assert both.row("SELECT count(*), count(*) FILTER (resolved) FROM outcomes") == (1, 1)


def test_a_call_id_without_a_time_keeps_its_events_together(ask: Any) -> None:
    """Fallback of the part: a day that depends on the call id alone."""
    told = ask(enter(call="login_1"), event(86_400, "ABANDON", 1, 1, 86_400, call="login_1"))
    assert told.rows("SELECT DISTINCT part FROM landed") == [(date(1970, 1, 1),)]
    assert told.row("SELECT outcome, wait_s, local_date FROM contacts") == (
        "abandoned",
        86_400,
        date(2026, 11, 23),
    )


def test_a_system_name_before_the_epoch_dates_the_call(ask: Any) -> None:
    call = f"pbx-2.example-{T}.33"
    told = ask(enter(call=call), event(4, "ABANDON", 1, 1, 4, call=call))
    assert told.row("SELECT contact_id, part FROM contacts") == (
        f"asterisk:{call}",
        date(2026, 11, 23),
    )
