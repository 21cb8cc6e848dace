"""Whose contact it is: ids, numbers and addresses that meet on one contact, and those that many share."""

import random
from collections import defaultdict
from typing import Any

import pytest

from tests.core.cases.conftest import Fill, Row, contact, put, table
from willet.core.cases.people import recognise
from willet.core.lake import Lake
from willet.core.lake.engine import open_engine


def seen(name: str, day: float, *, id: int | None = None, number: int | None = None,
         email: int | None = None) -> Row:  # fmt: skip
    """A contact that showed these identities; the source's own choice is the first it has."""
    key = next((k for k in (id, number, email) if k is not None), None)
    kind = "customer_id" if id is not None else "number" if number is not None else "email"
    keys = {"id_key": id, "number_key": number, "email_key": email}
    return contact(name, day, key, **keys, identity=None if key is None else kind)


def people(lake: Lake) -> list[tuple[Any, ...]]:
    return table(lake, "links", "contact_id", "customer_key", "identity")


def test_number_seen_with_one_id_is_that_customers(fill: Fill) -> None:
    rows = [seen("a", 0, number=50), seen("b", 1, id=1, number=50), seen("c", 2, id=1)]

    lake = fill(rows)

    assert people(lake) == [
        ("t:a", 1, "number"),
        ("t:b", 1, "customer_id"),
        ("t:c", 1, "customer_id"),
    ]
    assert table(lake, "cases", "case_id", "contacts") == [("case:t:a", 3)]


def test_household_number_joins_nobody(fill: Fill) -> None:
    rows = [seen("a", 0, id=1, number=50), seen("b", 0, id=2, number=50)]
    rows += [seen("c", 1, number=50), seen("d", 2, number=50)]

    lake = fill(rows)

    assert [row[1] for row in people(lake)] == [1, 2, 50, 50]


def test_office_number_names_nobody(fill: Fill) -> None:
    rows = [seen(f"id{i}", i, id=i, number=50) for i in range(1, 5)] + [seen("x", 9, number=50)]

    lake = fill(rows)

    assert people(lake)[-1] == ("t:x", None, "shared")
    assert table(lake, "links", "prev_gap_s", "identified")[-1] == (None, False)


def test_two_ids_are_never_one_customer(fill: Fill) -> None:
    #  id 1 -- number 50 -- address 70 -- number 60 -- id 2
    rows = [seen("a", 0, id=1, number=50), seen("b", 0, number=50, email=70)]
    rows += [
        seen("c", 0, number=60, email=70),
        seen("d", 0, id=2, number=60),
        seen("e", 0, email=70),
    ]

    assert [row[1] for row in people(fill(rows))] == [1, 1, 2, 2, 70]


def test_number_and_address_without_an_id_are_one_customer(fill: Fill) -> None:
    rows = [seen("a", 0, number=50), seen("b", 1, number=50, email=70), seen("c", 2, email=70)]

    assert [row[1] for row in people(fill(rows))] == [50, 50, 50]


def test_withheld_number_stays_withheld(fill: Fill) -> None:
    rows = [contact("a", 0, None, identity="withheld"), seen("b", 0, id=1, number=50)]

    assert people(fill(rows))[0] == ("t:a", None, "withheld")


@pytest.mark.journey("history")
def test_later_contact_with_two_identities_joins_the_earlier_cases(fill: Fill) -> None:
    apart = [seen("a", 0, number=50), seen("b", 1, id=1)]
    lake = fill(apart)
    assert table(lake, "cases", "contacts") == [(1,), (1,)]

    joined = fill([*apart, seen("c", 20, id=1, number=50)])
    assert table(joined, "cases", "case_id", "contacts") == [("case:t:a", 2), ("case:t:c", 1)]

    again = fill(apart)
    assert table(again, "cases", "contacts") == [(1,), (1,)]


def _expected(rows: list[Row]) -> list[int | None]:
    ids_of, mails_of, numbers_of = (defaultdict[Any, set[Any]](set) for _ in range(3))
    for row in rows:
        for weak in (row["number_key"], row["email_key"]):
            if weak is not None and row["id_key"] is not None:
                ids_of[weak].add(row["id_key"])
        if row["number_key"] is not None and row["email_key"] is not None:
            mails_of[row["number_key"]].add(row["email_key"])
            numbers_of[row["email_key"]].add(row["number_key"])
    friends = mails_of | numbers_of
    shared = {k for k, f in friends.items() if len(f) > 3} | {
        k for k, i in ids_of.items() if len(i) > 1
    }
    names: dict[int, int | None] = {}
    for key in friends:
        group, todo = {key}, [key]
        while key not in shared and todo:
            more = {k for k in friends[todo.pop()] if k not in shared} - group
            group |= more
            todo += more
        ids = {i for k in group for i in ids_of.get(k, ())}
        names[key] = min(ids) if len(ids) == 1 else min(group) if not ids else key
        if len(friends[key]) > 3:
            names[key] = None
    for key, ids in ids_of.items():
        names[key] = min(ids) if len(ids) == 1 else key if len(ids) <= 3 else None
    return [_whose(row, names) for row in rows]


def _whose(row: Row, names: dict[int, int | None]) -> int | None:
    if row["id_key"] is not None:
        return int(row["id_key"])
    keys = [k for k in (row["number_key"], row["email_key"]) if k is not None]
    told = [names[k] for k in keys if k in names]
    if told:
        return next((name for name in told if name is not None), None)
    return keys[0] if keys else None


@pytest.mark.parametrize("seed", range(12))
def test_merging_follows_the_rules_on_any_contacts(seed: int) -> None:
    draw = random.Random(seed)
    rows = [
        seen(
            f"{i:03}",
            0,
            id=draw.choice([None, None, *range(1, 9)]),
            number=draw.choice([None, *range(100, 112)]),
            email=draw.choice([None, None, *range(200, 210)]),
        )
        for i in range(draw.choice([10, 25, 60]))
    ]

    with open_engine() as con:
        put(con, "contacts", rows, "contacts")
        recognise(con)
        found = con.execute("SELECT person FROM people ORDER BY contact_id").fetchall()

    assert [person for (person,) in found] == _expected(rows)
