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
        ("inbound", "wait_s > 1", True),
        ("queue is not null and queue = 'x'", "wait_s > 1", True),
        ("queue is null or agent = 'x'", "wait_s > 1", False),
        ("answered", "inbound", False),
    ],
)
def test_a_hit_is_sure_where_its_scope_knows_all(hit: str, scope: str, sure: bool) -> None:
    found = never_unknown(READER.condition(hit), READER.condition(scope))

    assert found is sure


TOTALS = [
    "wait_s is null or wait_s > 1",
    "wait_s > 1 or wait_s is null",
    "not (wait_s is null or wait_s > 1)",
    "wait_s is not null and (wait_s > 1 or talk_s is null)",
    "wait_s is null or talk_s is null or wait_s > talk_s",
    "(wait_s is null or wait_s > 1) and talk_s > 1",
    "wait_s is null and wait_s > 1",
    "if(wait_s > 1, talk_s > 1) or ring_s is null",
]


@pytest.mark.parametrize("text", [*TOTALS, *CONDITIONS])
@pytest.mark.parametrize("scope", ["ring_s > 0", "talk_s > 0 and ring_s is null", "wait_s is null"])
def test_hit_said_to_be_sure_is_never_null(text: str, scope: str) -> None:
    hit, given = READER.condition(text), READER.condition(scope)
    renderer = Renderer(dialect_named("duckdb"), {})
    values = product([None, 0.0, 1.0, 2.0], repeat=3)

    with duckdb.connect() as con:
        con.execute("CREATE TABLE t (wait_s DOUBLE, talk_s DOUBLE, ring_s DOUBLE)")
        con.executemany("INSERT INTO t VALUES (?, ?, ?)", [list(v) for v in values])
        asked = (
            f"SELECT count(*) FROM t WHERE {renderer.sql(given)} AND {renderer.sql(hit)} IS NULL"
        )
        unknown = con.execute(asked).fetchall()[0][0]

    assert not (never_unknown(hit, given) and unknown)


@pytest.mark.parametrize("text", TOTALS[:5])
def test_condition_that_asks_for_the_unknown_first_is_sure(text: str) -> None:
    assert never_unknown(READER.condition(text), READER.condition("ring_s > 0")) is True


def test_an_open_end_knows_nothing() -> None:
    node = READER.condition("queue is null")

    assert known_if(node, holds=True) == frozenset()
    assert known_if(node, holds=False) == columns_in(node)
