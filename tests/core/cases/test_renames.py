"""What an import changed in whom a key stands for: looked up from its keys, and equal to looking at every contact."""

import random
from typing import Any

import pytest

from tests.core.cases.conftest import Row, contact, put
from willet.core.cases.people import NAMED, recognise
from willet.core.cases.renames import renames
from willet.core.lake.engine import open_engine


def seen(name: str, draw: random.Random, keys: int) -> Row:
    """A contact that carried an id, a number and an address, or some of them, of a few there are."""
    who = draw.choice([None, None, *range(1, 1 + keys)])
    number = draw.choice([None, *range(100, 100 + keys)])
    email = draw.choice([None, None, *range(200, 200 + keys)])
    first = next((key for key in (who, number, email) if key is not None), None)
    return contact(name, draw.uniform(0, 90), first) | {
        "id_key": who,
        "number_key": number,
        "email_key": email,
    }


def people_of(rows: list[Row]) -> dict[str, Any]:
    """Whose each contact is, by looking at all of them."""
    with open_engine() as con:
        put(con, "contacts", rows, "contacts")
        recognise(con)
        return dict(con.execute("SELECT contact_id, person FROM people").fetchall())


@pytest.mark.parametrize("seed", range(12))
def test_names_of_few_keys_looked_up_are_those_of_looking_at_all(seed: int) -> None:
    """Who was somebody before stays that one, but for those who changed or carry a key that stands for another now."""
    draw = random.Random(seed)
    keys = draw.choice([4, 12, 40])
    before = {f"{i:03}": seen(f"{i:03}", draw, keys) for i in range(draw.choice([10, 60, 120]))}
    gone = {name for name in before if draw.random() < 0.04}
    came = {f"{i:03}" for i in range(150) if draw.random() < 0.04}
    after = {n: r for n, r in before.items() if n not in gone}
    after |= {name: seen(name, draw, keys) for name in came}
    went = [before[n] | {"was": True} for n in before if after.get(n) is not before[n]]
    new = [r | {"was": False} for n, r in after.items() if before.get(n) is not r]

    with open_engine() as con:
        put(con, "contacts", list(after.values()), "contacts")
        for name, rows in (("went", went), ("new", new)):
            put(con, "contacts", [{k: v for k, v in r.items() if k != "was"} for r in rows], name)
        con.execute(
            "CREATE TEMP VIEW changed_contacts AS SELECT *, TRUE AS was FROM went UNION ALL SELECT *, FALSE FROM new"
        )
        renames(con)
        anew = dict(
            con.execute(
                f"""SELECT contact_id, person FROM ({NAMED.format(contacts="contacts")})
                JOIN contacts USING (contact_id)
                WHERE contact_id IN (SELECT contact_id FROM new) OR number_key IN (FROM renamed_keys)
                    OR email_key IN (FROM renamed_keys)"""
            ).fetchall()
        )

    stood = people_of(list(before.values()))
    known = {row["contact_id"] for row in after.values()}
    assert {n: p for n, p in (stood | anew).items() if n in known} == people_of(
        list(after.values())
    )


def test_first_contact_with_a_key_that_is_named_anew_is_looked_for() -> None:
    #  day   0  number 100            a stranger's
    #  day  50  number 101            another's
    #  day  80  number 100 and id 1   so the first was customer 1's: it is found from day 0 on
    rows = [
        contact(f"{d}", d, n) | {"id_key": None, "number_key": n} for d, n in ((0, 100), (50, 101))
    ]
    new = contact("80", 80, 1) | {"id_key": 1, "number_key": 100}

    with open_engine() as con:
        put(con, "contacts", [*rows, new], "contacts")
        put(con, "contacts", [new], "new")
        con.execute("CREATE TEMP VIEW changed_contacts AS SELECT *, FALSE AS was FROM new")
        since = renames(con)
        keys = con.execute("SELECT key FROM renamed_keys").fetchall()

    assert (since, keys) == (rows[0]["arrived_at"], [(100,)])


def test_keys_seen_as_ever_rename_nobody() -> None:
    rows = [contact(f"{d}", d, 1) | {"number_key": 100} for d in range(3)]

    with open_engine() as con:
        put(con, "contacts", rows, "contacts")
        put(con, "contacts", rows[2:], "new")
        con.execute("CREATE TEMP VIEW changed_contacts AS SELECT *, FALSE AS was FROM new")
        since = renames(con)
        keys = con.execute("SELECT key FROM renamed_keys").fetchall()

    assert (since, keys) == (None, [])
