"""Corrections by hand outlive imports, and leave the lake as if they had always been there."""

import pytest

from tests.core.cases.conftest import Fill, contact, said, table
from willet.core import cases
from willet.core.lake import Lake
from willet.core.records import RequestError, UnknownNameError


@pytest.mark.journey("history")
def test_split_contact_opens_a_case_and_takes_later_ones_along(fill: Fill) -> None:
    lake = fill([contact("a", 0), contact("b", 1), contact("c", 2)])

    cases.split(lake, "t:b", by="lea", note="another card")

    assert table(lake, "cases", "case_id", "contacts") == [("case:t:a", 1), ("case:t:b", 2)]
    assert table(lake, "links", "linked_by") == [("first",), ("by_hand",), ("customer",)]
    assert table(lake, "cases", "linked_by") == [("single",), ("by_hand",)]


@pytest.mark.journey("history")
def test_split_off_contact_is_no_repeat_of_the_case_it_left(fill: Fill) -> None:
    lake = fill([contact("a", 0), contact("b", 1), contact("end", 30, 9)])

    cases.split(lake, "t:b", by="lea")

    assert table(lake, "cases", "by_no_repeat") == [(True,), (True,), (None,)]


@pytest.mark.journey("history")
def test_split_of_a_source_case_gives_the_rest_another_name(fill: Fill) -> None:
    lake = fill([contact(n, i, case_ref="t:R") for i, n in enumerate("abc")])

    cases.split(lake, "t:b", by="lea")

    assert table(lake, "cases", "case_id", "contacts") == [("case:t:b", 2), ("t:R", 1)]


def test_joined_cases_are_one_and_say_so(fill: Fill) -> None:
    lake = fill([contact("a", 0, 1), contact("b", 20, 2), contact("c", 21, 2)])

    cases.join(lake, "t:c", "t:a", by="lea")

    assert table(lake, "cases", "case_id", "contacts", "customers", "linked_by") == [
        ("case:t:a", 3, 2, "by_hand")
    ]


@pytest.mark.journey("history")
def test_later_split_takes_a_join_back(fill: Fill) -> None:
    lake = fill([contact("a", 0, 1), contact("b", 20, 2)])

    cases.join(lake, "t:a", "t:b", by="lea")
    cases.split(lake, "t:b", by="max")

    assert table(lake, "cases", "contacts") == [(1,), (1,)]


@pytest.mark.journey("history")
def test_withdrawn_edit_leaves_no_trace(fill: Fill) -> None:
    rows = [contact("a", 0), contact("b", 1), contact("c", 20)]
    lake = fill(rows)
    before = table(lake, "cases", "*")

    edit = cases.split(lake, "t:b", by="lea")
    assert table(lake, "cases", "*") != before
    cases.withdraw(lake, edit)

    assert (table(lake, "cases", "*"), cases.edits(lake)) == (before, [])


@pytest.mark.proof
def test_edits_outlive_imports_and_a_rebuild_gives_the_same_rows(fill: Fill) -> None:
    rows = [contact(n, i, 1) for i, n in enumerate("abcd")] + [contact("x", 40, 2)]
    lake = fill(rows[:3], name="grown")
    cases.split(lake, "t:b", by="lea")
    cases.join(lake, "t:a", "t:c", by="lea")
    grown = fill(rows, name="grown")

    whole = fill(rows, name="whole")
    cases.split(whole, "t:b", by="lea")
    cases.join(whole, "t:a", "t:c", by="lea")

    assert [e.kind for e in cases.edits(grown)] == ["split", "join"]
    for name in ("cases", "links"):
        assert table(grown, name, "*") == table(whole, name, "*")


def test_edit_of_what_is_not_there_is_refused(fill: Fill) -> None:
    lake = fill([contact("a", 0)])

    with pytest.raises(UnknownNameError, match="Unknown contact 't:z'"):
        cases.split(lake, "t:z", by="lea")
    with pytest.raises(RequestError, match="cannot be joined with itself"):
        cases.join(lake, "t:a", "t:a", by="lea")
    with pytest.raises(RequestError, match="no split of 't:a' to take back"):
        cases.withdraw(lake, cases.Edit("split", "t:a", "", contact("a")["arrived_at"], "lea"))


def cut(lake: Lake) -> list[tuple[str, int]]:
    """The cases by id, with their contacts."""
    return table(lake, "cases", "case_id", "contacts")


@pytest.mark.journey("history")
def test_of_contradicting_corrections_the_last_counts(fill: Fill) -> None:
    """
    | correction   | a (day 0, 1) | b (day 20, 2) |
    |--------------|--------------|---------------|
    | join a b     | one case                     |
    | split b      | apart        | apart         |
    | join b a     | one case again               |
    | split a      | apart        | apart         |
    """
    lake = fill([contact("a", 0, 1), contact("b", 20, 2)])
    apart, one = [("case:t:a", 1), ("case:t:b", 1)], [("case:t:a", 2)]

    cases.join(lake, "t:a", "t:b", by="lea")
    assert cut(lake) == one
    cases.split(lake, "t:b", by="max")
    assert cut(lake) == apart
    cases.join(lake, "t:b", "t:a", by="lea")
    assert cut(lake) == one
    cases.split(lake, "t:a", by="max")
    assert cut(lake) == apart
    assert [(e.kind, e.made_by) for e in cases.edits(lake)] == [
        ("split", "max"),
        ("join", "lea"),
        ("split", "max"),
    ]


@pytest.mark.journey("history")
def test_correction_made_twice_stands_once_with_its_newest_word(fill: Fill) -> None:
    lake = fill([contact("a", 0, 1), contact("b", 20, 2)])

    cases.join(lake, "t:a", "t:b", by="lea", note="same card")
    cases.join(lake, "t:b", "t:a", by="max", note="same car")

    assert [(e.made_by, e.note) for e in cases.edits(lake)] == [("max", "same car")]
    assert cut(lake) == [("case:t:a", 2)]


@pytest.mark.proof
def test_split_within_a_chain_of_joins_takes_back_only_those_that_name_it(fill: Fill) -> None:
    """a - b - c joined, of four customers; d joined to a. Splitting b leaves a - d, b, and c."""
    lake = fill([contact(name, 20 * n, n) for n, name in enumerate("abcd")])
    for one, other in (("t:a", "t:b"), ("t:b", "t:c"), ("t:a", "t:d")):
        cases.join(lake, one, other, by="lea")
    assert cut(lake) == [("case:t:a", 4)]

    cases.split(lake, "t:b", by="max")

    assert cut(lake) == [("case:t:a", 2), ("case:t:b", 1), ("case:t:c", 1)]


@pytest.mark.journey("history")
def test_join_across_case_ids_is_one_case_under_the_earlier_id(fill: Fill) -> None:
    """
    | contact | day | customer | case id | joined          |
    |---------|-----|----------|---------|-----------------|
    | a       | 0   | 1        | R1      | with c          |
    | b       | 1   | 1        | R1      | (goes with a)   |
    | c       | 2   | 2        | R2      | with a          |
    | d       | 30  | 2        | R2      | (goes with c)   |
    """
    rows = [
        contact("a", 0, 1, case_ref="t:R1"),
        contact("b", 1, 1, case_ref="t:R1"),
        contact("c", 2, 2, case_ref="t:R2"),
        contact("d", 30, 2, case_ref="t:R2"),
    ]
    lake = fill(rows)

    edit = cases.join(lake, "t:c", "t:a", by="lea")

    assert table(lake, "cases", "case_id", "contacts", "customers", "linked_by") == [
        ("t:R1", 4, 2, "by_hand")
    ]
    cases.withdraw(lake, edit)
    assert cut(lake) == [("t:R1", 2), ("t:R2", 2)]


@pytest.mark.journey("history")
def test_join_of_a_case_id_with_a_case_of_none(fill: Fill) -> None:
    """What was said of R1 counts for the whole case, under the name of its first contact."""
    lake = fill(
        [contact("a", 0, 1), contact("b", 20, 2, case_ref="t:R1")],
        outcomes=[said("audit", False, case_ref="t:R1")],
    )

    cases.join(lake, "t:a", "t:b", by="lea")

    assert table(lake, "cases", "case_id", "contacts", "by_audit", "resolved") == [
        ("case:t:a", 2, False, False)
    ]


@pytest.mark.journey("history")
def test_join_of_one_customers_cases_ends_the_repeat_between_them(fill: Fill) -> None:
    """A gap of three days on two topics: a repeat neither way once a person says it is one matter."""
    rows = [contact("a", 0, topic="bill"), contact("b", 3, topic="card"), contact("end", 30, 9)]
    lake = fill(rows)
    assert cut(lake) == [("case:t:a", 1), ("case:t:b", 1), ("case:t:end", 1)]

    cases.join(lake, "t:a", "t:b", by="lea")

    assert table(lake, "cases", "case_id", "contacts", "by_no_repeat") == [
        ("case:t:a", 2, True),
        ("case:t:end", 1, None),
    ]


@pytest.mark.journey("history")
def test_split_of_a_cases_first_contact_changes_nothing_but_the_reason(fill: Fill) -> None:
    lake = fill([contact("a", 0), contact("b", 1)])

    cases.split(lake, "t:a", by="lea")

    assert cut(lake) == [("case:t:a", 2)]
    assert table(lake, "links", "linked_by") == [("by_hand",), ("customer",)]


@pytest.mark.journey("history")
def test_correction_of_a_contact_that_went_waits_until_it_is_back(fill: Fill) -> None:
    """An undone import took b: the join rests; b comes back and is joined as before."""
    rows = [contact("a", 0, 1), contact("b", 20, 2), contact("c", 60, 3)]
    lake = fill(rows)
    cases.join(lake, "t:a", "t:b", by="lea")
    joined = table(lake, "cases", "*")

    gone = fill([rows[0], rows[2]])

    assert cut(gone) == [("case:t:a", 1), ("case:t:c", 1)]
    assert len(cases.edits(gone)) == 1
    assert table(fill(rows), "cases", "*") == joined


def test_evidence_of_all_kinds_that_contradicts_itself_is_decided_by_the_ladder(fill: Fill) -> None:
    """
    | case | customer | audit | disposition | silence | verdict          |
    |------|----------|-------|-------------|---------|------------------|
    | a    | yes      | no    | no          | repeat  | yes, customer    |
    | b    | -        | yes   | yes         | repeat  | no, no_repeat    |
    | c    | -        | no    | yes         | silence | no, audit        |
    | d    | -        | yes   | no          | silence | yes, no_repeat   |
    """
    rows = [contact(f"{name}{n}", n * 3, who, case_ref=ref) for who, name in enumerate("ab")
            for n, ref in ((0, None), (1, f"t:{name}"))]  # fmt: skip
    rows += [contact("c0", 0, 2), contact("d0", 0, 3), contact("end", 40, 9)]
    # The second contact of a and b is in another case of the source, which the first has none of: a repeat.
    outcomes = [
        said("customer", True, of="a0"),
        said("audit", False, of="a0"),
        said("disposition", False, of="a0"),
    ]
    outcomes += [said("audit", True, of="b0"), said("disposition", True, of="b0")]
    outcomes += [said("audit", False, of="c0"), said("disposition", True, of="c0")]
    outcomes += [said("audit", True, of="d0"), said("disposition", False, of="d0")]

    lake = fill(rows, outcomes=outcomes)

    found = table(lake, "cases", "first_contact", "by_no_repeat", "resolved", "decided_by")
    assert [row for row in found if row[0].endswith("0")] == [
        ("t:a0", False, True, "customer"),
        ("t:b0", False, False, "no_repeat"),
        ("t:c0", True, False, "audit"),
        ("t:d0", True, True, "no_repeat"),
    ]
