"""What is doubtful in a lake filled by hand: contradictions, spanning ids, test lines, and odd clocks."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.cases.conftest import START, Fill, Row, contact, said
from willet.core.ask import ask
from willet.core.cases.doubts import (
    CONTRADICTORY,
    ONLY_SILENCE,
    Busy,
    ClockNote,
    busy_customers,
    clock_notes,
    count_doubted,
    without,
)
from willet.core.lake import Lake
from willet.core.lake.engine import open_engine
from willet.core.metrics import Question

TRUTHS = st.tuples(*[st.sampled_from([True, False, None])] * 4)


def holds(condition: str, verdicts: tuple[bool | None, ...]) -> bool:
    """Whether a condition holds of a case with these verdicts."""
    kinds = ("customer", "no_repeat", "audit", "disposition")
    words = {True: "TRUE", False: "FALSE", None: "NULL::BOOLEAN"}
    row = ", ".join(f"{words[v]} AS by_{k}" for k, v in zip(kinds, verdicts, strict=True))
    with open_engine() as con:
        found = con.execute(f"SELECT ({condition}) IS TRUE FROM (SELECT {row})").fetchall()
    return bool(found[0][0])


@pytest.mark.journey("law")
@given(TRUTHS)
def test_only_silence_says_yes_where_all_who_speak_say_no(
    verdicts: tuple[bool | None, ...],
) -> None:
    """Customer, no repeat, audit, disposition."""
    stated = {verdicts[0], *verdicts[2:]}
    only = verdicts[1] is True and True not in stated and False in stated
    assert holds(ONLY_SILENCE, verdicts) is only


@pytest.mark.journey("law")
@given(TRUTHS)
def test_evidence_contradicts_itself_when_one_says_yes_and_another_no(
    verdicts: tuple[bool | None, ...],
) -> None:
    assert holds(CONTRADICTORY, verdicts) is ({True, False} <= set(verdicts))


def doubtful(fill: Fill) -> Lake:
    """
    case  day  customer  what
    a     0    1         the agent says solved, the audit says not
    b     1    2, 3      one case id, two customers
    c     2    4         abandoned, never came back
    d     39   5         the agent says solved, the audit not: too young for its window
    """
    return fill(
        [
            contact("a", 0, 1, resolved=True, queue="sales"),
            contact("b1", 1, 2, case_ref="t:T1"),
            contact("b2", 2, 3, case_ref="t:T1"),
            contact("c", 2, 4, outcome="abandoned"),
            contact("d", 39, 5, resolved=True),
            contact("begin", -8, 98),
            contact("end", 40, 99),
        ],
        outcomes=[said("audit", False, of="a"), said("audit", False, of="d")],
    )


def test_received_cases_are_counted_by_what_is_doubtful(fill: Fill) -> None:
    with doubtful(fill).snapshot().connect() as con:
        assert count_doubted(con) == {
            "contradictory": 2,
            "only_silence": 0,
            "spanning": 1,
            "never_reached": 1,
        }


def test_the_count_follows_the_period_and_the_filter(fill: Fill) -> None:
    day = START.date()
    sales = Question.of("fcr_case", where="queue = 'sales'")
    second = Question.of("fcr_case", first=day + timedelta(days=1), last=day + timedelta(days=1))
    with doubtful(fill).snapshot().connect() as con:
        assert count_doubted(con, of=sales) == {
            "contradictory": 1,
            "only_silence": 0,
            "spanning": 0,
            "never_reached": 0,
        }
        assert count_doubted(con, of=second) == {
            "contradictory": 0,
            "only_silence": 0,
            "spanning": 1,
            "never_reached": 0,
        }


def test_never_reached_is_what_the_catalogue_counts(fill: Fill) -> None:
    lake = doubtful(fill)
    with lake.snapshot().connect() as con:
        counted = count_doubted(con)["never_reached"]
    assert ask(lake, Question.of("never_reached")).row.value == counted


def line(who: int, contacts: int, prefix: str) -> list[Row]:
    return [contact(f"{prefix}{i:04}", i / 100, who) for i in range(contacts)]


@pytest.mark.parametrize(
    ("lines", "usual", "busy"),
    [
        ([100], 1, []),  # a hundred may still be a person
        ([101], 1, [101]),
        ([101, 150], 1, [150, 101]),  # two test lines do not hide each other
        ([101, 150], 12, [150]),  # where a customer has twelve, ten times as many are 120
    ],
)
def test_a_customer_is_busy_above_what_a_person_does(
    fill: Fill, lines: list[int], usual: int, busy: list[int]
) -> None:
    rows = [row for i, n in enumerate(lines) for row in line(i + 1, n, f"x{i}")]
    rows += line(77, usual, "usual")
    with fill(rows).snapshot().connect() as con:
        assert [b.contacts for b in busy_customers(con)] == busy


def test_a_busy_customer_is_told_with_days_and_longest_case(fill: Fill) -> None:
    rows = [*line(1, 120, "x"), contact("z", 20, 1), contact("other", 0, 2)]
    with fill(rows).snapshot().connect() as con:
        (found,) = busy_customers(con)
    assert found == Busy(1, 121, date(2024, 3, 4), date(2024, 3, 24), "case:t:x0000")


def test_a_figure_without_the_busy_customers_keeps_the_unknown_callers(fill: Fill) -> None:
    """Of the others nobody comes back: 2 of 2 known; the caller nobody knows stays in the coverage, 2 of 3."""
    others = [contact("p", 0, 2), contact("q", 0, 3), contact("r", 0, None)]
    lake = fill([*line(1, 120, "x"), *others, contact("end", 40, 2)])
    with lake.snapshot().connect() as con:
        where = without(busy_customers(con))
    row = ask(lake, Question.of("next_contact_avoidance", where=where, last="2024-03-10")).row
    assert (row.value, row.n, row.coverage) == (1.0, 2, pytest.approx(2 / 3))


def test_notes_on_the_clock_are_counted(fill: Fill) -> None:
    rows = [
        contact("a", 0, 1, clock_note="repeated_hour"),
        contact("b", 3, 2, clock_note="repeated_hour"),
        contact("c", 1, 3),
    ]
    with fill(rows).snapshot().connect() as con:
        assert clock_notes(con) == [
            ClockNote("repeated_hour", 2, date(2024, 3, 4), date(2024, 3, 7))
        ]
        assert clock_notes(con, of=Question.of("fcr_case", first="2024-03-20")) == []
