"""The list of events: one row for each layout, and fields that exist."""

from collections import Counter

import duckdb

from willet.core.sources.asterisk.events import EVENTS, EventRole, landed_names, make_role_table
from willet.core.sources.asterisk.fields import DATA


def test_each_layout_stands_once() -> None:
    assert set(Counter((e.name, e.variant) for e in EVENTS).values()) == {1}


def test_a_variant_has_a_plain_layout_beside_it() -> None:
    plain = {e.name for e in EVENTS if not e.variant}
    assert {e.name for e in EVENTS if e.variant} <= plain


def test_every_field_is_among_those_that_are_read() -> None:
    positions = [p for e in EVENTS for p in (e.wait, e.talk, e.ring, e.number, e.stated, e.score)]
    assert max(positions) <= len(DATA)


def test_roles_of_landed_names_are_unique() -> None:
    con = duckdb.connect()
    make_role_table(con)
    counts = con.execute(
        "SELECT count(*), count(DISTINCT event), count(DISTINCT event_no) FROM asterisk_roles"
    ).fetchone()
    assert counts == (len(set(landed_names(*EventRole))),) * 3
