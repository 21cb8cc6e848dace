"""Folded rows as the lake wants them: every column of their table, NULL where the source tells nothing of it."""

from duckdb import DuckDBPyConnection

from willet.core.records import LakeTable


def typed_rows(con: DuckDBPyConnection, table: LakeTable, rows: str) -> str:
    """SQL: the rows of a SELECT with the columns of a table, typed and in their order, and `part`.

    A column that the SELECT does not give is NULL: a source names what it knows, and gains nothing to say
    when the lake gains a column.
    """
    given = {name for name, *_ in con.execute(f"DESCRIBE {rows}").fetchall()}
    columns = ", ".join(
        f'CAST({_value(c.name, given)} AS {c.type}) AS "{c.name}"' for c in table.columns
    )
    return f"SELECT {columns}, part FROM ({rows})"


def _value(column: str, given: set[str]) -> str:
    return f'"{column}"' if column in given else "NULL"
