"""Hours that the clock on the wall showed twice: found in the rows of a question, and said beside its answer.

On such a day the quarters elapsed run ahead of those on the wall from the second time on, so one hour of the wall holds
rows with two distances between them.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from willet.core.metrics import reasons
from willet.core.metrics.compiler import rows_sql
from willet.core.metrics.dialect import dialect_named
from willet.core.metrics.nodes import Scalar, columns_in
from willet.core.metrics.question import Question
from willet.core.metrics.render import Renderer
from willet.core.records import Message

HOURLY = frozenset({"hour", "interval"})
_MOST_DAYS = 5


def speaks_of_hours(question: Question, table: str) -> bool:
    """Whether the question is split or filtered by the clock on the wall."""
    if HOURLY & set(question.by):
        return True
    condition = question.condition(table)
    return condition is not None and "wall_interval" in columns_in(condition)


def hours_twice_sql(
    question: Question, table: str, dialect: str = "duckdb"
) -> tuple[str, Mapping[str, Scalar]]:
    """SQL for `local_date` and `hour` of each hour that came twice and has rows of both, and what it binds."""
    renderer = Renderer(dialect_named(dialect), dict(question.parameters()))
    ahead = "CAST(local_interval AS INTEGER) - CAST(wall_interval AS INTEGER)"
    hour = renderer.dialect.quotient("wall_interval", 4)
    rows = rows_sql(question, table, renderer)
    sql = (
        f"SELECT local_date, {hour} AS hour {rows}\n"
        f"GROUP BY local_date, {hour} HAVING MAX({ahead}) > MIN({ahead}) ORDER BY local_date, {hour}"
    )
    return sql, renderer.bound


def hours_twice_notes(gathered: Iterable[tuple[date, int]]) -> list[Message]:
    """A sentence for each hour, naming the days on which it came twice, the last ones where there are many."""
    days: dict[int, list[str]] = {}
    for day, hour in sorted(set(gathered)):
        days.setdefault(int(hour), []).append(day.isoformat())
    return [
        reasons.HOUR_TWICE(hour=str(hour), dates=", ".join(of_it[-_MOST_DAYS:]))
        for hour, of_it in sorted(days.items())
    ]
