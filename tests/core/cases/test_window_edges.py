"""What a window holds, to the second: follow-ups, answers and contacts of one case, however they came to be one."""

import random
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.core.cases import by_definition
from tests.core.cases.conftest import Fill, Row, contact, said, table
from willet.core.ask import ask
from willet.core.cases.curve import curve
from willet.core.metrics import Question

WINDOW_S, SECOND = 7 * 86_400, 1 / 86_400
ENDS = [contact("begin", -30, 900), contact("end", 60, 901)]
OFFSETS = (-8, -7 - SECOND, -7, -1, 1, 7 - SECOND, 7, 7 + SECOND, 20)
WAYS = ("case_ref", "by_hand", "customer")
EVENTS = ("outbound", "unhandled", "handled", "internal")


def pair(way: str, event: str, offset: float, who: int) -> list[Row]:
    """A contact on day 0 that its customer called solved an hour later, and an event that belongs to its case."""
    name = f"{way}{event}{offset:+.6f}"
    ref = {"case_ref": f"t:{name}"} if way == "case_ref" else {}
    more: dict[str, Any] = {
        "outbound": {"direction": "outbound"},
        "internal": {"direction": "internal"},
        "unhandled": {"outcome": "abandoned"},
        "handled": {},
    }[event]
    first = contact(f"{name}/0", 0, who, transfers=0, **ref)
    other = contact(
        f"{name}/1", offset, None if way == "by_hand" else who, transfers=0, **ref, **more
    )
    return [first, other]


def test_follow_ups_and_contacts_count_within_the_window_and_not_a_second_beyond(
    fill: Fill,
) -> None:
    #   event     | is in the case by key | followed_up        | alone
    #   outbound  | from 0 to 7 days      | from 0 to 7 days   | always
    #   unhandled | from -7 to 7 days     | never              | beyond 7 days on either side
    #   handled   | from -7 to 7 days     | never              | beyond 7 days on either side
    #   internal  | never                 | never              | always
    asked = [(w, e, d) for w in WAYS for e in EVENTS for d in OFFSETS]
    pairs = [pair(*what, who=10 + n) for n, what in enumerate(asked)]
    answers = [
        said("customer", True, of=rows[0]["contact_id"][2:], stated_at=rows[0]["arrived_at"])
        for rows in pairs
    ]
    joined = [
        (one["contact_id"], other["contact_id"])
        for (way, *_), (one, other) in zip(asked, pairs, strict=True)
        if way == "by_hand"
    ]

    lake = fill([*ENDS, *(row for rows in pairs for row in rows)], outcomes=answers, joined=joined)

    found = {
        name: rest for name, *rest in table(lake, "links", "contact_id", "followed_up", "alone")
    }

    for (_, event, offset), (one, _) in zip(asked, pairs, strict=True):
        near = abs(offset) <= 7
        expected = [
            event == "outbound" and 0 < offset <= 7,
            not (event in {"unhandled", "handled"} and near),
        ]
        assert found[one["contact_id"]] == expected, one["contact_id"]


def test_a_follow_up_between_two_contacts_of_a_ticket_is_near_both(fill: Fill) -> None:
    #   ticket: called on day 0, called back on day 6, called on day 12
    rows = [
        contact("a", 0, 1, case_ref="t:T"),
        contact("out", 6, 1, case_ref="t:T", direction="outbound"),
        contact("b", 12, 1, case_ref="t:T"),
        contact("c", 14, 1, case_ref="t:T"),
    ]

    found = dict(table(fill([*ENDS, *rows]), "links", "contact_id", "followed_up"))

    assert [found[f"t:{name}"] for name in "abc"] == [True, True, False]


@pytest.mark.journey("law", but_first=True)
@pytest.mark.parametrize(
    ("given_on", "heard"),
    [(0.04, True), (7 - SECOND, True), (7, True), (7 + SECOND, False), (20, False), (None, True)],
)
@pytest.mark.parametrize("kind", ["survey", "statement", "of the case"])
def test_a_customers_answer_confirms_within_the_window_and_decides_the_case_whenever_given(
    fill: Fill, kind: str, given_on: float | None, heard: bool
) -> None:
    case = contact("a", 0, 1, transfers=0, case_ref="t:T")
    at = None if given_on is None else case["arrived_at"] + timedelta(days=given_on)
    keys = ("contact_id", "source", "local_date")
    survey = {
        **{k: case[k] for k in keys},
        "instrument": "resolved",
        "score": 0.0,
        "answered_at": at,
    }
    of = {"case_ref": "t:T"} if kind == "of the case" else {"of": "a"}
    statement = said("customer", False, stated_at=at, **of)

    lake = fill(
        [*ENDS, case],
        outcomes=[] if kind == "survey" else [statement],
        answers=[survey] if kind == "survey" else [],
    )

    case_of, whole, strict = (
        ask(lake, Question.of(metric, first="2024-03-04", last="2024-03-04")).row
        for metric in ("fcr_case", "call_resolution", "fcr_strict")
    )
    assert (case_of.value, whole.value) == (0.0, 0.0)
    assert (strict.value, strict.n) == ((0.0, 1) if heard else (None, 0))


@pytest.mark.journey("cases", but_first=True)
@pytest.mark.parametrize(
    ("came_on", "heard"), [(6, True), (7, True), (7 + SECOND, False), (20, False)]
)
def test_an_answer_about_a_later_contact_decides_the_case_until_its_verdict_and_no_later(
    fill: Fill, came_on: float, heard: bool
) -> None:
    #   day 0: answered; later the ticket is tried in vain, and the customer says three weeks on: not solved
    rows = [
        contact("a", 0, 1, case_ref="t:T"),
        contact("b", came_on, 1, case_ref="t:T", outcome="abandoned"),
    ]
    late = said("customer", False, of="b", stated_at=rows[0]["arrived_at"] + timedelta(days=21))
    early = said("customer", True, of="a", stated_at=rows[0]["arrived_at"])

    lake = fill([*ENDS, *rows], outcomes=[early, late])

    row = ask(lake, Question.of("fcr_case", first="2024-03-04", last="2024-03-04")).row
    whole = ask(lake, Question.of("call_resolution", first="2024-03-04", last="2024-03-04")).row
    assert (row.value, whole.value) == (0.0 if heard else 1.0, 0.0)


def test_an_old_answer_confirms_no_contact_more_than_a_window_later(fill: Fill) -> None:
    #   ticket: a on day 0, called solved at once; b 7 days later, or a second more
    at = contact("a", 0, 1)["arrived_at"]
    lakes = [
        fill(
            [
                *ENDS,
                contact("a", 0, 1, case_ref="t:T"),
                contact("b", days, 1, case_ref="t:T"),
            ],
            outcomes=[said("customer", True, of="a", stated_at=at)],
            name=f"lake-{days}",
        )
        for days in (7, 7 + SECOND)
    ]

    found = [dict(table(lake, "links", "contact_id", "confirmed"))["t:b"] for lake in lakes]

    assert found == [True, None]


@pytest.mark.journey("history")
def test_what_later_contacts_of_a_ticket_bring_changes_no_judgement_of_its_first(
    fill: Fill,
) -> None:
    """Weeks later the same ticket is called about, followed up, complained of and told to be somebody's."""
    first = contact("a", 0, 1, transfers=0, case_ref="t:T")
    early = said(
        "customer", True, case_ref="t:T", stated_at=first["arrived_at"] + timedelta(days=2)
    )
    later = [
        contact("b", 20, 1, case_ref="t:T"),
        contact("out", 21, 1, case_ref="t:T", direction="outbound"),
    ]
    complaint = said("customer", False, of="b", stated_at=later[1]["arrived_at"])

    one = fill([*ENDS, first], outcomes=[early])
    both = fill([*ENDS, first, *later], outcomes=[early, complaint], name="both")

    for metric in (
        "fcr_case",
        "fcr_strict",
        "one_and_done_share",
        "contacts_per_case",
        "never_reached",
    ):
        question = Question.of(metric, first="2024-03-04", last="2024-03-04")
        before, after = ask(one, question).row, ask(both, question).row
        assert (after.value, after.n, after.coverage) == (before.value, before.n, before.coverage)
    assert (
        ask(one, Question.of("fcr_strict", first="2024-03-04", last="2024-03-04")).row.value == 1.0
    )


def test_an_unknown_caller_joined_weeks_later_stays_unknown_in_the_window(fill: Fill) -> None:
    rows = [contact("a", 0, None), contact("b", 20, 1)]

    lake = fill([*ENDS, *rows], outcomes=[said("audit", True, of="a")], joined=[("t:a", "t:b")])

    row = ask(lake, Question.of("fcr_case", first="2024-03-04", last="2024-03-04")).row

    assert (row.value, row.n, row.coverage) == (None, 0, 0.0)


def world(seed: int) -> tuple[list[Row], list[Row], list[Row], list[tuple[str, str]]]:
    """Contacts on whole hours, many of them exactly a window apart, with tickets, answers late and early, and joins."""
    draw = random.Random(seed)

    def hours() -> float:
        return draw.choice([draw.randrange(40), draw.randrange(40) + draw.choice([0, 1, 12]) / 24])

    rows = [
        contact(
            f"{i:02}",
            hours(),
            draw.choice([None, *range(8)]),
            transfers=draw.choice([0, 0, 0, 1]),
            case_ref=draw.choice([None] * 3 + [f"t:R{draw.randrange(5)}"]),
            direction=draw.choice(["inbound"] * 5 + ["outbound", "outbound", "internal", None]),
            outcome=draw.choice(["answered"] * 4 + ["abandoned"]),
            resolved=draw.choice([None] * 4 + [True, False]),
        )
        for i in range(45)
    ]
    refs = sorted({row["case_ref"] for row in rows if row["case_ref"]})
    outcomes = []
    for i in range(20):
        row = draw.choice(rows)
        at = draw.choice(
            [None, row["arrived_at"] + timedelta(days=draw.choice([0, 1, 2.5, 7, 9, 20]))]
        )
        whole = draw.random() < 0.3 and row["case_ref"] is not None
        of = {"case_ref": draw.choice(refs)} if whole else {"of": row["contact_id"][2:]}
        kind = draw.choice(["customer", "customer", "audit", "disposition"])
        outcomes.append(said(kind, draw.random() < 0.7, stated_at=at, stated_by=f"{i}", **of))
    answers = [
        {
            **{k: row[k] for k in ("contact_id", "source", "local_date")},
            "instrument": "resolved",
            "score": draw.choice([0.0, 1.0, 1.0]),
            "answered_at": draw.choice(
                [None, row["arrived_at"] + timedelta(days=draw.choice([0, 1, 2.5, 2.6, 7, 8]))]
            ),
        }
        for row in draw.sample(rows, 20)
    ]
    names = [row["contact_id"] for row in rows]
    joined = [(names[draw.randrange(45)], names[draw.randrange(45)]) for _ in range(3)]
    return rows, outcomes, answers, [(a, b) for a, b in joined if a != b]


@pytest.mark.proof
@settings(
    max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(seed=st.integers(0, 10**6))
def test_curve_and_answer_are_what_the_definitions_give(fill: Fill, seed: int) -> None:
    rows, outcomes, answers, joined = world(seed)
    name = f"lake-{seed}-{random.random()}"
    lake = fill(rows, outcomes=outcomes, answers=answers, joined=joined, name=name)
    first, last = (pick(row["arrived_at"] for row in rows) for pick in (min, max))
    begins = datetime.combine(first.date(), datetime.min.time())
    ends = datetime.combine(last.date(), datetime.min.time()) + timedelta(days=1)
    windows = (1, 2.5, 7)

    drawn = curve(lake.snapshot(), Question.of("fcr_case", params={"topic": "ignored"}), windows)

    for place, days in enumerate(windows):
        window = timedelta(days=days)
        of = by_definition.cases_of(rows, outcomes, answers, joined, window)
        expected = by_definition.figures(of, begins=begins, ends=ends, window=window)
        params = {"window_days": days, "topic": "ignored"}
        asked = ask(lake, Question.of(list(expected), params=params)).rows
        for row in asked:
            hits, known, scope = expected[row.metric]
            point = drawn[row.metric][place]
            share = pytest.approx(hits / known) if known else None
            assert (row.value, row.n) == (share, known), (row.metric, days)
            assert (point.value, point.n) == (share, known), (row.metric, days)
            assert row.coverage == (pytest.approx(known / scope) if scope else None)
