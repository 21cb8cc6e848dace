"""Agents compared over a lake's links: each by their own contacts, the mix allowed for, the small left unranked."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import partial

import duckdb
import numpy as np
import pytest

from willet.core.cases.comparing import (
    FAR,
    USUAL,
    Compared,
    compare,
    limit_at,
)
from willet.core.cases.own_contact import FACTORS
from willet.core.metrics import Question, among
from willet.core.records import TABLES

DAY_S = 86_400
NEVER = float("inf")


@pytest.fixture
def con() -> duckdb.DuckDBPyConnection:
    """The tables a comparison reads, empty."""
    connection = duckdb.connect()
    for name in ("links", "contacts", "outcomes", "answers"):
        connection.execute(TABLES[name].ddl())
    return connection


def put(con: duckdb.DuckDBPyConnection, table: str, rows: Sequence[dict[str, object]]) -> None:
    """Rows in one statement; thousands one by one take seconds."""
    names = ", ".join(rows[0])
    values = ", ".join(f"({', '.join(map(spelled, row.values()))})" for row in rows)
    con.execute(f"INSERT INTO {table} ({names}) VALUES {values}")


def spelled(value: object) -> str:
    """A value as SQL."""
    if value is None:
        return "NULL"
    return str(value) if isinstance(value, bool | int) else f"'{value}'"


def contacts(con: duckdb.DuckDBPyConnection, *rows: dict[str, object]) -> None:
    """Contacts with their links; what is not said is usual: inbound, handled, watched for a month, not repeated."""
    usual = {
        "agent": "ann",
        "team": "north",
        "topic": "easy",
        "queue": "q",
        "direction": "inbound",
        "handled": True,
        "local_interval": 40,
        "wall_interval": 40,
        "local_date": date(2021, 1, 4),
        "case_contacts": 1,
        "observed_s": 30.0 * DAY_S,
        "next_gap_if_known_s": NEVER,
        "customer_key": None,
        "transfers": 0,
    }
    full = [
        {"contact_id": f"c{i}", "case_id": f"case:{i}", **usual, **row}
        for i, row in enumerate(rows)
    ]
    links = [{k: v for k, v in row.items() if k != "own_word"} for row in full]
    for i, link in enumerate(links):
        link.setdefault("arrived_at", datetime(2021, 1, 4, 10) + timedelta(minutes=i))
    put(con, "links", links)
    put(
        con,
        "contacts",
        [{"contact_id": r["contact_id"], "resolved": r.get("own_word")} for r in full],
    )


def group(n: int, solved: int, **more: object) -> list[dict[str, object]]:
    """So many contacts, of which `solved` were not followed by another."""
    return [{"next_gap_if_known_s": NEVER if i < solved else 3.0 * DAY_S, **more} for i in range(n)]


asked = partial(Question.of, "fcr_case")


def rows(con: duckdb.DuckDBPyConnection, **words: object) -> dict[str, Compared]:
    return {row.name: row for row in compare(con, **words).rows}  # type: ignore[arg-type]


def mixed(con: duckdb.DuckDBPyConnection) -> None:
    """
    | agent | topic | handled | solved |
    | ann   | hard  | 400     | 240    |
    | bob   | easy  | 400     | 360    |
    | cyd   | hard  | 200     | 100    |
    | cyd   | easy  | 200     | 180    |
    | new   | easy  | 5       | 0      |
    """
    contacts(
        con,
        *group(400, 240, agent="ann", topic="hard"),
        *group(400, 360, agent="bob", topic="easy"),
        *group(200, 100, agent="cyd", topic="hard"),
        *group(200, 180, agent="cyd", topic="easy"),
        *group(5, 0, agent="new", topic="easy"),
    )


def test_raw_shares_count_the_rows_and_the_mix_is_allowed_for(
    con: duckdb.DuckDBPyConnection,
) -> None:
    mixed(con)

    found = compare(con)

    by_name = {r.name: r for r in found.rows}
    assert {(r.name, r.n, r.resolved) for r in found.rows} == {
        ("ann", 400, 240),
        ("bob", 400, 360),
        ("cyd", 400, 280),
        ("new", 5, 0),
    }
    assert found.overall == pytest.approx(880 / 1205)
    # Ann solves 60 % of hard topics where cyd solves 50 %: best of the hard, worst in the plain share.
    assert by_name["ann"].raw < by_name["cyd"].raw < by_name["bob"].raw
    assert by_name["ann"].adjusted > by_name["cyd"].adjusted
    assert found.adjusted_for == FACTORS


def test_below_the_smallest_number_no_name_is_ranked(con: duckdb.DuckDBPyConnection) -> None:
    mixed(con)

    last = compare(con).rows[-1]

    assert (last.name, last.unranked, last.stands_out) == ("new", "few", None)


def test_period_and_filters_narrow_the_comparison(con: duckdb.DuckDBPyConnection) -> None:
    late = date(2021, 1, 5)
    contacts(
        con,
        *group(40, 30, topic="hard"),
        *group(50, 30, topic="hard", local_date=late),
        *group(60, 30, agent="bob", topic="hard", local_date=late, queue="r"),
        *group(70, 30, agent="bob", local_date=late),
    )

    assert {
        n: r.n
        for n, r in rows(
            con, of=asked(first=late, last=late, where=among("topic", ["hard"]))
        ).items()
    } == {
        "ann": 50,
        "bob": 60,
    }
    assert {n: r.n for n, r in rows(con, of=asked(where=among("queue", ["q"]))).items()} == {
        "ann": 90,
        "bob": 70,
    }
    assert compare(con, asked(where=among("queue", ["nowhere"]))).overall is None


def test_teams_are_compared_as_agents_are(con: duckdb.DuckDBPyConnection) -> None:
    contacts(
        con, *group(60, 40), *group(60, 50, agent="bob"), *group(80, 30, agent="cyd", team="south")
    )

    assert {n: (r.n, r.resolved) for n, r in rows(con, by="team").items()} == {
        "north": (120, 90),
        "south": (80, 30),
    }


@pytest.mark.parametrize(
    ("row", "solved"),
    [
        ({"next_gap_if_known_s": NEVER}, True),
        ({"next_gap_if_known_s": 7.0 * DAY_S}, False),
        ({"next_gap_if_known_s": 7.0 * DAY_S + 1}, True),
        ({"next_gap_if_known_s": NEVER, "own_word": False}, True),
        ({"next_gap_if_known_s": 60.0, "own_word": True}, False),
        ({"next_gap_if_known_s": None, "own_word": True}, True),
        ({"next_gap_if_known_s": None, "own_word": False}, False),
        ({"next_gap_if_known_s": None}, None),
        ({"observed_s": 7.0 * DAY_S - 1}, None),
        ({"observed_s": 7.0 * DAY_S}, True),
        ({"observed_s": 0.0, "next_gap_if_known_s": 60.0}, None),
        ({"direction": "outbound"}, None),
        ({"direction": "internal"}, None),
        ({"direction": None}, True),
        ({"handled": False}, None),
        ({"agent": None}, None),
    ],
)
def test_a_contact_is_judged_by_what_became_of_it(
    con: duckdb.DuckDBPyConnection, row: dict[str, object], solved: bool | None
) -> None:
    contacts(con, row, {"agent": "bob"})

    found = rows(con)

    if solved is None:
        assert "ann" not in found
    else:
        assert (found["ann"].n, found["ann"].resolved) == (1, int(solved))


@pytest.mark.parametrize(
    ("customer", "audit", "gap", "solved"),
    [
        (True, False, 60.0, True),
        (False, True, NEVER, False),
        (None, True, 60.0, False),
        (None, False, NEVER, False),
        (None, True, None, True),
        (None, None, NEVER, True),
    ],
)
def test_the_customer_outranks_a_return_a_return_an_audit_an_audit_silence(
    con: duckdb.DuckDBPyConnection,
    customer: bool | None,
    audit: bool | None,
    gap: float | None,
    solved: bool,
) -> None:
    contacts(con, {"next_gap_if_known_s": gap}, {"agent": "bob"})
    if customer is not None:
        put(
            con,
            "answers",
            [
                {
                    "contact_id": "c0",
                    "instrument": "resolved",
                    "scale": "0-1",
                    "score": float(customer),
                }
            ],
        )
    if audit is not None:
        put(con, "outcomes", [{"contact_id": "c0", "kind": "audit", "resolved": audit}])

    assert rows(con)["ann"].resolved == int(solved)


def test_what_is_said_of_another_contact_of_the_case_changes_nothing(
    con: duckdb.DuckDBPyConnection,
) -> None:
    """Ann's customer had to come back; bob solved it, and the customer says so of bob's contact."""
    contacts(
        con,
        {"case_id": "one", "case_contacts": 2, "next_gap_if_known_s": 2.0 * DAY_S},
        {"case_id": "one", "case_contacts": 2, "agent": "bob"},
    )
    put(
        con,
        "answers",
        [{"contact_id": "c1", "instrument": "resolved", "scale": "0-1", "score": 1.0}],
    )

    found = rows(con)

    assert (found["ann"].resolved, found["bob"].resolved) == (0, 1)


def test_a_repeat_is_hard_only_where_others_had_the_contacts_before(
    con: duckdb.DuckDBPyConnection,
) -> None:
    """A case of ann, ann, nobody, bob, ann; one of bob alone."""
    who = ["ann", "ann", None, "bob", "ann"]
    of_one: list[dict[str, object]] = [
        {"case_id": "one", "case_contacts": 5, "agent": a, "handled": a is not None} for a in who
    ]
    contacts(con, *of_one, {"agent": "bob"})

    compare(con)

    found = con.execute(
        "SELECT unit, after_others, count(*) FROM judged_contacts GROUP BY ALL ORDER BY ALL"
    )
    assert found.fetchall() == [
        ("ann", False, 2),
        ("ann", True, 1),
        ("bob", False, 1),
        ("bob", True, 1),
    ]


def test_who_does_what_nobody_else_does_cannot_be_compared(con: duckdb.DuckDBPyConnection) -> None:
    contacts(
        con,
        *group(200, 60, agent="ann", topic="odd"),
        *group(200, 150, agent="bob"),
        *group(200, 150, agent="cyd"),
    )

    found = rows(con)

    assert [found[n].unranked for n in ("ann", "bob", "cyd")] == ["alone", None, None]
    assert np.isnan([found["ann"].z, found["ann"].worth, found["ann"].limit(FAR)]).all()


@pytest.mark.journey("cases", but_first=True)
@pytest.mark.parametrize("solved", [330, 345, 350, 360, 375])
def test_whoever_stands_out_lies_outside_the_drawn_limit(
    con: duckdb.DuckDBPyConnection, solved: int
) -> None:
    contacts(
        con,
        *group(400, solved, agent="ann"),
        *group(300, 260, agent="bob", topic="hard"),
        *group(300, 280, agent="bob"),
        *group(350, 300, agent="cyd"),
        *group(250, 190, agent="cyd", topic="hard"),
    )

    for row in compare(con).rows:
        drawn = limit_at(row.overall, row.worth, FAR)
        assert (row.stands_out is not None) == (abs(row.difference) > drawn)
        assert row.z / 1.959964 == pytest.approx(row.difference / row.limit(USUAL), rel=1e-5)


def test_customers_who_call_one_agent_again_and_again_make_that_agent_less_sure(
    con: duckdb.DuckDBPyConnection,
) -> None:
    """Two hundred customers with two contacts each, both solved or both not."""
    alike: list[dict[str, object]] = [
        {"agent": f"a{c % 4}", "customer_key": c, "next_gap_if_known_s": NEVER if c % 3 else DAY_S}
        for c in range(200)
        for _ in range(2)
    ]
    contacts(con, *alike)
    together = compare(con).rows
    con.execute("UPDATE links SET customer_key = NULL")

    apart = {row.name: row for row in compare(con).rows}

    for row in together:
        assert row.worth == pytest.approx(apart[row.name].worth / 2, rel=0.1)


@pytest.mark.parametrize("value", ["Kỹ thuật", "x; --", None])
@pytest.mark.parametrize(
    "dimension", ["queue", "team", "topic", "channel", "language", "outcome", "source"]
)
def test_a_filter_compares_as_a_lake_of_only_those_contacts(
    con: duckdb.DuckDBPyConnection, dimension: str, value: str | None
) -> None:
    own = {dimension: value}
    kept = [*group(40, 30, **own), *group(50, 20, agent="bob", **own)]
    others = [
        *group(60, 10, **{dimension: "other"}),
        *group(70, 60, agent="bob", **{dimension: "z"}),
    ]
    contacts(con, *kept, *others)
    alone = duckdb.connect()
    for name in ("links", "contacts", "outcomes", "answers"):
        alone.execute(TABLES[name].ddl())
    contacts(alone, *kept)

    assert compare(con, asked(where=among(dimension, [value]))) == compare(alone)
