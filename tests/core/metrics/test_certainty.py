"""What a condition tells of its columns, checked against SQL's own three-valued logic."""

from itertools import product

import duckdb
import pytest

from willet.core.metrics.certainty import known_if, never_unknown
from willet.core.metrics.dialect import dialect_named
from willet.core.metrics.formula import Reader
from willet.core.metrics.nodes import columns_in
from willet.core.metrics.render import Renderer

READER = Reader("visits")
CONDITIONS = [
    "wait_s > 1",
    "wait_s > 1 and talk_s > 1",
    "wait_s > 1 or talk_s > 1",
    "not (wait_s > 1 and talk_s > 1)",
    "not (wait_s > 1 or talk_s > 1)",
    "wait_s is not null or talk_s > 1",
    "not (wait_s is null)",
    "wait_s in (1, 2) and not (talk_s in (1))",
    "if(wait_s > 1, talk_s > 1)",
    "or_zero(wait_s) > 1 and talk_s > 1",
    "wait_s > talk_s and ring_s is null",
]


@pytest.mark.parametrize("text", CONDITIONS)
@pytest.mark.parametrize("holds", [True, False])
def test_columns_said_to_be_known_are_never_null(text: str, holds: bool) -> None:
    node = READER.condition(text)
    sql = Renderer(dialect_named("duckdb"), {}).sql(node)
    values = product([None, 0.0, 1.0, 2.0], repeat=3)

    with duckdb.connect() as con:
        con.execute("CREATE TABLE t (wait_s DOUBLE, talk_s DOUBLE, ring_s DOUBLE)")
        con.executemany("INSERT INTO t VALUES (?, ?, ?)", [list(v) for v in values])
        test = sql if holds else f"NOT {sql}"
        for name in known_if(node, holds=holds):
            assert con.execute(
                f"SELECT count(*) FROM t WHERE {test} AND {name} IS NULL"
            ).fetchall() == [(0,)]


@pytest.mark.parametrize(
    ("hit", "scope", "sure"),
    [
        ("answered", "offered", True),
        ("answered and wait_s <= 20", "offered", False),
        ("wait_s <= 20", "wait_s > 1", True),
        ("answered", "answered or queue is null", False),
        ("if(answered, offered)", "offered", False),
    ],
)
def test_a_hit_is_sure_where_its_scope_knows_all(hit: str, scope: str, sure: bool) -> None:
    found = never_unknown(READER.condition(hit), READER.condition(scope))

    assert found is sure


def test_an_open_end_knows_nothing() -> None:
    node = READER.condition("queue is null")

    assert known_if(node, holds=True) == frozenset()
    assert known_if(node, holds=False) == columns_in(node)
