"""The moments of a metric: the few sums over rows from which its value and its interval follow.

| moment | over the rows in scope |
|---|---|
| `scope` | how many there are |
| `known` | on how many the source is not silent |
| `above`, `below` | the sums on top and at the bottom of the quotient |
| `squares` ... | sums of squares and products, by row or by the key that rows share |
| `stratum_...` | the same counts over one of two strata only, where a metric has strata |
| `with_<column>` | how many know a column that the formula takes as zero where it is not recorded |
| `reached` | on how many the condition of an `if(...)` holds, so that its value can be told at all |
| `silent` | a source among them that can never tell this metric |
| `told`, `mute` | for a count: how many rows there are at all of sources that can, and cannot, tell it |

Each moment is an aggregate over *row values*: columns worked out once per row, NULL where the row does not
belong. Engines are several times faster at that than at an aggregate with a filter of its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from willet.core.metrics.certainty import never_unknown
from willet.core.metrics.metric import Metric
from willet.core.metrics.nodes import Node, When
from willet.core.metrics.render import Renderer, literal
from willet.core.metrics.shape import Count, Extreme, PerGroup, Quantile, Quotient

Sums = dict[str, str]
"""Name of a moment -> the SQL aggregate that gives it."""

QUANTILES = "quantiles of "

QUANTILE_STEPS = tuple(round(0.002 * 1.6**k, 6) for k in range(12))
"""Distances from the wanted quantile at which its neighbours are read too, for the interval.

An end of the interval is the neighbour just outside it: each further rung costs a read in every cell, each
wider step makes intervals wider than they need be.
"""


def fractions_of(fraction: float) -> tuple[float, ...]:
    """The quantiles to be read for one quantile: itself, and its neighbours on both sides."""
    below = (round(fraction - step, 6) for step in QUANTILE_STEPS if step < fraction)
    above = (round(fraction + step, 6) for step in QUANTILE_STEPS if step < 1 - fraction)
    return tuple(sorted({0.0, 1.0, fraction, *below, *above}))


def row_values(shape: Quotient, renderer: Renderer) -> tuple[str, str | None]:
    """What one row adds on top and at the bottom, as SQL; NULL where it cannot be told.

    The bottom is None where each row adds one.
    """
    terms = (
        renderer.number(node) if factor == 1 else f"{factor!r} * {renderer.number(node)}"
        for factor, node in shape.above
    )
    top = " + ".join(terms)
    top = f"({top})" if len(shape.above) > 1 else top
    return top, None if shape.counts_rows else renderer.number(shape.below)


@dataclass
class RowValues:
    """The row values of one statement; equal expressions are one column."""

    renderer: Renderer
    columns: dict[str, str] = field(default_factory=dict)
    ladders: dict[str, set[float]] = field(default_factory=dict)
    """For each column of which quantiles are wanted, all that are: they share one sort."""

    def when(self, condition: str, value: str) -> str:
        """The column that holds the value on rows where the condition holds."""
        return self.column(f"CASE WHEN {condition} THEN {value} END")

    def column(self, sql: str) -> str:
        """The column that holds this expression."""
        return self.columns.setdefault(sql, f"r{len(self.columns)}")

    def count(self, condition: str) -> str:
        """How many rows the condition holds on."""
        return f"COUNT({self.when(condition, '1')})"

    def quantiles(self, value: str, fractions: Sequence[float]) -> str:
        """A mark for the quantiles of a column, which `written` spells out once all are known."""
        self.ladders.setdefault(value, set()).update(fractions)
        return QUANTILES + value

    def written(self, sql: str) -> str:
        """The aggregate as SQL."""
        if not sql.startswith(QUANTILES):
            return sql
        value = sql.removeprefix(QUANTILES)
        return self.renderer.dialect.quantiles(value, self.ladder(value))

    def ladder(self, value: str) -> tuple[float, ...]:
        """The quantiles read of a column, ascending."""
        return tuple(sorted(self.ladders[value]))

    def total(self, value: str) -> str:
        """The sum of an expression over columns of row values."""
        return f"{self.renderer.dialect.sum}({value})"


def moments_of(metric: Metric, rows: RowValues, silent: Sequence[str]) -> Sums:
    """The moments of a metric as SQL aggregates. Sources in `silent` stay out of it."""
    shape = metric.shape
    everything = rows.renderer.sql(shape.where if isinstance(shape, Count) else shape.scope)
    scope = f"({everything} AND source NOT IN ({_listed(silent)}))" if silent else everything
    sums = _sums(metric, rows, scope)
    if silent and isinstance(shape, Count):
        sums["told"] = rows.count(f"source NOT IN ({_listed(silent)})")
        sums["mute"] = rows.count(f"source IN ({_listed(silent)})")
        # what a source cannot see leaves no row to count, so any row of it tells of its silence
        everything = "TRUE"
    if silent:
        source = rows.when(f"{everything} AND source IN ({_listed(silent)})", "source")
        sums["silent"] = f"MAX({source})"
    return sums


def _sums(metric: Metric, rows: RowValues, scope: str) -> Sums:
    match metric.shape:
        case Count():
            return {"above": rows.count(scope)}
        case Quotient(hit=None) as shape:
            return _quotient(shape, rows, scope)
        case Quotient() as shape:
            return _share(shape, metric.alike, rows, scope)
        case PerGroup() as shape:
            return _per_group(shape, rows, scope)
        case Extreme() as shape:
            return _extreme(shape, rows, scope)


def _listed(silent: Sequence[str]) -> str:
    return ", ".join(literal(name) for name in silent)


def _quotient(shape: Quotient, rows: RowValues, scope: str) -> Sums:
    above, below = row_values(shape, rows.renderer)
    told = scope if below is None else f"{scope} AND {above} IS NOT NULL AND {below} IS NOT NULL"
    top = rows.when(told, above)
    sums = {
        "scope": rows.count(scope),
        "known": f"COUNT({top})",
        "above": rows.total(top),
        "squares": rows.total(f"{top} * {top}"),
    }
    if below is not None:
        bottom = rows.when(told, below)
        sums["below"] = rows.total(bottom)
        sums["products"] = rows.total(f"{top} * {bottom}")
        sums["below_squares"] = rows.total(f"{bottom} * {bottom}")
    return sums | {f"with_{c}": f"COUNT({rows.when(scope, c)})" for c in shape.helps}


def _share(shape: Quotient, alike: Node | None, rows: RowValues, scope: str) -> Sums:
    assert shape.hit is not None
    sure = never_unknown(shape.hit, shape.scope)
    hit = rows.renderer.sql(shape.hit)
    sums = _tested(hit, rows, scope, sure=sure)
    if isinstance(shape.hit, When):
        sums["reached"] = rows.count(f"{scope} AND {rows.renderer.sql(shape.hit.condition)}")
    if alike is not None:
        inside = f"{scope} AND {rows.renderer.sql(alike)}"
        sums |= {f"stratum_{n}": sql for n, sql in _tested(hit, rows, inside, sure=sure).items()}
    return sums


def _tested(hit: str, rows: RowValues, scope: str, *, sure: bool) -> Sums:
    everything = rows.count(scope)
    return {
        "scope": everything,
        "known": everything if sure else rows.count(f"{scope} AND {hit} IS NOT NULL"),
        "above": rows.count(f"{scope} AND {hit}"),
    }


def _per_group(shape: PerGroup, rows: RowValues, scope: str) -> Sums:
    value = rows.when(scope, rows.renderer.number(shape.above))
    return {"scope": rows.count(scope), "known": f"COUNT({value})", "above": rows.total(value)}


def _extreme(shape: Extreme, rows: RowValues, scope: str) -> Sums:
    value = rows.when(scope, rows.renderer.number(shape.value))
    sums = {"scope": rows.count(scope), "known": f"COUNT({value})"}
    if isinstance(shape, Quantile):
        return sums | {"value": rows.quantiles(value, fractions_of(shape.fraction))}
    return sums | {"value": f"MAX({value})"}
