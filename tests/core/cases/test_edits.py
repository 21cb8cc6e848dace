"""Corrections by hand outlive imports, and leave the lake as if they had always been there."""

import pytest

from tests.core.cases.conftest import Fill, contact, table
from willet.core import cases
from willet.core.records import RequestError, UnknownNameError


def test_split_contact_opens_a_case_and_takes_later_ones_along(fill: Fill) -> None:
    lake = fill([contact("a", 0), contact("b", 1), contact("c", 2)])

    cases.split(lake, "t:b", by="lea", note="another card")

    assert table(lake, "cases", "case_id", "contacts") == [("case:t:a", 1), ("case:t:b", 2)]
    assert table(lake, "links", "linked_by") == [("first",), ("by_hand",), ("customer",)]
    assert table(lake, "cases", "linked_by") == [("single",), ("by_hand",)]


def test_split_off_contact_is_no_repeat_of_the_case_it_left(fill: Fill) -> None:
    lake = fill([contact("a", 0), contact("b", 1), contact("end", 30, 9)])

    cases.split(lake, "t:b", by="lea")

    assert table(lake, "cases", "by_no_repeat") == [(True,), (True,), (None,)]


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


def test_later_split_takes_a_join_back(fill: Fill) -> None:
    lake = fill([contact("a", 0, 1), contact("b", 20, 2)])

    cases.join(lake, "t:a", "t:b", by="lea")
    cases.split(lake, "t:b", by="max")

    assert table(lake, "cases", "contacts") == [(1,), (1,)]


def test_withdrawn_edit_leaves_no_trace(fill: Fill) -> None:
    rows = [contact("a", 0), contact("b", 1), contact("c", 20)]
    lake = fill(rows)
    before = table(lake, "cases", "*")

    edit = cases.split(lake, "t:b", by="lea")
    assert table(lake, "cases", "*") != before
    cases.withdraw(lake, edit)

    assert (table(lake, "cases", "*"), cases.edits(lake)) == (before, [])


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
