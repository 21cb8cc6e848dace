"""Logs to be written and folded: the real source over small files, landed run by run as a lake would."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pytest

from willet.core.records import TABLES
from willet.core.sources.asterisk import SOURCE
from willet.core.sources.asterisk.landing import LANDED
from willet.core.sources.contract import Landing, ReadOptions

KEY = bytes(range(32))
FACTS = ("contacts", "visits", "outcomes", "answers", "agent_states", "call_ids")

Rows = list[tuple[Any, ...]]


@dataclass
class Folded:
    """What came of some runs: the landings, and the tables in a connection."""

    con: duckdb.DuckDBPyConnection
    landings: list[Landing]

    @property
    def landing(self) -> Landing:
        assert len(self.landings) == 1
        return self.landings[0]

    def rows(self, sql: str) -> Rows:
        return self.con.execute(sql).fetchall()

    def row(self, sql: str) -> tuple[Any, ...]:
        rows = self.rows(sql)
        assert len(rows) == 1, rows
        return rows[0]

    def value(self, sql: str) -> Any:
        return self.row(sql)[0]

    def tables(self) -> dict[str, Rows]:
        """Every row of every table, in one order."""
        return {name: sorted(self.rows(f'FROM "{name}"'), key=repr) for name in FACTS}


def landed_by(runs: Sequence[Sequence[Path]], options: ReadOptions) -> Folded:
    """The rows of several runs beside each other in `landed`, each run read by itself."""
    con = duckdb.connect()
    columns = ", ".join(f"{name} {kind}" for name, kind in LANDED.items())
    con.execute(f"CREATE TEMP TABLE stored ({columns}, part DATE)")
    landings = []
    for run in runs:
        landings.append(SOURCE.read(con, run, options))
        con.execute("INSERT INTO stored BY NAME SELECT * FROM landed")
    con.execute("CREATE OR REPLACE TEMP TABLE landed AS FROM stored")
    return Folded(con, landings)


@pytest.fixture
def fold() -> Callable[..., Folded]:
    """Reads and folds runs: each argument is a file or a list of files."""

    def folded(
        *runs: Path | Sequence[Path],
        zone: str | None = "Europe/Amsterdam",
        region: str | None = "NL",
    ) -> Folded:
        options = ReadOptions(customer_key=KEY, zone=zone, region=region)
        lists = [[run] if isinstance(run, Path) else list(run) for run in runs]
        result = landed_by(lists, options)
        SOURCE.fold(result.con, options)
        for name in FACTS:
            described = result.con.execute(f'FROM "{name}" LIMIT 0').description
            assert [c[0] for c in described] == [*TABLES[name].names, "part"]
        return result

    return folded


@pytest.fixture
def log(tmp_path: Path) -> Callable[..., Path]:
    """Writes lines into a file; the first argument names it when it has no `|`."""
    made: list[Path] = []

    def written(*lines: str, name: str | None = None, end: str = "\n") -> Path:
        path = tmp_path / (name or f"queue_log.{len(made)}")
        path.write_text("\n".join(lines) + end, encoding="utf-8")
        made.append(path)
        return path

    return written


@pytest.fixture
def ask(fold: Callable[..., Folded], log: Callable[..., Path]) -> Callable[..., Folded]:
    """Folds the lines given."""
    return lambda *lines, **options: fold(log(*lines), **options)
