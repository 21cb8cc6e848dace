"""A Parquet file, its columns cast to texts so that one mapping reads it as it would a CSV."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
from duckdb import DuckDBPyConnection

from willet.core.records import RequestError, saying
from willet.core.sources.table.batches import RAW, Batch, forget_blank_rows
from willet.core.sources.table.limits import Limits
from willet.core.sources.table.sql import quoted

NO_PARQUET = saying("no_parquet", "%(file)s: cannot be read as Parquet: %(why)s")
_ROWS = 500_000


class ParquetReader:
    """One open Parquet file. Its rows are numbered from 1."""

    typed_cells = True
    least = 0

    def __init__(
        self, con: DuckDBPyConnection, path: Path, limits: Limits, *, decimal: str = "."
    ) -> None:
        self._decimal = decimal
        self._con, self._step = con, min(_ROWS, limits.batch_rows * 10)
        self._from = f"read_parquet({quoted(str(path))}, file_row_number = true)"
        try:
            columns = con.execute(f"DESCRIBE SELECT * EXCLUDE (file_row_number) FROM {self._from}")
            self._types = {row[0]: str(row[1]) for row in columns.fetchall()}
            self._rows = con.execute(f"SELECT count(*) FROM {self._from}").fetchall()[0][0]
        except duckdb.Error as error:
            raise RequestError(NO_PARQUET(file=path.name, why=str(error))) from None
        self.header = tuple(self._types)

    def batches(self) -> Iterator[Batch]:
        """The rows, half a million at a time."""
        texts = ", ".join(
            f"coalesce({_text(n, t, self._decimal)}, '')" for n, t in self._types.items()
        )
        for first in range(0, self._rows, self._step):
            last = min(first + self._step, self._rows)
            self._con.execute(
                f"CREATE OR REPLACE TEMP TABLE {RAW} AS SELECT file_row_number + 1 AS line, "
                f"[{texts}] AS f FROM {self._from} "
                f"WHERE file_row_number >= {first} AND file_row_number < {last}"
            )
            blank = forget_blank_rows(self._con)
            yield Batch(last - first - blank, last / self._rows)


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
