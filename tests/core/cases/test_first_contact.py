"""First-contact resolution as it is asked: five definitions, any window, against counting by hand."""

import json
import random
from pathlib import Path
from typing import Any

import pytest

from tests.core.cases.conftest import Fill, Row, contact, said
from tests.core.cases.test_linking import Call, after, before, cases
from willet.core.ask import ask
from willet.core.cases import Rules
from willet.core.intake import import_files
from willet.core.lake import Lake
from willet.core.metrics import Question
from willet.core.metrics.answer import AnswerRow

FIVE = ("call_resolution", "fcr_case", "next_contact_avoidance", "one_and_done_share")


BEGIN = contact("begin", -8, 98)
"""A contact early enough for the lake to have seen the usual window before day 0."""


def figure(
    lake: Lake, metric: str, *, first: str | None = None, last: str | None = None, **params: Any
) -> AnswerRow:
    return ask(lake, Question.of(metric, first=first, last=last, params=params)).row


def test_ten_cases_fourteen_contacts_give_the_published_figures(fill: Fill) -> None:
    # 8 cases with 1 contact, 2 with 3 contacts, all solved in the end (reference vector).
    rows = [contact(f"one{i}", i / 100, i) for i in range(8)]
    rows += [contact(f"three{i}{n}", n, 20 + i) for i in range(2) for n in range(3)]
    ends = [BEGIN, contact("end", 40, 99)]

    lake = fill(rows + ends)

    days = {"first": "2024-03-04", "last": "2024-03-31"}
    found = [round(100 * (figure(lake, m, **days).value or 0), 1) for m in FIVE]
    assert found == [100.0, 80.0, 71.4, 57.1]


def test_repeat_after_an_abandoned_call_is_no_failure(fill: Fill) -> None:
    rows = [BEGIN, contact("a", 0, outcome="abandoned"), contact("b", 1), contact("end", 40, 9)]

    lake = fill(rows)

    row = figure(lake, "fcr_case", first="2024-03-04", last="2024-03-31")
    assert (row.value, row.n) == (1.0, 1)
    assert figure(lake, "never_reached", last="2024-03-31").value == 0


def test_customers_never_reached_are_counted_apart(fill: Fill) -> None:
    rows = [
        contact("a", 0),
        contact("b", 1, outcome="abandoned"),
        contact("c", 0, 2, outcome="blocked"),
    ]

    lake = fill([BEGIN, *rows, contact("end", 40, 9)])

    assert figure(lake, "never_reached", last="2024-03-31").value == 2


def test_unknown_callers_move_the_bounds_and_not_the_value(fill: Fill) -> None:
    #  known: one repeats, one does not; unknown: two
    rows = [contact("a", 0, 1), contact("b", 1, 1), contact("c", 0, 2)]
    rows += [contact("d", 0, None), contact("e", 1, None), contact("end", 40, 9)]

    row = figure(fill(rows), "next_contact_avoidance", last="2024-03-31")

    assert (row.value, row.n, row.coverage) == (pytest.approx(2 / 3), 3, pytest.approx(3 / 5))
    assert (row.bound_low, row.bound_high) == (pytest.approx(2 / 5), pytest.approx(4 / 5))


def test_young_cases_are_pending_and_not_solved(fill: Fill) -> None:
    lake = fill([BEGIN, contact("a", 0, 1), contact("b", 29, 2), contact("c", 30, 3)])

    assert figure(lake, "fcr_case").n == 1
    assert figure(lake, "pending_cases").value == 2
    assert figure(lake, "next_contact_avoidance", window_days=2).n == 2


def test_strict_definition_needs_the_customers_word_and_no_transfer(fill: Fill) -> None:
    #   a: yes            b: yes, but transferred      c: yes, but called back       d: no answer
    rows = [contact(n, 0, i, transfers=0) for i, n in enumerate("abcd")]
    rows[1]["transfers"] = 1
    rows += [BEGIN, contact("c2", 1, 2, direction="outbound"), contact("end", 40, 9)]
    outcomes = [said("customer", True, of=n) for n in "abc"]

    row = figure(fill(rows, outcomes=outcomes), "fcr_strict", first="2024-03-04", last="2024-03-31")

    assert (row.value, row.n, row.coverage) == (pytest.approx(1 / 3), 3, 0.75)
    assert (row.bound_low, row.bound_high) == (0.25, 0.5)


def test_net_leaves_out_what_was_marked_for_the_second_level(fill: Fill) -> None:
    rows = [contact("a", 0, 1), contact("b", 0, 2, tags=["second_level"]), contact("b2", 1, 2)]

    lake = fill([BEGIN, *rows, contact("end", 40, 9)])

    assert figure(lake, "fcr_case", last="2024-03-31").value == 0.5
    assert figure(lake, "fcr_case_net", last="2024-03-31").value == 1.0


def test_reopened_is_a_case_that_came_back_after_a_promise(fill: Fill) -> None:
    rows = [
        contact("a", 0, 1, resolved=True),
        contact("a2", 3, 1),
        contact("b", 0, 2, resolved=True),
    ]
    rows += [contact("c", 0, 3, resolved=False), contact("c2", 1, 3), BEGIN]
    rows += [contact("end", 40, 9)]

    row = figure(fill(rows), "reopen_rate", last="2024-03-31")

    assert (row.value, row.n) == (0.5, 2)


def _rows(seed: int) -> tuple[list[Row], list[Call]]:
    draw = random.Random(seed)
    calls = [
        Call(
            at=draw.randrange(120),
            who=draw.choice([None, *range(9)]),
            topic=draw.choice([None, 0, 1]),
            ref=draw.choice([None, None, None, draw.randrange(8)]),
            counts=draw.random() < 0.85,
            split=False,
        )
        for _ in range(150)
    ]
    calls.sort(key=lambda call: call.at)
    rows = [
        contact(
            f"{i:03}",
            call.at,
            call.who,
            topic=None if call.topic is None else f"topic {call.topic}",
            case_ref=None if call.ref is None else f"t:R{call.ref}",
            direction="inbound" if call.counts else "outbound",
        )
        for i, call in enumerate(calls)
    ]
    return rows, calls


@pytest.mark.journey("cases", but_first=True)
@pytest.mark.parametrize("link", ["chain", "fixed"])
@pytest.mark.parametrize("topic", ["required", "ignored", "if_known"])
@pytest.mark.parametrize("window", [0, 4, 60])
def test_any_rules_give_what_counting_gives(fill: Fill, link: Any, topic: Any, window: int) -> None:
    rows, calls = _rows(seed=window)
    lake = fill(rows)
    rules = {"window_days": window, "link": link, "topic": topic}

    case = cases(calls, Rules(window, link, topic))
    counted = [i for i, call in enumerate(calls) if call.counts]
    # Contacts arrive at nine o'clock of days numbered from the first.
    begin, end = min(c.at for c in calls) - 9 / 24, max(c.at for c in calls) + 1 - 9 / 24
    told = {case[i] for i, c in enumerate(calls) if c.who is not None or c.ref is not None}
    # A case that the centre opened by calling out is received once the customer calls in it.
    opened = {
        c: min(calls[i].at for i in counted if case[i] == c) for c in {case[i] for i in counted}
    }
    seen = {c for c, at in opened.items() if begin + window <= at and at + window <= end} & told
    within = [i for i in counted if case[i] in seen and calls[i].at <= opened[case[i]] + window]
    per_case = len(within) / len(seen) if seen else None
    assert figure(lake, "contacts_per_case", **rules).value == pytest.approx(per_case)

    watched = [i for i in counted if begin + window <= calls[i].at and calls[i].at + window <= end]
    alone = [i for i in watched if _is_alone(calls, case, counted, i, window)]
    unknown = [i for i in watched if case[i] not in told]
    row = figure(lake, "one_and_done_share", **rules)
    assert row.n == len(watched) - len(unknown)
    bound = len({*alone, *unknown}) / len(watched) if watched else None
    assert row.bound_high == pytest.approx(bound)


def _is_alone(calls: list[Call], case: list[int], counted: list[int], i: int, window: int) -> bool:
    near = [j for j in counted if case[j] == case[i] and abs(calls[j].at - calls[i].at) <= window]
    return near == [i]


@pytest.mark.journey("cases", but_first=True)
@pytest.mark.parametrize("topic", ["required", "ignored", "if_known"])
@pytest.mark.parametrize("window", [1, 5, 50])
def test_gaps_answer_for_any_window(fill: Fill, topic: Any, window: int) -> None:
    rows, calls = _rows(seed=7)
    lake = fill(rows)
    end = max(call.at for call in calls) + 1 - 9 / 24
    begin = min(call.at for call in calls) - 9 / 24
    tells = [
        call.counts and call.who is not None and (topic != "required" or call.topic is not None)
        for call in calls
    ]

    later, earlier = after(calls, topic), before(calls, topic)
    avoided = [
        later[i] < 0 or calls[later[i]].at - call.at > window
        for i, call in enumerate(calls)
        if tells[i] and call.at + window <= end
    ]
    repeats = [
        earlier[i] >= 0 and call.at - calls[earlier[i]].at <= window
        for i, call in enumerate(calls)
        if tells[i] and call.at - window >= begin
    ]
    rules = {"window_days": window, "topic": topic}
    found = [figure(lake, m, **rules) for m in ("next_contact_avoidance", "repeat_rate")]
    assert [(row.n, row.value) for row in found] == [
        (len(avoided), pytest.approx(sum(avoided) / len(avoided))),
        (len(repeats), pytest.approx(sum(repeats) / len(repeats))),
    ]


@pytest.mark.proof
def test_anonymous_bank_gives_the_reference_figures(shared_data: Path, tmp_path: Path) -> None:
    folder = shared_data / "anonymous_bank"
    mapping = Path(__file__).resolve().parents[3] / "examples/mappings/anonymous_bank.toml"
    reference = json.loads((folder / "reference.json").read_text())
    expected = reference["spans"]["Jan-Mar (shared)"]["fcr"]

    import_files(tmp_path / "lake", "table", sorted(folder.glob("0*.txt.gz")), mapping=mapping)

    lake = Lake.at(tmp_path / "lake")
    for days in (1, 3, 7):
        row = figure(lake, "next_contact_avoidance", window_days=days, topic="ignored")
        published = expected[f"{days}d"]
        assert row.n == published["eligible_answered_identified_calls"]
        assert round(row.value or 0, 6) == published["fcr_proxy"]
        assert row.coverage == pytest.approx(0.49, abs=0.01)
        assert (row.bound_low or 1) < published["fcr_proxy"] < (row.bound_high or 0)
