"""The rows of one table that a question is about, for what is worked out beside the metrics."""

from collections.abc import Mapping
from typing import Final, TypeAlias

from willet.core.metrics import Question
from willet.core.metrics.compiler import rows_sql
from willet.core.metrics.dialect import dialect_named
from willet.core.metrics.nodes import Scalar
from willet.core.metrics.render import Renderer

Clause: TypeAlias = tuple[str, Mapping[str, object]]
"""A condition in the engine's SQL over the columns of one table, and what it binds by name."""
EVERY_ROW: Final[Clause] = ("TRUE", {})

EVERYTHING = Question.of("fcr_case")
"""The whole lake, under the default rules; which metric it names plays no part."""


def rows_within(question: Question, table: str, *also: str) -> tuple[str, Mapping[str, Scalar]]:
    """`FROM table WHERE ...` for the question's period and filter and what must hold `also`, and what it binds."""
    renderer = Renderer(dialect_named("duckdb"), dict(question.parameters()))
    return rows_sql(question, table, renderer, also), renderer.bound
