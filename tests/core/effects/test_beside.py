"""What else began beside an exposure: on the units themselves, on units of another kind, and the same once more."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import duckdb
import pytest

from tests.core.effects.conftest import START, day
from willet.core.effects import Exposure
from willet.core.effects.beside import SHARING, others_beside

SPAN = (day(0), day(100))
OWN = (Exposure("ana", day(50)), Exposure("bo", day(50)), Exposure("cy", None))
ROWS = """(intervention_id VARCHAR, lever VARCHAR, ref VARCHAR, unit VARCHAR, name VARCHAR,
    assigned_from TIMESTAMP, until_at TIMESTAMP)"""
Began = tuple[str, str, str, str, int]


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as con:
        con.execute(f"CREATE TABLE interventions {ROWS}")
        yield con


def at(n: int) -> datetime:
    return START.replace(hour=0) + timedelta(days=n)


def others(con: duckdb.DuckDBPyConnection, *rows: Began) -> list[str]:
    for key, lever, ref, name, begins in rows:
        con.execute(
            "INSERT INTO interventions VALUES (?, ?, ?, 'agent', ?, ?, NULL)",
            [key, lever, ref, name, at(begins)],
        )
    return others_beside(con, OWN, "agent", SPAN, "UTC")


@pytest.mark.parametrize(
    ("rows", "named"),
    [
        pytest.param([("plans:1", "training", "x", "ana", 50)], [], id="itself"),
        pytest.param(
            [("plans:1", "training", "x", "ana", 50), ("plans:2", "script", "y", "ana", 50)],
            ["y"],
            id="two of one room on one day",
        ),
        pytest.param(
            [
                ("plans:1", "authority", "x", "ana", 50),
                ("plans:1", "authority", "x", "bo", 50),
                ("authority:7", "authority", "refund", "ana", 50),
            ],
            [],
            id="kept by its lever's own room once more",
        ),
        pytest.param(
            [
                ("plans:1", "authority", "x", "ana", 50),
                ("authority:7", "authority", "refund", "ana", 60),
            ],
            ["refund"],
            id="another day of that room",
        ),
        pytest.param([("plans:2", "script", "y", "cy", 60)], [], id="on one that is not exposed"),
        pytest.param([("plans:2", "script", "y", "ana", 101)], [], id="after the days compared"),
    ],
)
def test_others_on_the_same_units(
    con: duckdb.DuckDBPyConnection, rows: list[Began], named: list[str]
) -> None:
    assert others(con, *rows) == named


def test_units_of_two_kinds_touch_where_either_has_a_tenth_of_its_contacts(
    con: duckdb.DuckDBPyConnection,
) -> None:
    # Ana: 95 calls of sales, 5 of help; Bo: all of help, where ana's five are nothing beside his five hundred.
    con.execute("CREATE TABLE contacts (agent VARCHAR, queue VARCHAR)")
    for agent, queue, n in (("ana", "sales", 95), ("ana", "help", 5), ("bo", "help", 500)):
        con.executemany("INSERT INTO contacts VALUES (?, ?)", [[agent, queue]] * n)

    def touching(mine: str, other: str, *units: str) -> list[Any]:
        sql = SHARING.format(mine=mine, other=other)
        return sorted(row[0] for row in con.execute(sql, {"units": list(units)}).fetchall())

    assert touching("agent", "queue", "ana") == ["sales"]
    assert touching("queue", "agent", "help") == ["bo"]
    assert touching("agent", "queue", "cy") == []
