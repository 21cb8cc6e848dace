"""Which contacts count as with a lever, and which beside them: judged, received, taken; of one kind, of one article."""

import duckdb
import pytest

from willet.core.cases.used import beside_others, used_sql
from willet.core.cases.within import EVERYTHING

ROWS = """
contact  topic  direction outcome   handled resolved matured
c1       order  inbound   answered  true    true     true
c2       order  NULL      answered  true    false    true
c3       order  outbound  answered  true    true     true
c4       order  inbound   abandoned false   false    true
c5       order  inbound   answered  true    NULL     true
c6       order  inbound   answered  true    true     false
c7       fix    inbound   answered  true    true     true
"""
USES = [
    ("c1", "article", "7", "opened"),
    ("c1", "article", "8", "solved"),
    ("c2", "search", "7", "found"),
    ("c2", "at_desk", "x", "article"),
    ("c7", "grant", "refund", "within"),
    (None, "article", "7", "opened"),
]


@pytest.fixture
def counted() -> duckdb.DuckDBPyConnection:
    con = duckdb.connect()
    con.execute(
        "CREATE TABLE links (contact_id VARCHAR, topic VARCHAR, queue VARCHAR, agent VARCHAR, direction VARCHAR,"
        " outcome VARCHAR, handled BOOLEAN, resolved BOOLEAN, matured BOOLEAN, local_date DATE)"
    )
    con.execute("CREATE TABLE uses (contact_id VARCHAR, kind VARCHAR, ref VARCHAR, how VARCHAR)")
    for line in ROWS.strip().splitlines()[1:]:
        name, topic, direction, outcome, *flags = (None if c == "NULL" else c for c in line.split())
        con.execute(
            "INSERT INTO links VALUES (?, ?, 'sales', 'ann', ?, ?, ?, ?, ?, DATE '2026-03-02')",
            [name, topic, direction, outcome, *flags],
        )
    con.executemany("INSERT INTO uses VALUES (?, ?, ?, ?)", USES)
    return con


@pytest.mark.parametrize(
    ("kinds", "hows", "ref", "rows"),
    [
        (["article"], ["opened", "solved"], "", {("fix", False, 1, 1), ("order", True, 1, 1), ("order", False, 1, 0)}),
        (["article"], ["opened"], "8", {("fix", False, 1, 1), ("order", False, 2, 1)}),
        (["grant"], ["within"], "", {("fix", True, 1, 1), ("order", False, 2, 1)}),
    ],
)  # fmt: skip
def test_contacts_with_and_without(
    counted: duckdb.DuckDBPyConnection,
    kinds: list[str],
    hows: list[str],
    ref: str,
    rows: set[tuple[str, bool, int, int]],
) -> None:
    sql, bound = used_sql(EVERYTHING, kinds, hows, ref)

    counts = counted.execute(sql, bound).fetchall()

    assert {(topic, has, n, hits) for topic, _queue, _whose, has, n, hits in counts} == rows


def test_few_rows_are_compared_with_nothing() -> None:
    assert beside_others([]) is None
    assert (
        beside_others(
            [("order", "sales", "ann", True, 5, 4), ("order", "sales", "ann", False, 5, 1)]
        )
        is None
    )
