"""Tables drawn as text, and questions put to them: what the tests of the metrics lean on."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import duckdb
import pytest
from duckdb import DuckDBPyConnection

from willet.core import statistics
from willet.core.metrics import Answer, Question, answer_from, compile_question
from willet.core.records import TABLES

Ask = Callable[..., Answer]
Draw = Callable[[str, str], None]

USUAL: Mapping[str, object] = {
    "source": "s",
    "direction": "inbound",
    "outcome": "answered",
    "local_date": "1999-01-04",
    "local_interval": 40,
    "linked_by": "case_ref",
    "settled": "true",
}


@pytest.fixture(scope="session")
def engine_with_tables() -> Iterator[DuckDBPyConnection]:
    """One engine for all tests, with every table of the lake."""
    with duckdb.connect() as connection:
        connection.execute("SET threads = 1")
        for table in TABLES.values():
            connection.execute(table.ddl())
        yield connection


@pytest.fixture
def con(engine_with_tables: DuckDBPyConnection) -> Iterator[DuckDBPyConnection]:
    """The engine with its tables empty; what a test puts in is gone after it."""
    engine_with_tables.execute("BEGIN")
    yield engine_with_tables
    engine_with_tables.execute("ROLLBACK")


@pytest.fixture
def draw(con: DuckDBPyConnection) -> Draw:
    """Fill a table from text: names in the first line, one row in each other; `-` is unknown."""

    def fill(table: str, text: str) -> None:
        header, *lines = (line.split() for line in text.splitlines() if line.strip())
        for number, line in enumerate(lines):
            row = dict(zip(header, line, strict=True))
            insert(con, table, {k: None if v == "-" else v for k, v in row.items()}, number)

    return fill


def insert(con: DuckDBPyConnection, table: str, row: Mapping[str, Any], number: int) -> None:
    """One row, with what a row usually holds where nothing is said."""
    known = TABLES[table].names
    ids = {TABLES[table].key[0]: f"s:{number}"}
    wall = {"wall_interval": row.get("local_interval", USUAL["local_interval"])}
    full = {k: v for k, v in {**USUAL, **ids, **wall, **row}.items() if k in known}
    unknown = set(row) - set(known)
    assert not unknown, f"{table} has no {unknown}"
    places = ", ".join("?" for _ in full)
    con.execute(f"INSERT INTO {table} ({', '.join(full)}) VALUES ({places})", list(full.values()))


@pytest.fixture
def ask(con: DuckDBPyConnection) -> Ask:
    """Ask as the lake does: compile, run, answer."""

    def asked(metrics: Any, *, silence: Any = None, **words: Any) -> Answer:
        question = Question.of(metrics, **words)
        compiled = compile_question(question, silence=silence)
        results = [con.execute(c.sql, dict(c.parameters)).fetchnumpy() for c in compiled]
        return answer_from(question, compiled, results, intervals=statistics)

    return asked
