"""What is said beside the figures: reasons where there is none, notes where one needs company."""

from typing import Any

import pytest

from willet.core.records import Message


def notes(answer: Any) -> list[str]:
    return [str(note) for note in answer.notes]


@pytest.mark.parametrize(
    ("metric", "reason"),
    [
        ("average_talk_time", "this source does not record talk time"),
        ("average_hold_time", "this source does not record hold time"),
        ("average_ring_time", "this source does not record ringing time"),
        ("after_call_work", "this source does not record after-call work"),
        ("average_handle_time", "this source does not record talk time"),
        ("average_speed_of_answer", "this source does not record waiting time"),
        ("longest_wait", "this source does not record waiting time"),
        ("service_level", "this source does not record waiting time"),
        ("unanswered_offer_rate", "this source does not record offers to agents"),
        ("average_abandon_time", "no contacts in this selection"),
    ],
)
def test_what_a_source_does_not_record_is_said(
    metric: str, reason: str, draw: Any, ask: Any
) -> None:
    draw("visits", "outcome queue\nanswered sales\nanswered help")

    row = ask(metric).row

    assert (row.value, row.n, str(row.reason)) == (None, 0, reason)


@pytest.mark.parametrize(
    ("metric", "reason"),
    [
        ("transfer_rate", "this source does not record transfers"),
        ("conversion", "this source does not record sales"),
        ("sales_per_agent", "this source does not record sales"),
    ],
)
def test_what_contacts_do_not_tell_is_said(metric: str, reason: str, draw: Any, ask: Any) -> None:
    draw("contacts", "outcome agent\nanswered ann")

    assert str(ask(metric).row.reason) == reason


def test_what_is_missing_in_one_cell_only_is_no_fault_of_the_source(draw: Any, ask: Any) -> None:
    draw("visits", "queue hold_s\nsales 5\nhelp -")

    rows = ask("average_hold_time", by="queue").rows

    assert [(r.keys["queue"], r.value, str(r.reason or "")) for r in rows] == [
        ("help", None, "what this metric needs is not known in this selection"),
        ("sales", 5.0, ""),
    ]


def test_cases_without_evidence_say_so(draw: Any, ask: Any) -> None:
    draw("cases", "handled resolved\n1 -\n0 -")

    row = ask("call_resolution").row

    assert (row.value, row.coverage) == (None, 0.5)
    assert str(row.reason) == "no case in this selection has evidence of whether it was solved"


def test_a_survey_nobody_answered_says_so(draw: Any, ask: Any) -> None:
    draw("answers", "instrument scale score\ncsat 1-5 -")

    row = ask("csat_mean").row

    assert (row.value, row.coverage) == (None, 0.0)
    assert str(row.reason) == "nobody answered the survey in this selection"


SILENT = {
    "asterisk": {
        "blocked_rate": Message("queue_log does not show blocked calls"),
        "abandoned": Message("not seen"),
    }
}


def test_a_source_that_can_never_tell_gives_its_own_reason(draw: Any, ask: Any) -> None:
    draw("contacts", "source outcome\nasterisk answered\nasterisk answered")

    answer = ask(["blocked_rate", "abandoned", "received"], silence=SILENT)

    assert [(r.metric, r.value, str(r.reason or "")) for r in answer.rows] == [
        ("blocked_rate", None, "queue_log does not show blocked calls"),
        ("abandoned", None, "not seen"),
        ("received", 2, ""),
    ]


def test_a_source_that_can_never_tell_is_left_out_where_another_can(draw: Any, ask: Any) -> None:
    draw("contacts", "source outcome\nasterisk answered\ntable answered\ntable blocked")

    answer = ask(["blocked_rate", "abandoned"], silence=SILENT)

    assert [(r.value, r.n) for r in answer.rows] == [(0.5, 2), (0, 0)]
    assert notes(answer) == [
        "blocked_rate leaves out source asterisk: queue_log does not show blocked calls",
        "abandoned leaves out source asterisk: not seen",
    ]


def test_silence_is_told_cell_by_cell(draw: Any, ask: Any) -> None:
    draw("contacts", "source outcome queue\nasterisk answered sales\ntable blocked help")

    rows = ask(["blocked_rate", "abandoned"], by="queue", silence=SILENT).rows

    assert [(r.metric, r.keys["queue"], r.value) for r in rows] == [
        ("blocked_rate", "help", 1.0),
        ("blocked_rate", "sales", None),
        ("abandoned", "help", 0),
        ("abandoned", "sales", None),
    ]


def test_a_silent_source_needs_no_note_where_it_is_the_reason(draw: Any, ask: Any) -> None:
    draw("contacts", "source outcome\nasterisk answered")

    assert notes(ask(["blocked_rate", "abandoned"], silence=SILENT)) == []


@pytest.mark.parametrize(
    ("identified", "resolved", "reason"),
    [
        ("false", "true", "this source does not tell who the customers are"),
        ("-", "-", "this source does not tell who the customers are"),
        ("true", "-", "no case in this selection has evidence of whether it was solved"),
    ],
)
def test_first_contact_resolution_says_which_half_is_missing(
    identified: str, resolved: str, reason: str, draw: Any, ask: Any
) -> None:
    draw(
        "cases",
        "handled matured opening_seen taken identified solved_at_once\n"
        f"1 true true true {identified} {resolved}",
    )

    assert str(ask("fcr_case").row.reason) == reason


@pytest.mark.parametrize(
    ("identified", "confirmed"), [("true", "-"), ("false", "true"), ("-", "-")]
)
def test_strict_resolution_says_that_the_customers_answer_is_missing(
    identified: str, confirmed: str, draw: Any, ask: Any
) -> None:
    """Who the customers are does not help: nobody who is known has answered."""
    draw(
        "links",
        "handled matured identified confirmed alone transfers followed_up\n"
        f"true true {identified} {confirmed} true 0 false",
    )

    row = ask("fcr_strict").row

    told = "no known customer in this selection said whether it was solved"
    assert (row.value, row.coverage, str(row.reason)) == (None, 0.0, told)


def test_a_part_that_is_not_recorded_is_said_beside_the_sum(draw: Any, ask: Any) -> None:
    draw("visits", "talk_s hold_s acw_s\n100 20 -\n200 - -")

    answer = ask("average_handle_time")

    assert answer.row.value == 160.0
    assert notes(answer) == [
        "average_handle_time is without after-call work here: this source does not record it",
        "average_handle_time: hold time is known for 50 % of the contacts and counts as 0 s for the rest",
    ]


def test_a_sum_of_known_parts_needs_no_note(draw: Any, ask: Any) -> None:
    draw("visits", "talk_s hold_s acw_s\n100 20 5")

    assert notes(ask("average_handle_time")) == []


def test_cases_that_are_single_contacts_say_so(draw: Any, ask: Any) -> None:
    draw(
        "cases",
        "handled resolved contacts linked_by identified\n1 true 1 single true\n1 false 1 single true",
    )

    told = notes(ask("call_resolution"))

    assert told[1:] == ["no contact is linked to another yet: each one counts as a case of its own"]


def test_partial_evidence_says_how_partial(draw: Any, ask: Any) -> None:
    draw("cases", "handled resolved identified\n1 true true\n1 - true\n1 - true")

    unchecked, told = notes(ask("call_resolution"))

    assert unchecked.endswith("audits judged 0 cases whole, and a correction needs 100")
    assert told.startswith("call_resolution rests on 33.3 % of what it should count; bound_low")


def test_a_parameter_nothing_uses_is_said(ask: Any) -> None:
    assert notes(ask("received", params={"target_s": 30})) == [
        "parameter target_s is not used by what was asked"
    ]
