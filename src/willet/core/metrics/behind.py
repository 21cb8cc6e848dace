"""The contacts behind a number: SQL for the rows that make its top, its bottom, or neither."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from willet.core.metrics import refusals
from willet.core.metrics.compiler import dimension_sql, rows_sql
from willet.core.metrics.condition import among
from willet.core.metrics.dialect import dialect_named
from willet.core.metrics.formula import kind_of_type
from willet.core.metrics.grains import CONTACT_OF, GRAINS, OF_CONTACTS, splits_of
from willet.core.metrics.metric import Metric
from willet.core.metrics.moments import row_values
from willet.core.metrics.nodes import Scalar
from willet.core.metrics.question import Question
from willet.core.metrics.render import Renderer, literal
from willet.core.metrics.shape import Count, Extreme, PerGroup, Quotient, Shape
from willet.core.metrics.silence import silence_of
from willet.core.records import TABLES, RequestError, Silence, UnknownNameError, kinds

Part: TypeAlias = Literal["numerator", "denominator", "rest", "unknown"]
PARTS: tuple[Part, ...] = ("numerator", "denominator", "rest", "unknown")

ARRIVAL_OF = {
    "visits": "entered_at",
    "cases": "opened_at",
    "answers": "delivered_at",
    "promises": "due_at",
    "uses": "used_at",
    "grants": "used_at",
}


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
    silent = silence_of(silence or {}, asked)
    tests = [_part_sql(asked, part, renderer), *_telling_sql(list(silent))]
    tests += [in_cell(asked, name, key, renderer) for name, key in (cell or {}).items()]
    rows = rows_sql(question, asked.table, renderer, tests)
    ordered = order_sql(asked, order_by, descending=descending)
    page = f"\nLIMIT {int(limit)} OFFSET {int(offset)}" if limit is not None else ""
    return Behind(
        sql=f"SELECT {', '.join(columns_of(asked.table))}\n{rows}\n{ordered}{page}",
        count_sql=f"SELECT COUNT(*)\n{rows}",
        parameters=renderer.bound,
        table=asked.table,
    )


def columns_of(table: str) -> list[str]:
    """The columns of a table with the contact first, as SQL."""
    contact = CONTACT_OF.get(table, "contact_id")
    others = (name for name in TABLES[table].names if name != "contact_id")
    return [f"{contact} AS contact_id", *others]


def contribution(shape: Shape, renderer: Renderer) -> tuple[str, str, str | None]:
    """What one row gives to a number, as SQL: whether it is in scope, and what it adds on top and below."""
    match shape:
        case Count(where):
            return renderer.sql(where), "1.0", None
        case PerGroup(scope, above):
            return renderer.sql(scope), renderer.number(above), None
        case Extreme(scope, value):
            return renderer.sql(scope), renderer.number(value), None
        case Quotient() as quotient:
            return renderer.sql(quotient.scope), *row_values(quotient, renderer)


def _part_sql(metric: Metric, part: str, renderer: Renderer) -> str:
    if part not in PARTS:
        raise UnknownNameError(kinds.PART, part, PARTS)
    scope, above, below = contribution(metric.shape, renderer)
    known = f"({above} IS NOT NULL AND {below} IS NOT NULL)" if below else f"({above} IS NOT NULL)"
    if part == "unknown":
        return f"({scope} AND NOT {known})"
    if isinstance(metric.shape, Quotient | PerGroup):
        tests = {"numerator": f" AND {above} <> 0", "denominator": "", "rest": f" AND {above} = 0"}
        return f"({scope} AND {known}{tests[part]})"
    return "FALSE" if part == "rest" else f"({scope} AND {known})"


def _telling_sql(silent: Sequence[str]) -> list[str]:
    return [f"source NOT IN ({', '.join(map(literal, silent))})"] if silent else []


def in_cell(metric: Metric, name: str, key: object, renderer: Renderer) -> str:
    """The rows of one cell of a split, as SQL; a key of None is the cell of what is not known.

    Raises:
        UnknownNameError: the metric cannot be split by that.
        RequestError: the key cannot be one of that dimension.
    """
    if _dimension(metric, name) in OF_CONTACTS:
        return renderer.spelled_out(among(name, [_text(key)]).node(metric.table))
    sql = dimension_sql(name, renderer.dialect)
    if key is None:
        return f"{sql} IS NULL"
    try:
        value = GRAINS[name].key(key) if name in GRAINS else _as_column(metric.table, name, key)
    except ValueError as error:
        raise RequestError(refusals.NO_CELL(key=repr(key), dimension=name)) from error
    return f"{sql} = {renderer.bind_literal(value)}"


def _dimension(metric: Metric, name: str) -> str:
    able = [*GRAINS, *splits_of(metric.table)]
    if name not in able:
        raise UnknownNameError(kinds.DIMENSION_OF(table=metric.table), name, able)
    return name


def _text(key: object) -> str | None:
    return None if key is None else str(key)


def _as_column(table: str, name: str, key: object) -> Scalar:
    """The key in the kind of its column, for it may come from an address as text."""
    by_name = {column.name: kind_of_type(column.type) for column in TABLES[table].columns}
    if by_name[name] == "number":
        return int(str(key))
    if by_name[name] == "truth":
        return {"true": True, "false": False}.get(str(key).lower(), False)
    return str(key)


def order_sql(metric: Metric, order_by: str | None, *, descending: bool) -> str:
    """The order of the rows, the unknown last and ties by the table's key."""
    names = TABLES[metric.table].names
    chosen = order_by or ARRIVAL_OF.get(metric.table, "arrived_at")
    if chosen not in names:
        raise UnknownNameError(kinds.COLUMN(table=metric.table), chosen, names)
    ties = ", ".join(key for key in TABLES[metric.table].key if key != chosen)
    return (
        f"ORDER BY {chosen} {'DESC' if descending else 'ASC'} NULLS LAST{', ' * bool(ties)}{ties}"
    )
