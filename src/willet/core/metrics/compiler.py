"""From a checked question to SQL: one statement per table answers all metrics that live on it.

Each metric asks for a few *moments* (how many rows, their sum, the sum of squares ...); equal moments
are computed once. Where rows belong together (the cases of one customer, the sales of one agent) they
are first summed by that key, so that the interval is about customers or agents, not rows.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from willet.core.metrics.dialect import Dialect, dialect_named
from willet.core.metrics.grains import GRAINS
from willet.core.metrics.metric import Metric
from willet.core.metrics.moments import moments_of
from willet.core.metrics.nodes import Scalar
from willet.core.metrics.question import Question
from willet.core.metrics.render import Renderer
from willet.core.metrics.shape import PerGroup

Silence = Mapping[str, Mapping[str, str]]
"""Which source can never tell which metric, and why: source -> metric -> sentence."""

ROW_KEY = {"cases": "case_id"}
"""What tells the rows of a table apart where their customer is not known; elsewhere the contact."""

TABLE_SLOTS = "*"
TABLE_SUMS = {
    "cases": {"rows": "COUNT(*)", "linked": "COUNT(*) FILTER (WHERE linked_by <> 'single')"}
}
"""What is counted beside the metrics of a table, for the notes of the answer."""


@dataclass(frozen=True)
class Compiled:
    """One SQL statement, what is bound beside it, and where each metric's moments stand in its columns."""

    table: str
    cluster: str | None
    sql: str
    parameters: Mapping[str, Scalar]
    columns: tuple[str, ...]
    metrics: tuple[Metric, ...]
    slots: Mapping[str, Mapping[str, str]]
    dialect: str
    question: Question
    silence: Silence

    def __repr__(self) -> str:
        return (
            f"Compiled({', '.join(m.name for m in self.metrics)} on {self.table}, {self.dialect})"
        )


def compile_question(
    question: Question, dialect: str = "duckdb", *, silence: Silence | None = None
) -> list[Compiled]:
    """The statements that answer a question, one for each table and key by which rows belong together.

    `silence` names the sources that can never tell a metric: their rows stay out of it, and the answer
    says why. A source's `cannot_tell` is of that form.

    Raises:
        UnknownNameError: no slots are known for the engine.
    """
    groups: dict[tuple[str, str | None], list[Metric]] = {}
    for metric in map(question.metric, question.metrics):
        groups.setdefault((metric.table, cluster_of(metric)), []).append(metric)
    slots = dialect_named(dialect)
    return [
        Statement(question, slots, table, cluster, tuple(metrics), silence or {}).compiled()
        for (table, cluster), metrics in groups.items()
    ]


def cluster_of(metric: Metric) -> str | None:
    """The column whose equal values belong together in this metric's interval."""
    if isinstance(metric.shape, PerGroup):
        return "agent"
    return metric.cluster


@dataclass(frozen=True)
class Statement:
    """One statement in the making: equal aggregates get one column, however many metrics read it."""

    question: Question
    dialect: Dialect
    table: str
    cluster: str | None
    metrics: tuple[Metric, ...]
    silence: Silence
    columns: dict[str, str] = field(default_factory=dict)
    grouped: dict[str, str] = field(default_factory=dict)

    @cached_property
    def renderer(self) -> Renderer:
        """Writes the expressions of this statement and keeps what they bind."""
        return Renderer(self.dialect, dict(self.question.parameters()))

    def compiled(self) -> Compiled:
        """The finished statement."""
        slots = {metric.name: self._slots(metric) for metric in self.metrics}
        slots[TABLE_SLOTS] = {
            n: self._row_sum(sql) for n, sql in TABLE_SUMS.get(self.table, {}).items()
        }
        sql = self._clustered_sql() if self.cluster else self._plain_sql()
        return Compiled(
            table=self.table,
            cluster=self.cluster,
            sql=sql,
            parameters=self.renderer.bound,
            columns=(*self._keys(), *self.columns.values()),
            metrics=self.metrics,
            slots=slots,
            dialect=self.dialect.name,
            question=self.question,
            silence=self.silence,
        )

    def _slots(self, metric: Metric) -> dict[str, str]:
        sums = moments_of(metric, self.renderer, silent_sources(self.silence, metric.name))
        if self.cluster is None:
            return {name: self._column(sql) for name, sql in sums.items()}
        within = {name: self._within(sql) for name, sql in sums.items()}
        return {name: self._column(sql) for name, sql in over_clusters(metric, within).items()}

    def _row_sum(self, sql: str) -> str:
        return self._column(f"SUM({self._within(sql)})" if self.cluster else sql)

    def _column(self, sql: str) -> str:
        return self.columns.setdefault(sql, f"m{len(self.columns)}")

    def _within(self, sql: str) -> str:
        return self.grouped.setdefault(sql, f"g{len(self.grouped)}")

    def _keys(self) -> list[str]:
        return [f"by_{n}" for n in range(len(self.question.by))]

    def _keys_sql(self) -> list[str]:
        expressions = (dimension_sql(name, self.dialect) for name in self.question.by)
        return [f"{sql} AS {key}" for sql, key in zip(expressions, self._keys(), strict=True)]

    def _plain_sql(self) -> str:
        sums = [f"{sql} AS {name}" for sql, name in self.columns.items()]
        rows = rows_sql(self.question, self.table, self.renderer)
        return f"SELECT {_lines([*self._keys_sql(), *sums])}\n{rows}{self._group_by(self._keys())}"

    def _clustered_sql(self) -> str:
        key = f"{self._cluster_key()} AS cluster_key"
        sums = [f"{sql} AS {name}" for sql, name in self.grouped.items()]
        inner = f"SELECT {_lines([*self._keys_sql(), key, *sums])}\n"
        inner += rows_sql(self.question, self.table, self.renderer)
        inner += self._group_by([*self._keys(), "cluster_key"])
        outer = _lines([*self._keys(), *(f"{sql} AS {name}" for sql, name in self.columns.items())])
        return f"SELECT {outer}\nFROM (\n{inner}\n) AS clusters{self._group_by(self._keys())}"

    def _cluster_key(self) -> str:
        if self.cluster == "customer_key":
            return self.dialect.row_key(self.cluster, ROW_KEY.get(self.table, "contact_id"))
        return str(self.cluster)

    def _group_by(self, keys: Sequence[str]) -> str:
        return f"\nGROUP BY {', '.join(str(n + 1) for n in range(len(keys)))}" if keys else ""


def silent_sources(silence: Silence, metric: str) -> list[str]:
    """The sources that can never tell this metric, by name."""
    return sorted(source for source, metrics in silence.items() if metric in metrics)


def dimension_sql(name: str, dialect: Dialect) -> str:
    """What groups by a dimension: a part of local time, or a column."""
    return GRAINS[name].sql(dialect) if name in GRAINS else name


def rows_sql(question: Question, table: str, renderer: Renderer, also: Sequence[str] = ()) -> str:
    """The rows that a question is about: `FROM table WHERE period and filter`."""
    tests = list(also)
    if question.first:
        tests.append(f"local_date >= {renderer.bind('first', question.first)}")
    if question.last:
        tests.append(f"local_date <= {renderer.bind('last', question.last)}")
    condition = question.condition(table)
    if condition is not None:
        tests.append(renderer.sql(condition))
    return f"FROM {table}" + (f"\nWHERE {' AND '.join(tests)}" if tests else "")


def over_clusters(metric: Metric, within: Mapping[str, str]) -> dict[str, str]:
    """The moments over clusters, given the columns that hold each cluster's own sums."""
    above = within["above"]
    below = within.get("below", within["known"])
    if isinstance(metric.shape, PerGroup):
        below = f"CAST({below} > 0 AS INTEGER)"
    sums = {n: f"{'MAX' if n == 'silent' else 'SUM'}({column})" for n, column in within.items()}
    return sums | {
        "below": f"SUM({below})",
        "squares": f"SUM({above} * {above})",
        "products": f"SUM({above} * {below})",
        "below_squares": f"SUM({below} * {below})",
        "clusters": f"COUNT(*) FILTER (WHERE {within['known']} > 0)",
    }


def _lines(parts: Sequence[str]) -> str:
    return ",\n  ".join(parts)
