"""The contacts behind a number: SQL for the rows that make its top, its bottom, or neither."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from willet.core.metrics.compiler import Silence, rows_sql, silent_sources
from willet.core.metrics.dialect import dialect_named
from willet.core.metrics.grains import GRAINS
from willet.core.metrics.metric import Metric
from willet.core.metrics.moments import row_values
from willet.core.metrics.nodes import Scalar
from willet.core.metrics.question import Question
from willet.core.metrics.render import Renderer, literal
from willet.core.metrics.shape import Count, Extreme, PerGroup, Quotient
from willet.core.records import TABLES, UnknownNameError

Part: TypeAlias = Literal["numerator", "denominator", "rest", "unknown"]
PARTS: tuple[Part, ...] = ("numerator", "denominator", "rest", "unknown")

CONTACT_OF = {"cases": "first_contact"}
"""Where a table's own row is not a contact, the column that leads to one."""
ARRIVAL_OF = {"visits": "entered_at", "cases": "opened_at", "answers": "delivered_at"}


@dataclass(frozen=True)
class Behind:
    """A page of the rows behind a number, and how many there are in all.

    `sql` gives `contact_id` first, then the columns of the metric's table; `count_sql` one number. Both
    take `parameters`.
    """

    sql: str
    count_sql: str
    parameters: Mapping[str, Scalar]
    table: str


def behind(
    question: Question,
    metric: str,
    *,
    part: Part = "denominator",
    cell: Mapping[str, object] | None = None,
    order_by: str | None = None,
    descending: bool = False,
    limit: int | None = None,
    offset: int = 0,
    dialect: str = "duckdb",
    silence: Silence | None = None,
) -> Behind:
    """The rows behind one metric of a question, in one cell of its split.

    `part` says which: those on top (`numerator`), all that are known (`denominator`), the known ones that
    are not on top (`rest`), or those the source is silent about (`unknown`). Counts, extremes and
    quantiles have one part, the rows they are taken over.

    Raises:
        UnknownNameError: no such metric, part, dimension or column to order by.
    """
    asked = question.metric(metric)
    renderer = Renderer(dialect_named(dialect), dict(question.parameters()))
    tests = [_part_sql(asked, part, renderer), *_silent_sql(asked, silence or {})]
    tests += [_in_cell(name, key, renderer) for name, key in (cell or {}).items()]
    rows = rows_sql(question, asked.table, renderer, tests)
    contact = CONTACT_OF.get(asked.table, "contact_id")
    others = ", ".join(name for name in TABLES[asked.table].names if name != "contact_id")
    ordered = _order_sql(asked, order_by, descending=descending)
    page = f"\nLIMIT {int(limit)} OFFSET {int(offset)}" if limit is not None else ""
    return Behind(
        sql=f"SELECT {contact} AS contact_id, {others}\n{rows}\n{ordered}{page}",
        count_sql=f"SELECT COUNT(*)\n{rows}",
        parameters=renderer.bound,
        table=asked.table,
    )


def _part_sql(metric: Metric, part: str, renderer: Renderer) -> str:
    if part not in PARTS:
        raise UnknownNameError("part of a number", part, PARTS)
    match metric.shape:
        case Count(where):
            return _whole(renderer.sql(where), part)
        case PerGroup(scope):
            return _whole(renderer.sql(scope), part)
        case Extreme(scope, value):
            scoped, told = renderer.sql(scope), f"{renderer.number(value)} IS NOT NULL"
            return (
                f"({scoped} AND NOT {told})"
                if part == "unknown"
                else _whole(f"({scoped} AND {told})", part)
            )
        case Quotient() as shape:
            return _quotient_sql(shape, part, renderer)


def _whole(rows: str, part: str) -> str:
    """A number without a bottom of its own: all its rows are its top and nothing is left."""
    return rows if part in {"numerator", "denominator"} else "FALSE"


def _quotient_sql(shape: Quotient, part: str, renderer: Renderer) -> str:
    scope = renderer.sql(shape.scope)
    above, below = row_values(shape, renderer)
    told = f"({above} IS NOT NULL AND {below} IS NOT NULL)" if below else f"({above} IS NOT NULL)"
    tests = {
        "numerator": f"{told} AND {above} <> 0",
        "denominator": told,
        "rest": f"{told} AND {above} = 0",
        "unknown": f"NOT {told}",
    }
    return f"({scope} AND {tests[part]})"


def _silent_sql(metric: Metric, silence: Silence) -> list[str]:
    silent = silent_sources(silence, metric.name)
    return [f"source NOT IN ({', '.join(map(literal, silent))})"] if silent else []


def _in_cell(name: str, key: object, renderer: Renderer) -> str:
    if name in GRAINS:
        sql, value = (
            GRAINS[name].sql(renderer.dialect),
            None if key is None else GRAINS[name].key(key),
        )
    else:
        sql, value = name, key
    if value is None:
        return f"{sql} IS NULL"
    return f"{sql} = {renderer.bind_literal(value)}"


def _order_sql(metric: Metric, order_by: str | None, *, descending: bool) -> str:
    names = TABLES[metric.table].names
    chosen = order_by or ARRIVAL_OF.get(metric.table, "arrived_at")
    if chosen not in names:
        raise UnknownNameError(f"column of {metric.table}", chosen, names)
    ties = ", ".join(key for key in TABLES[metric.table].key if key != chosen)
    return f"ORDER BY {chosen} {'DESC' if descending else 'ASC'} NULLS LAST, {ties}"
