"""Whom the answers of a question stand for, read from the lake."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from duckdb import DuckDBPyConnection

from willet.core.ask.weighing.sql import cells_sql, keys_of, people_sql
from willet.core.metrics import GRAINS, Metric, Question
from willet.core.metrics.dialect import dialect_named
from willet.core.metrics.intervals import Floats
from willet.core.metrics.render import Renderer
from willet.core.metrics.result import Cell, plain

if TYPE_CHECKING:
    from willet.core.statistics.nonresponse import Codes, Population

IN_ORDER = frozenset({"wait", "hour"})
FACTORS = ("queue", "topic", "wait", "hour", "before", "again")
"""What is known of everybody, answered or not."""


@dataclass(frozen=True)
class Size:
    """How many contacts of one cell were handled, and how many of these could answer; `number` is the cell's own."""

    handled: int
    asked: int
    number: int


@dataclass(frozen=True)
class SurveyFrame:
    """Whom one metric is about: everybody who could answer, in which cell, and how long their answer took."""

    population: "Population"
    cells: "Codes"
    lag_s: Floats
    sizes: Mapping[Cell, Size]
    by_answers: bool
    """Whether a source tells of answers alone, so that all contacts of known customers count as asked."""


def frames_of(con: DuckDBPyConnection, question: Question) -> dict[str, SurveyFrame]:
    """By metric, whom its answers stand for; only metrics whose answers are weighed."""
    metrics = map(question.metric, question.metrics)
    return {m.name: _frame(con, question, m) for m in metrics if question.weights_of(m)}


def _frame(con: DuckDBPyConnection, question: Question, metric: Metric) -> SurveyFrame:
    from willet.core.statistics.nonresponse import Population  # slow import: scipy

    cells = _fetched(con, cells_sql, question, metric)
    people = _fetched(con, people_sql, question, metric)
    population = Population(
        factors={name: people[name].astype(np.intp) for name in FACTORS},
        design=_floats(people["design"]),
        answers=_floats(people["answer"]),
        clusters=people["customer"].astype(np.intp),
        in_order=IN_ORDER,
        pairs=(("queue", "topic"),),
    )
    by_answers = bool(np.any(plain(cells["by_answers"])))
    numbers = people["cell"].astype(np.intp)
    return SurveyFrame(
        population, numbers, _floats(people["lag_s"]), _sizes(question, cells), by_answers
    )


def _fetched(
    con: DuckDBPyConnection, write: Any, question: Question, metric: Metric
) -> Mapping[str, Any]:
    renderer = Renderer(dialect_named("duckdb"), dict(question.parameters()))
    sql = write(question, metric, renderer)
    return con.execute(sql, dict(renderer.bound)).fetchnumpy()


def _floats(column: Any) -> Floats:
    """A column of numbers; NaN where NULL."""
    return np.asarray(np.ma.filled(column.astype(np.float64), np.nan))


def _sizes(question: Question, cells: Mapping[str, Any]) -> dict[Cell, Size]:
    """By the named keys of a cell, as answers name them."""
    named = [
        _named(name, plain(cells[key]))
        for name, key in zip(question.by, keys_of(question), strict=True)
    ]
    counts = zip(*(cells[name].tolist() for name in ("handled", "asked", "cell")), strict=True)
    names = zip(*named, strict=True) if named else [()] * len(cells["cell"])
    return {tuple(keys): Size(*map(int, count)) for keys, count in zip(names, counts, strict=True)}


def _named(dimension: str, values: list[Any]) -> list[Any]:
    grain = GRAINS.get(dimension)
    return values if grain is None else [None if v is None else grain.name(v) for v in values]
