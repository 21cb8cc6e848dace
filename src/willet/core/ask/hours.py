"""What must be said beside an answer by the hour: which hours the clock on the wall showed twice."""

from collections.abc import Iterable

from duckdb import DuckDBPyConnection

from willet.core.metrics import (
    Question,
    hours_twice_notes,
    hours_twice_sql,
    speaks_of_hours,
)
from willet.core.records import Message


def hours_twice(
    con: DuckDBPyConnection, question: Question, tables: Iterable[str]
) -> list[Message]:
    """A sentence for each hour that holds rows of two, among those the question is about."""
    gathered = []
    for table in sorted(tables):
        if speaks_of_hours(question, table):
            sql, bound = hours_twice_sql(question, table)
            gathered += con.execute(sql, dict(bound)).fetchall()
    return hours_twice_notes(gathered)
