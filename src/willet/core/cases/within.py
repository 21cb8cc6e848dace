"""The rows of one table that a question is about, for what is worked out beside the metrics."""

from collections.abc import Mapping
from typing import TypeAlias

from willet.core.metrics import Question
from willet.core.metrics.compiler import rows_sql, tests_sql
from willet.core.metrics.dialect import dialect_named
from willet.core.metrics.nodes import Scalar
from willet.core.metrics.render import Renderer

Clause: TypeAlias = tuple[str, Mapping[str, Scalar]]
"""A condition in the engine's SQL over the columns of one table, and what it binds by name."""

EVERYTHING = Question.of("fcr_case")
"""The whole lake, under the default rules; which metric it names plays no part."""


def rows_within(question: Question, table: str, *also: str) -> tuple[str, Mapping[str, Scalar]]:
    """`FROM table WHERE ...` for the question's period and filter and what must hold `also`, and what it binds."""
    renderer = Renderer(dialect_named("duckdb"), dict(question.parameters()))
    return rows_sql(question, table, renderer, also), renderer.bound


def clause_within(question: Question, table: str) -> Clause:
    """The question's period and filter as one condition on a table, for a statement of one's own."""
    renderer = Renderer(dialect_named("duckdb"), dict(question.parameters()))
    tests = list(tests_sql(question, table, renderer))
    return " AND ".join(tests) or "TRUE", renderer.bound
