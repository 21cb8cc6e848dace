"""A Parquet file, its columns cast to texts so that one mapping reads it as it would a CSV."""

from collections.abc import Iterator
from pathlib import Path

import duckdb

from willet.core.records import saying
from willet.core.sources.file_errors import file_errors
from willet.core.sources.table.batches import FIELD, RECORD, Piece
from willet.core.sources.table.limits import MIB, FileLimits
from willet.core.sources.table.mapping import FileForm
from willet.core.sources.table.sql import quoted

NO_PARQUET = saying("no_parquet", "%(file)s: cannot be read as Parquet: %(why)s")
_ENGINE = (duckdb.Error, RuntimeError)
_SHARE_OF_MEMORY = 0.6
"""Of what the process may take; the rest is the interpreter's, and the text of a piece."""


class ParquetReader:
    """One open Parquet file. Its rows are numbered from 1."""

    sheets = ()

    def __init__(self, path: Path, form: FileForm, limits: FileLimits) -> None:
        self._path, self._step, self._decimal = path, limits.batch_rows, form.decimal
        self._con = _engine(int(limits.reader_bytes * _SHARE_OF_MEMORY))
        self._from = (
            f"read_parquet({quoted(str(path))}, file_row_number = true, hive_partitioning = false)"
        )
        with file_errors(path, NO_PARQUET, _ENGINE):
            columns = self._con.execute(
                f"DESCRIBE SELECT * EXCLUDE (file_row_number) FROM {self._from}"
            )
            self._types = {row[0]: str(row[1]) for row in columns.fetchall()}
            self._rows = self._con.execute(f"SELECT count(*) FROM {self._from}").fetchall()[0][0]
        self.header = tuple(self._types)

    def pieces(self) -> Iterator[Piece]:
        """The rows, some ten thousands at a time."""
        texts = ", ".join(
            _sayable(f"coalesce({_text(n, t, self._decimal)}, '')") for n, t in self._types.items()
        )
        row = f"concat_ws({quoted(FIELD)}, file_row_number + 1, {texts})"
        for first in range(0, self._rows, self._step):
            last = min(first + self._step, self._rows)
            yield Piece(self._between(row, first, last), last - first, last / self._rows)

    def _between(self, row: str, first: int, last: int) -> str:
        with file_errors(self._path, NO_PARQUET, _ENGINE):
            rows = self._con.execute(
                f"SELECT string_agg({row}, {quoted(RECORD)} ORDER BY file_row_number) FROM {self._from} "
                f"WHERE file_row_number >= {first} AND file_row_number < {last}"
            ).fetchall()
        return str(rows[0][0])


def _engine(most_bytes: int) -> duckdb.DuckDBPyConnection:
    con = duckdb.connect()
    con.execute(f"SET memory_limit = '{max(most_bytes // MIB, 64)}MiB'")
    # One thread and no spilling: what does not fit is refused, and nothing is left behind.
    con.execute("SET threads = 1")
    con.execute("SET temp_directory = ''")
    con.execute("SET enable_progress_bar = false")
    return con


def _sayable(text: str) -> str:
    return f"translate({text}, {quoted(FIELD + RECORD)}, '  ')"


def _text(name: str, type_: str, decimal: str) -> str:
    column = '"' + name.replace('"', '""') + '"'
    if type_ == "TIMESTAMP WITH TIME ZONE":
        # Casting would ask the machine for its own zone; the instant itself is kept instead.
        return f"CAST(make_timestamp(epoch_us({column})) AS VARCHAR) || '+00:00'"
    if type_ == "VARCHAR[]":
        return f"array_to_string({column}, ';')"
    if decimal != "." and type_.startswith(("DOUBLE", "FLOAT", "DECIMAL")):
        # A typed number has no sign of its own: it is written with the one that the mapping reads by.
        return f"replace(CAST({column} AS VARCHAR), '.', '{decimal}')"
    return f"CAST({column} AS VARCHAR)"
