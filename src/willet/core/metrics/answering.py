"""From what the engine returned to an answer: cells brought together, figures and reasons worked out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from willet.core.metrics.answer import Answer, MetricColumn
from willet.core.metrics.auditing import audits_of
from willet.core.metrics.compiler import TABLE_SLOTS, Compiled
from willet.core.metrics.edges import Record, unknown_record, without_short
from willet.core.metrics.estimate import Moments, figures_of
from willet.core.metrics.explain import notes_of, reasons_of
from willet.core.metrics.intervals import Floats, Intervals
from willet.core.metrics.ladders import with_ladder
from willet.core.metrics.metric import Metric
from willet.core.metrics.moments import OF_TEXTS
from willet.core.metrics.pending import pending_of
from willet.core.metrics.places import spread_out
from willet.core.metrics.question import Question
from willet.core.metrics.result import Cell, Result, ResultTable, in_order
from willet.core.metrics.shape import Count, Quantile
from willet.core.metrics.sureness.notes import interval_notes, notes_by_metric

NEVER_UNKNOWN = (
    *("scope", "known", "clusters", "told", "mute"),
    *("pending", "foreseen", "stratum_pending", "stratum_foreseen"),
    *("seen", "seen_above", "unseen", "nameless"),
)
"""Moments that are plainly zero in a cell where a table has no rows."""


def answer_from(
    question: Question,
    compiled: Sequence[Compiled],
    results: Sequence[Result],
    *,
    intervals: Intervals,
    as_of: datetime | None = None,
    record: Record = unknown_record,
    unheard: Mapping[str, str] | None = None,
) -> Answer:
    """The answer, given what each compiled statement returned.

    `results` stand in the order of `compiled`: fetched rows, or columns by name as DuckDB's `fetchnumpy`
    gives them. `intervals` is the module `willet.core.statistics`. `record` tells which days the lake has seen.
    `unheard` names metrics that no source of the selection can tell, though their table has no row: metric -> source.
    """
    tables = [ResultTable.of(part, result) for part, result in zip(compiled, results, strict=True)]
    cells = in_order({cell for table in tables for cell in table.cells})
    gathered = dict(f for table in tables for f in _gather_all(table, cells, unheard or {}))
    columns = {
        name: without_short(_column(outcome, intervals), outcome.metric, question, record)
        for name, outcome in gathered.items()
    }
    totals = {name: _totals(outcome.moments) for name, outcome in gathered.items()}
    return Answer(
        question=question,
        cells=tuple(dict(zip(question.by, cell, strict=True)) for cell in cells),
        columns=tuple(columns[name] for name in question.metrics),
        formula={name: question.metric(name).text for name in question.metrics},
        as_of=as_of,
        notes=(
            *notes_of(question, compiled, totals, _beside(tables)),
            *notes_by_metric({name: columns[name].of_intervals for name in question.metrics}),
        ),
    )


@dataclass(frozen=True)
class _Gathered:
    """One metric's moments over all cells of the answer."""

    metric: Metric
    compiled: Compiled
    moments: Moments
    silent: Sequence[str | None]
    units: tuple[str, ...] = ()


def _gather_all(
    table: ResultTable, cells: Sequence[Cell], unheard: Mapping[str, str]
) -> Iterator[tuple[str, _Gathered]]:
    place = {cell: row for row, cell in enumerate(cells)}
    rows = np.array([place[cell] for cell in table.cells], dtype=np.intp)
    for metric in table.compiled.metrics:
        slots = table.compiled.slots[metric.name]
        moments = _moments(metric, slots, table, rows, len(cells))
        silent = _silent(slots, table, rows, len(cells))
        if metric.name in unheard:
            silent = [source or unheard[metric.name] for source in silent]
            moments = _mute(moments)
        units = _units(metric, slots, table, rows, len(cells))
        yield metric.name, _Gathered(metric, table.compiled, moments, silent, units)


def _mute(moments: Moments) -> Moments:
    """The moments of a metric that nobody can tell: a count of nothing is then none."""
    known = dict(moments)
    if "mute" in known:
        known["mute"] = known["mute"] + 1
    return known


def _moments(
    metric: Metric, slots: Mapping[str, str], table: ResultTable, rows: np.ndarray, size: int
) -> Moments:
    zeros = (*NEVER_UNKNOWN, "above") if isinstance(metric.shape, Count) else NEVER_UNKNOWN
    moments: dict[str, Floats] = {}
    for name in slots:
        if name not in OF_TEXTS:
            spread = _spread(_read(metric, name, slots, table), rows, size)
            moments[name] = np.nan_to_num(spread) if name in zeros else spread
    if metric.alone is not None:
        ends = (table.texts(slots["least"]), table.texts(slots["most"]))
        mixed = np.array([first != last for first, last in zip(*ends, strict=True)], np.float64)
        moments["mixed"] = np.nan_to_num(_spread(mixed, rows, size))
    return moments


def _units(
    metric: Metric, slots: Mapping[str, str], table: ResultTable, rows: np.ndarray, size: int
) -> tuple[str, ...]:
    """Of each cell the one currency of all that was added in it; where there is none, the unit of the metric."""
    if metric.alone is None:
        return ()
    units = [metric.unit] * size
    ends = (table.texts(slots["least"]), table.texts(slots["most"]))
    for row, first, last in zip(rows.tolist(), *ends, strict=True):
        units[row] = first if first is not None and first == last else metric.unit
    return tuple(units)


def _read(metric: Metric, name: str, slots: Mapping[str, str], table: ResultTable) -> Floats:
    if name == "value" and isinstance(metric.shape, Quantile):
        read = spread_out if table.compiled.cluster is None else with_ladder
        return read(table.lists(slots[name]), table.floats(slots["known"]), metric.shape.fraction)
    return table.floats(slots[name])


def _spread(values: Floats, rows: np.ndarray, size: int) -> Floats:
    spread = np.full((size, *values.shape[1:]), np.nan)
    spread[rows] = values
    return spread


def _silent(
    slots: Mapping[str, str], table: ResultTable, rows: np.ndarray, size: int
) -> list[str | None]:
    silent: list[str | None] = [None] * size
    if "silent" in slots:
        for row, source in zip(rows.tolist(), table.texts(slots["silent"]), strict=True):
            silent[row] = source
    return silent


def _column(gathered: _Gathered, intervals: Intervals) -> MetricColumn:
    metric, moments, unit = gathered.metric, gathered.moments, gathered.compiled.cluster
    figures = figures_of(metric, moments, intervals, unit)
    why = reasons_of(metric, figures, moments, gathered.silent, gathered.compiled)
    ends = (figures.low, figures.high)
    stated = interval_notes(metric, *ends, moments, unit)
    standing, audits = pending_of(moments), audits_of(metric, moments, intervals)
    return MetricColumn(
        metric.name, metric.unit, figures, why, stated, standing, audits, units=gathered.units
    )


def _totals(moments: Moments) -> dict[str, float]:
    return {name: float(np.nansum(values)) for name, values in moments.items()}


def _beside(tables: Sequence[ResultTable]) -> dict[str, float]:
    """What was counted beside the metrics; equal in every statement on the same table."""
    return {
        name: float(np.nansum(table.floats(column)))
        for table in tables
        for name, column in table.compiled.slots[TABLE_SLOTS].items()
    }
