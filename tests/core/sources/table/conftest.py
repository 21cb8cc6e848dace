"""A table on disk, a mapping as text, and what the source makes of the two."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from willet.core.sources import Landing, ReadOptions, silent
from willet.core.sources.table import SOURCE, FileLimits
from willet.core.sources.table.landing import TableImport

KEY = b"k" * 32
MINIMAL = """
name = "desk"
zone = "Europe/Berlin"
[columns.contact_id]
from = "id"
[columns.arrived_at]
from = "at"
"""


@dataclass
class Imported:
    """A connection with the tables folded, and the landing that came before."""

    con: duckdb.DuckDBPyConnection
    landing: Landing

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        return self.con.execute(sql).fetchall()

    def column(self, name: str) -> list[Any]:
        return [row[0] for row in self.rows(f"SELECT {name} FROM contacts ORDER BY contact_id")]

    @property
    def ids(self) -> list[str]:
        return [str(value).removeprefix("desk:") for value in self.column("contact_id")]

    @property
    def rejects(self) -> list[tuple[str, int, str, str, str]]:
        return [(r.file, r.line, r.field, r.value, r.rule) for r in self.landing.rejects.first]

    def arrival(self, contact: str) -> datetime:
        found = self.rows(f"SELECT arrived_at FROM contacts WHERE contact_id = 'desk:{contact}'")
        assert len(found) == 1
        moment: datetime = found[0][0]
        return moment


Importer = Callable[..., Imported]


@pytest.fixture
def importer(tmp_path: Path) -> Importer:
    """Import content (text, bytes or paths) through a mapping text; None is no mapping at all."""

    def run(
        *contents: str | bytes | Path,
        mapping: str | None = MINIMAL,
        name: str = "calls.csv",
        limits: FileLimits | None = None,
        **options: Any,
    ) -> Imported:
        paths = [_written(tmp_path, f"{n}" if n else "", name, c) for n, c in enumerate(contents)]
        told = ReadOptions(customer_key=KEY, **options)
        if mapping is not None:
            (tmp_path / "desk.toml").write_text(mapping, "utf-8")
            told = replace(told, mapping=tmp_path / "desk.toml")
        con = duckdb.connect()
        work = TableImport(con, told, silent, limits or FileLimits())
        landing = work.read(paths)
        SOURCE.fold(con, told)
        return Imported(con, landing)

    return run


def _written(folder: Path, prefix: str, name: str, content: str | bytes | Path) -> Path:
    if isinstance(content, Path):
        return content
    path = folder / f"{prefix}{name}"
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return path
