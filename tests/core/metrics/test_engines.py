"""The same questions on another engine: PostgreSQL, where it is installed, against DuckDB.

A scratch server is started on a socket of its own; without `initdb` on the machine the test says that it was left out.
"""

import csv
import getpass
import io
import os
import shutil
import subprocess
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from duckdb import DuckDBPyConnection

from willet.core import statistics
from willet.core.metrics import Compiled, Question, answer_from, catalogue, compile_question
from willet.core.metrics.render import literal
from willet.core.records import TABLES

GOLDEN: dict[str, Any] = tomllib.loads((Path(__file__).parent / "golden.toml").read_text("utf-8"))
TYPES = {
    "UBIGINT": "NUMERIC(20)",
    "UTINYINT": "SMALLINT",
    "USMALLINT": "INTEGER",
    "UINTEGER": "BIGINT",
    "DOUBLE": "DOUBLE PRECISION",
    "VARCHAR": "TEXT",
    "VARCHAR[]": "TEXT[]",
}


class Server:
    """A PostgreSQL of our own, spoken to through psql."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        # a server refuses to run as root; the package brings an account of its own
        self.account = ["runuser", "-u", "postgres", "--"] if getpass.getuser() == "root" else []
        self.user = "postgres" if self.account else getpass.getuser()

    def run(self, *command: str, text: str | None = None) -> str:
        found = subprocess.run(
            [*self.account, *command],
            input=text,
            capture_output=True,
            text=True,
            check=False,
            cwd="/",
        )
        assert found.returncode == 0, found.stderr
        return found.stdout

    def start(self) -> None:
        self.run("initdb", "-D", f"{self.folder}/data", "-A", "trust", "-U", self.user, "--no-sync")
        options = f"-c listen_addresses='' -c unix_socket_directories={self.folder} -c fsync=off"
        log = f"{self.folder}/log"
        self.run("pg_ctl", "-D", f"{self.folder}/data", "-o", options, "-l", log, "-w", "start")

    def stop(self) -> None:
        self.run("pg_ctl", "-D", f"{self.folder}/data", "-m", "immediate", "-w", "stop")

    def sql(self, statement: str) -> list[list[str | None]]:
        command = ["psql", "-h", str(self.folder), "-U", self.user, "-d", "postgres"]
        told = self.run(
            *command, "--csv", "-q", "-v", "ON_ERROR_STOP=1", "-P", "null=~", text=statement
        )
        rows = list(csv.reader(io.StringIO(told)))
        return [[None if v == "~" else v for v in row] for row in rows[1:]]


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """A running scratch server."""
    if not shutil.which("initdb") or not shutil.which("psql"):
        pytest.skip(
            "LEFT OUT: no PostgreSQL on this machine (initdb, psql), so only DuckDB was asked"
        )
    folder = Path(tempfile.mkdtemp(prefix="willet-pg-"))
    os.chmod(folder, 0o777)
    found = Server(folder)
    found.start()
    try:
        yield found
    finally:
        found.stop()
        shutil.rmtree(folder, ignore_errors=True)


def copied(con: DuckDBPyConnection, table: str) -> str:
    """A statement that makes the table, with its rows, on PostgreSQL."""
    types = ", ".join(f"{c.name} {TYPES.get(c.type, c.type)}" for c in TABLES[table].columns)
    rows = con.execute(f"SELECT * FROM {table}").fetchall()
    values = ", ".join(f"({', '.join(map(spelled, row))})" for row in rows)
    filled = f"INSERT INTO {table} VALUES {values};" if rows else ""
    return f"DROP TABLE IF EXISTS {table}; CREATE TABLE {table} ({types}); {filled}"


def spelled(value: Any) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, float) and value == float("inf"):
        return "'Infinity'::DOUBLE PRECISION"
    return literal(value) if isinstance(value, str | int | float | bool) else f"'{value}'"


def asked(server: Server, compiled: Compiled) -> list[list[Any]]:
    values = {name: literal(value) for name, value in compiled.parameters.items()}
    rows = server.sql(compiled.sql % values + ";")
    return [[read(value) for value in row] for row in rows]


def read(value: str | None) -> Any:
    if value is None:
        return None
    if value.startswith("{"):
        return [float(v) for v in value.strip("{}").split(",")]
    try:
        return float(value)
    except ValueError:
        return value


@pytest.mark.journey("cases", but_first=True)
@pytest.mark.parametrize(
    "by", [[], ["queue"], ["outcome", "week"], ["month", "hour"], ["year", "weekday"]]
)
def test_another_engine_gives_the_same_answers(
    by: list[str], server: Server, con: DuckDBPyConnection, draw: Any
) -> None:
    for table, text in GOLDEN["tables"].items():
        draw(table, text)
        server.sql(copied(con, table))
    question = Question.of(
        list(catalogue()), by=by, where="not (outcome = 'x') and hour between 0 and 23"
    )
    ours, theirs = compile_question(question), compile_question(question, "postgres")

    one = answer_from(
        question,
        ours,
        [con.execute(c.sql, dict(c.parameters)).fetchnumpy() for c in ours],
        intervals=statistics,
    )
    other = answer_from(question, theirs, [asked(server, c) for c in theirs], intervals=statistics)

    assert other.to_json_object()["rows"] == one.to_json_object()["rows"]
    assert len(one.rows) >= len(catalogue())
