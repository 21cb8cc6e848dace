"""From a checked question to SQL: one statement per table answers all metrics that live on it.

Each metric asks for a few *moments* (how many rows, their sum, the sum of squares ...); equal moments
are computed once. Where rows belong together (the cases of one customer, the calls of one agent, the waits of
one day) they are first summed by that key, so that the interval is about customers, agents or days, not rows.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from willet.core.metrics.auditing import audit_sums
from willet.core.metrics.dialect import Dialect, dialect_named
from willet.core.metrics.foresight import BLIND, Foresight
from willet.core.metrics.formula import named_part
from willet.core.metrics.grains import GRAINS, OF_CONTACTS
from willet.core.metrics.ladders import read_ladder
from willet.core.metrics.metric import Metric
from willet.core.metrics.moments import RowValues, moments_of, over_clusters, telling
from willet.core.metrics.nodes import ColumnRef, Labels, OfContact, Scalar
from willet.core.metrics.places import read_places
from willet.core.metrics.question import Question
from willet.core.metrics.render import Renderer
from willet.core.metrics.shape import Quantile, Quotient
from willet.core.metrics.silence import silence_of
from willet.core.metrics.units import unit_of
from willet.core.records import Silence

ROW_KEY = {"cases": "case_id"}
"""What tells the rows of a table apart where their customer is not known; elsewhere the contact."""

TABLE_SLOTS = "*"
TABLE_SUMS = {"cases": {"rows": "TRUE", "linked": "linked_by <> 'single'"}}
"""The rows counted beside the metrics of a table, for the notes of the answer."""


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
    """The sources that cannot tell a metric: metric -> source -> why."""

    def __repr__(self) -> str:
        return (
            f"Compiled({', '.join(m.name for m in self.metrics)} on {self.table}, {self.dialect})"
        )


def compile_question(
    question: Question,
    dialect: str = "duckdb",
    *,
    silence: Silence | None = None,
    foresight: Foresight = BLIND,
) -> list[Compiled]:
    """The statements that answer a question, one for each table and key by which rows belong together.

    `silence` says what each source cannot tell: its rows stay out of the metrics that need it, and the answer
    says why. A source's `cannot_tell` is of that form. `foresight` is what is expected of pending rows.

    Raises:
        UnknownNameError: no slots are known for the engine.
    """
    groups: dict[tuple[str, str | None], list[Metric]] = {}
    for metric in map(question.metric, question.metrics):
        groups.setdefault((metric.table, unit_of(metric, question)), []).append(metric)
    slots = dialect_named(dialect)
    return [
        Statement(
            question, slots, table, cluster, tuple(metrics), silence or {}, foresight
        ).compiled()
        for (table, cluster), metrics in groups.items()
    ]


@dataclass(frozen=True)
class Statement:
    """One statement in the making: equal aggregates get one column, however many metrics read it."""

    question: Question
    dialect: Dialect
    table: str
    cluster: str | None
    metrics: tuple[Metric, ...]
    silence: Silence
    foresight: Foresight
    columns: dict[str, str] = field(default_factory=dict)
    grouped: dict[str, str] = field(default_factory=dict)
    picked: dict[str, str] = field(default_factory=dict)
    lists: set[str] = field(default_factory=set)
    """Columns of all values of a cell, of which a few are picked and none is returned whole."""

    @cached_property
    def renderer(self) -> Renderer:
        """Writes the expressions of this statement and keeps what they bind."""
        return Renderer(self.dialect, dict(self.question.parameters()), flags={})

    @cached_property
    def rows(self) -> RowValues:
        """What is worked out once per row."""
        return RowValues(self.renderer)

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
            columns=(*self._keys(), *self._summed(), *self.picked.values()),
            metrics=self.metrics,
            slots=slots,
            dialect=self.dialect.name,
            question=self.question,
            silence={metric.name: silence_of(self.silence, metric) for metric in self.metrics},
        )

    def _slots(self, metric: Metric) -> dict[str, str]:
        silent = list(silence_of(self.silence, metric))
        clustered = self.cluster is not None
        sums = moments_of(metric, self.rows, silent, self.foresight, clustered=clustered)
        if metric.audit is not None and isinstance(metric.shape, Quotient):
            scope = telling(self.renderer.sql(metric.shape.scope), silent)
            sums |= audit_sums(metric.audit, self.rows, scope)
        if self.cluster is None:
            return {name: self._column(sql) for name, sql in sums.items()}
        within = {name: self._within(sql) for name, sql in sums.items()}
        slots = {
            name: self._column(sql)
            for name, sql in over_clusters(metric, within, self.dialect).items()
        }
        return self._picked(metric.shape, slots) if isinstance(metric.shape, Quantile) else slots

    def _picked(self, shape: Quantile, slots: dict[str, str]) -> dict[str, str]:
        """Of all values of a cell the order statistics alone are returned."""
        listed, count, fraction = slots["value"], slots["known"], shape.fraction
        self.lists.add(listed)
        near = read_places(listed, count, fraction, self.dialect)
        far = read_ladder(listed, count, fraction, self.dialect)
        sql = f"CASE WHEN {count} > 0 THEN {near} || {far} END"
        return slots | {"value": self.picked.setdefault(sql, f"p{len(self.picked)}")}

    def _row_sum(self, sql: str) -> str:
        counted = self.rows.count(sql)
        return self._column(f"SUM({self._within(counted)})" if self.cluster else counted)

    def _column(self, sql: str) -> str:
        return self.columns.setdefault(sql, f"m{len(self.columns)}")

    def _within(self, sql: str) -> str:
        return self.grouped.setdefault(sql, f"g{len(self.grouped)}")

    def _summed(self) -> list[str]:
        return [name for name in self.columns.values() if name not in self.lists]

    def _keys(self) -> list[str]:
        return [f"by_{n}" for n in range(len(self.question.by))]

    def _plain_sql(self) -> str:
        sums = [
            *self._keys(),
            *_named(self.columns),
        ]
        return f"SELECT {_lines(sums)}\nFROM {self._rows_sql()}{_group_by(self._keys())}"

    def _clustered_sql(self) -> str:
        keys = [*self._keys(), "cluster_key"]
        inner = f"SELECT {_lines([*keys, *_named(self.grouped)])}\nFROM {self._rows_sql()}{_group_by(keys)}"
        outer = _lines([*self._keys(), *_named(self.columns)])
        sums = f"SELECT {outer}\nFROM (\n{inner}\n) AS clusters{_group_by(self._keys())}"
        if not self.picked:
            return sums
        kept = _lines([*self._keys(), *self._summed(), *_named(self.picked)])
        return f"SELECT {kept}\nFROM (\n{sums}\n) AS sums"

    def _rows_sql(self) -> str:
        """Each row with its keys and values; the flags are worked out beneath, so that each is once."""
        keys, flags = self._keys_sql(), self.renderer.flags or {}
        shown = self.foresight.shown(self.table)
        facts = rows_sql(self.question, self.table, self.renderer, shown=shown)
        flagged = (
            f"SELECT {_lines(['*', *(f'{sql} AS {name}' for name, sql in flags.items())])}\n{facts}"
        )
        values = [*keys, *_named(self.rows.columns)]
        valued = f"SELECT {_lines(values)}\nFROM (\n{flagged}\n) AS facts"
        if self.rows.ranked:
            valued = f"SELECT {_lines(['*', *self._ranked()])}\nFROM (\n{valued}\n) AS unranked"
        return f"(\n{valued}\n) AS row_values"

    def _ranked(self) -> Iterator[str]:
        """Whether each value is at most a quantile of its cell: fewer than that part of all values lie below it."""
        for (value, fraction), name in self.rows.ranked.items():
            cell = ", ".join([*self._keys(), f"{value} IS NULL"])
            rank = f"RANK() OVER (PARTITION BY {cell} ORDER BY {value})"
            wanted = (
                f"{self.dialect.as_double(repr(fraction))} * COUNT(*) OVER (PARTITION BY {cell})"
            )
            yield f"{rank} - 1 < {wanted} AS {name}"

    def _keys_sql(self) -> list[str]:
        named = zip(self.question.by, self._keys(), strict=True)
        keys = [f"{self._key_sql(name)} AS {key}" for name, key in named]
        return [*keys, f"{self._cluster_key()} AS cluster_key"] if self.cluster else keys

    def _key_sql(self, name: str) -> str:
        key, beneath = split_sql(name, self.table, self.renderer)
        flags = self.renderer.flags
        assert flags is not None, "this renderer keeps what stands beneath"
        flags.update(beneath)
        return key

    def _cluster_key(self) -> str:
        match self.cluster:
            case "customer_key":
                return self.dialect.row_key("customer_key", ROW_KEY.get(self.table, "contact_id"))
            case "agent":
                return self.dialect.agent_key
            case "day":
                return "local_date"
            case "each_case":
                return "case_id"
        return "agent"


def dimension_sql(name: str, dialect: Dialect) -> str:
    """What groups by a dimension: a part of local time, or a column."""
    return GRAINS[name].sql(dialect) if name in GRAINS else name


def split_sql(name: str, table: str, renderer: Renderer) -> tuple[str, Mapping[str, str]]:
    """What groups the rows of a table by a dimension, and the columns under it that are looked up for each row."""
    if name not in OF_CONTACTS:
        return dimension_sql(name, renderer.dialect), {}
    part = named_part(name, table)
    held = part.labels if isinstance(part, Labels) else part
    assert isinstance(held, ColumnRef | OfContact), "it is a column of contacts"
    own = isinstance(held, ColumnRef)
    column = held.name if own else f"{held.name}_of_contact"
    key = renderer.dialect.each_label(column) if isinstance(part, Labels) else column
    return key, {} if own else {column: renderer.sql(held)}


def rows_sql(
    question: Question,
    table: str,
    renderer: Renderer,
    also: Sequence[str] = (),
    *,
    shown: str = "",
) -> str:
    """The rows that a question is about: `FROM table WHERE period and filter`; `shown` is what holds them."""
    tests = [*also, *tests_sql(question, table, renderer)]
    return f"FROM {shown or table}" + (f"\nWHERE {' AND '.join(tests)}" if tests else "")


def tests_sql(question: Question, table: str, renderer: Renderer) -> Iterator[str]:
    """What the period and the filter of a question ask of each row of a table, one condition after the other."""
    yield from days_sql(question, renderer)
    condition = question.condition(table)
    if condition is not None:
        yield renderer.spelled_out(condition)


def days_sql(question: Question, renderer: Renderer) -> Iterator[str]:
    """What the period asks of each row: local days, both ends included."""
    if question.first:
        yield f"local_date >= {renderer.bind('first', question.first)}"
    if question.last:
        yield f"local_date <= {renderer.bind('last', question.last)}"


def _named(columns: Mapping[str, str]) -> list[str]:
    return [f"{sql} AS {name}" for sql, name in columns.items()]


def _group_by(keys: Sequence[str]) -> str:
    return f"\nGROUP BY {', '.join(keys)}" if keys else ""


def _lines(parts: Sequence[str]) -> str:
    return ",\n  ".join(parts)
