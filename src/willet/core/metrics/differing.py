"""The very rows that make two profiles give two numbers for one metric."""

from collections.abc import Mapping
from dataclasses import replace

from willet.core.metrics.behind import Behind, columns_of, contribution, in_cell, order_sql
from willet.core.metrics.compiler import rows_sql
from willet.core.metrics.dialect import dialect_named
from willet.core.metrics.metric import Metric
from willet.core.metrics.question import Question
from willet.core.metrics.render import Renderer


def differing(
    question: Question,
    metric: str,
    other: str,
    *,
    cell: Mapping[str, object] | None = None,
    limit: int | None = None,
    offset: int = 0,
    dialect: str = "duckdb",
) -> Behind:
    """The rows that the question's profile and the profile `other` count differently in one metric.

    Beside the columns of the metric's table, `top` and `bottom` say what a row adds in the question's own
    profile, `other_top` and `other_bottom` what it adds in the other; NULL where it is not counted.

    Raises:
        UnknownNameError: no such metric, profile or dimension.
    """
    ours = Renderer(dialect_named(dialect), dict(question.parameters()))
    asked = replace(question, profile=other)
    theirs = Renderer(ours.dialect, dict(asked.parameters()), prefix="other_")
    parts = [*_adds(question.metric(metric), ours), *_adds(asked.metric(metric), theirs)]
    names = ("top", "bottom", "other_top", "other_bottom")
    result = question.metric(metric)
    tests = [in_cell(result, name, key, ours) for name, key in (cell or {}).items()]
    rows = rows_sql(question, result.table, ours, [*tests, _apart(parts)])
    columns = [
        *columns_of(result.table),
        *(f"{p} AS {n}" for p, n in zip(parts, names, strict=True)),
    ]
    page = f"\nLIMIT {int(limit)} OFFSET {int(offset)}" if limit is not None else ""
    ordered = order_sql(result, None, descending=False)
    return Behind(
        sql=f"SELECT {', '.join(columns)}\n{rows}\n{ordered}{page}",
        count_sql=f"SELECT COUNT(*)\n{rows}",
        parameters={**ours.bound, **theirs.bound},
        table=result.table,
    )


def _adds(metric: Metric, renderer: Renderer) -> tuple[str, str]:
    scope, above, below = contribution(metric.shape, renderer)
    known = f"{scope} AND {above} IS NOT NULL"
    if below is not None:
        known += f" AND {below} IS NOT NULL"
    return f"CASE WHEN {known} THEN {above} END", f"CASE WHEN {known} THEN {below or '1.0'} END"


def _apart(parts: list[str]) -> str:
    top, bottom, other_top, other_bottom = parts
    return f"({top} IS DISTINCT FROM {other_top} OR {bottom} IS DISTINCT FROM {other_bottom})"
