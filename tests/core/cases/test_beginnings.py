"""The day a kind of evidence begins, by the contact of which it says something first."""

from datetime import date, timedelta

import pytest

from tests.core.cases.conftest import START, Fill, Row, contact, said
from willet.core.cases.beginnings import Beginnings, beginnings, begun_between, evidence_of
from willet.core.metrics import catalogue
from willet.core.records import EvidenceKind

CUSTOMER, AUDIT, WORD = EvidenceKind.CUSTOMER, EvidenceKind.AUDIT, EvidenceKind.DISPOSITION
DAY, ALL = START.date(), {EvidenceKind.CUSTOMER, EvidenceKind.AUDIT, EvidenceKind.DISPOSITION}


def on(days: int) -> date:
    """So many days after the start."""
    return DAY + timedelta(days=days)


def answer(of: str, day: int, asked_by: str | None, score: float | None = 1.0) -> Row:
    """What a customer answered about a contact of that day."""
    scale = {"instrument": "resolved", "scale": "0-1"}
    return {
        "source": "t", "contact_id": f"t:{of}", "score": score, "asked_by": asked_by, "local_date": on(day), **scale,
    }  # fmt: skip


@pytest.mark.journey("cases", but_first=True)
@pytest.mark.parametrize(
    ("words", "answers", "outcomes", "begun"),
    [
        ({}, [], [], {}),
        ({}, [answer("c3", 3, "mail"), answer("c5", 5, "sms")], [], {CUSTOMER: on(3)}),
        ({}, [answer("c0", 0, "mail"), answer("c5", 5, "sms")], [], {}),
        ({}, [answer("c1", 1, "mail"), answer("c5", 5, None)], [], {CUSTOMER: on(1)}),
        ({}, [answer("c3", 3, "mail", None), answer("c5", 5, "mail")], [], {CUSTOMER: on(5)}),
        ({}, [answer("c4", 4, "agent")], [], {WORD: on(4)}),
        ({2: False}, [answer("c4", 4, "agent")], [], {WORD: on(2)}),
        ({0: True}, [], [("audit", True, 6)], {AUDIT: on(6)}),
        ({}, [], [("audit", None, 4), ("audit", False, 6), ("customer", True, 2)],
         {CUSTOMER: on(2), AUDIT: on(6)}),
    ],
)  # fmt: skip
def test_a_kind_begins_with_the_first_contact_it_speaks_of(
    fill: Fill,
    words: dict[int, bool],
    answers: list[Row],
    outcomes: list[tuple[str, bool | None, int]],
    begun: Beginnings,
) -> None:
    calls = [contact(f"c{n}", n, who=n + 1, resolved=words.get(n)) for n in range(8)]
    stated = [said(kind, yes, of=f"c{n}") | {"local_date": on(n)} for kind, yes, n in outcomes]

    with fill(calls, outcomes=stated, answers=answers).snapshot().connect() as con:
        assert beginnings(con, (DAY, on(7))) == begun


def test_what_lies_on_a_stray_day_begins_nothing(fill: Fill) -> None:
    calls = [contact(f"c{n}", n, who=n + 1) for n in range(8)]
    lake = fill(calls, answers=[answer("c1", 1, "mail"), answer("c6", 6, "mail")])

    with lake.snapshot().connect() as con:
        assert beginnings(con, (on(2), on(7))) == {CUSTOMER: on(6)}


@pytest.mark.parametrize(
    ("metric", "kinds"),
    [
        ("call_resolution", ALL),
        ("fcr_case", ALL),
        ("fcr_case_net", ALL),
        ("fcr_strict", {CUSTOMER}),
        ("reopen_rate", {AUDIT, WORD}),
        ("reopened_by_customer", {CUSTOMER, WORD}),
        ("disposition_given_rate", {WORD}),
        ("disposition_agreement", {CUSTOMER, WORD}),
        ("callbacks_kept", {WORD}),
        ("repeat_rate", set()),
        ("next_contact_avoidance", set()),
        ("one_and_done_share", set()),
        ("received", set()),
        ("service_level", set()),
        ("csat_top2", set()),
    ],
)
def test_which_evidence_a_metric_rests_on(metric: str, kinds: set[EvidenceKind]) -> None:
    assert evidence_of(catalogue()[metric]) == kinds


@pytest.mark.parametrize(
    ("day", "apart"),
    [(9, False), (10, False), (11, True), (15, True), (20, True), (21, False)],
)
def test_a_kind_that_begins_on_the_first_day_is_in_all_of_it(day: int, apart: bool) -> None:
    begun = begun_between({CUSTOMER: on(day), AUDIT: on(15)}, {CUSTOMER}, on(10), on(20))

    assert begun == ({CUSTOMER: on(day)} if apart else {})
