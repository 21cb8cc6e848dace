"""Cases in the lake: what a case holds, and that history and order leave no trace in it."""

import random
from pathlib import Path
from typing import Any

import pytest

from tests.core.cases.conftest import Fill, contact, said, table
from willet.core.lake import Lake


@pytest.fixture(autouse=True)
def _months_are_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is told here is told of months: no year has so few rows that they are one file."""
    monkeypatch.setattr("willet.core.lake.buckets.FEW_ROWS", 0)


def test_contacts_of_one_customer_within_the_window_are_one_case(fill: Fill) -> None:
    lake = fill([contact("a", 0), contact("b", 3), contact("c", 10), contact("d", 17.1)])

    cases = table(
        lake, "cases", "case_id", "contacts", "first_contact", "last_contact", "linked_by"
    )

    # a +3 d b +7 d c +7.1 d d: a gap of exactly the window still links, one of more does not.
    assert cases == [
        ("case:t:a", 3, "t:a", "t:c", "customer"),
        ("case:t:d", 1, "t:d", "t:d", "single"),
    ]


def test_case_id_of_the_source_outranks_the_customer(fill: Fill) -> None:
    rows = [
        contact("a", 0, case_ref="t:R1"),
        contact("b", 1, case_ref="t:R2"),
        contact("c", 30, case_ref="t:R1"),
    ]

    lake = fill(rows)

    assert table(lake, "cases", "case_id", "contacts", "linked_by") == [
        ("t:R1", 2, "case_ref"),
        ("t:R2", 1, "single"),
    ]


def test_case_id_that_spans_two_customers_is_one_case_and_says_so(fill: Fill) -> None:
    lake = fill([contact("a", 0, 1, case_ref="t:R"), contact("b", 1, 2, case_ref="t:R")])

    assert table(lake, "cases", "case_id", "customer_key", "contacts", "customers") == [
        ("t:R", 1, 2, 2)
    ]


def test_unknown_customers_are_never_linked(fill: Fill) -> None:
    lake = fill([contact("a", 0, None), contact("b", 0, None)])

    assert table(lake, "cases", "contacts", "by_no_repeat") == [(1, None), (1, None)]


def test_evidence_stands_side_by_side_and_the_ladder_decides(fill: Fill) -> None:
    #  case | customer | silence | audit | disposition || verdict, by
    #   a   |   no     |  yes    |  -    |   yes       || no,  customer
    #   b   |   -      |  yes    |  -    |   -         || yes, no_repeat
    #   c   |   -      |  yes    |  -    |   no        || no,  disposition: silence does not outshout a no
    #   d   |   -      |  pending|  no   |   yes       || no,  audit
    #   e   |   -      |  pending|  -    |   -         || unknown
    rows = [
        contact("a", 0, 1, resolved=True),
        contact("b", 0, 2),
        contact("c", 0, 3, resolved=False, cause="authority"),
        contact("d", 19, 4, resolved=True),
        contact("e", 20, 5),
    ]
    outcomes = [said("customer", False, of="a"), said("audit", False, of="d", cause="information")]

    lake = fill(rows, outcomes=outcomes)

    columns = (
        "by_customer",
        "by_no_repeat",
        "by_audit",
        "by_disposition",
        "resolved",
        "decided_by",
        "cause",
    )
    assert table(lake, "cases", *columns) == [
        (False, True, None, True, False, "customer", None),
        (None, True, None, None, True, "no_repeat", None),
        (None, True, None, False, False, "disposition", "authority"),
        (None, None, False, True, False, "audit", "information"),
        (None, None, None, None, None, None, None),
    ]


def test_newest_statement_of_a_kind_counts_and_of_two_at_once_the_doubt(fill: Fill) -> None:
    early, late = contact("x", 0)["arrived_at"], contact("x", 1)["arrived_at"]
    outcomes = [
        said("audit", True, of="a", stated_at=early, stated_by="p"),
        said("audit", False, of="a", stated_at=late, stated_by="q"),
        said("audit", True, of="b", stated_at=early, stated_by="p"),
        said("audit", False, of="b", stated_at=early, stated_by="q"),
    ]

    lake = fill([contact("a", 0, 1), contact("b", 0, 2)], outcomes=outcomes)

    assert table(lake, "cases", "by_audit") == [(False,), (False,)]


def test_survey_answer_is_the_customers_word(fill: Fill) -> None:
    base = contact("a", 0)
    kept = ("contact_id", "source", "customer_key", "local_date")
    answer = {k: base[k] for k in kept} | {"instrument": "resolved", "scale": "0-1", "score": 0.0}

    lake = fill([base], answers=[answer])

    assert table(lake, "cases", "by_customer", "resolved") == [(False, False)]


def test_evidence_on_a_case_id_reaches_its_case(fill: Fill) -> None:
    outcomes = [said("audit", True, case_ref="t:R")]

    lake = fill([contact("a", 0, None, case_ref="t:R")], outcomes=outcomes)

    assert table(lake, "cases", "by_audit", "resolved", "decided_by") == [(True, True, "audit")]


def test_case_lost_in_the_end_has_no_evidence_from_silence(fill: Fill) -> None:
    lake = fill([contact("a", 0), contact("b", 1, outcome="abandoned"), contact("z", 40, 2)])

    assert table(lake, "cases", "contacts", "handled", "lost", "by_no_repeat")[0] == (
        2,
        1,
        True,
        None,
    )


def test_outbound_contact_follows_up_and_is_no_contact_of_the_customer(fill: Fill) -> None:
    lake = fill([contact("a", 0), contact("b", 1, direction="outbound"), contact("c", 7)])

    assert table(lake, "cases", "contacts", "follow_ups") == [(2, 1)]
    assert table(lake, "links", "contact_id", "contact_no", "next_gap_s") == [
        ("t:a", 1, 7 * 86400.0),
        ("t:b", None, None),
        ("t:c", 2, float("inf")),
    ]


def test_clock_that_jumps_back_is_put_in_order(fill: Fill) -> None:
    lake = fill([contact("first", 2), contact("second", 1.9999), contact("third", 2)])

    assert table(lake, "links", "contact_id", "contact_no", "prev_gap_s") == [
        ("t:first", 2, pytest.approx(8.64)),
        ("t:second", 1, float("inf")),
        ("t:third", 3, 0.0),
    ]


def test_test_line_with_many_contacts_is_one_long_case(fill: Fill) -> None:
    rows = [contact(f"{i:04}", i / 100) for i in range(1000)]

    lake = fill(rows)

    assert table(lake, "cases", "case_id", "contacts") == [("case:t:0000", 1000)]


def _random_rows(seed: int) -> list[dict[str, Any]]:
    draw = random.Random(seed)
    rows = []
    for i in range(120):
        who = draw.choice([None, *range(12)])
        ref = draw.choice([None, None, None, f"t:R{draw.randrange(20)}"])
        rows.append(
            contact(
                f"{i:03}", draw.uniform(0, 110), who, case_ref=ref,
                topic=draw.choice([None, "bill", "card"]),
                direction=draw.choice(["inbound"] * 5 + ["outbound"]),
                outcome=draw.choice(["answered", "answered", "abandoned"]),
                resolved=draw.choice([None, True, False]),
                cause=draw.choice([None, "authority"]),
            )
        )  # fmt: skip
    return rows


def _bytes(lake: Lake) -> dict[str, str]:
    files = lake.snapshot().manifest.files
    return {f"{f.table}/{f.bucket}": f.hash for f in files if f.table in ("cases", "links")}


@pytest.mark.proof
@pytest.mark.parametrize(
    "seed", [0, 1, *(pytest.param(seed, marks=pytest.mark.proof) for seed in range(2, 6))]
)
def test_history_leaves_no_trace_in_the_bytes(fill: Fill, seed: int) -> None:
    rows = _random_rows(seed)
    whole = fill(rows, name="whole")
    draw = random.Random(-seed)

    for _ in range(4):
        some = [r for r in rows if draw.random() < 0.7]
        grown = fill([{**r, "topic": "other"} for r in some], name="grown")
    grown = fill(rows, name="grown")

    assert _bytes(grown) == _bytes(whole)
    assert len(_bytes(whole)) >= 6


@pytest.mark.journey("history")
def test_day_that_comes_later_closes_windows(fill: Fill) -> None:
    young = fill([contact("a", 0, 1), contact("b", 2, 2)])
    assert table(young, "cases", "by_no_repeat") == [(None,), (None,)]

    old = fill([contact("a", 0, 1), contact("b", 2, 2), contact("c", 20, 3)])

    assert table(old, "cases", "by_no_repeat") == [(True,), (True,), (None,)]


def test_lake_without_contacts_has_no_cases(fill: Fill, tmp_path: Path) -> None:
    assert table(fill([]), "cases", "case_id") == []
