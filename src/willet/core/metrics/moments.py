"""The moments of a metric: the few sums over rows from which its value and its interval follow.

| moment | over the rows in scope |
|---|---|
| `scope` | how many there are |
| `known` | on how many the source is not silent |
| `above`, `below` | the sums on top and at the bottom of the quotient |
| `squares` ... | sums of squares and products over rows |
| `stratum_...` | the same counts over one of two strata only, where a metric has strata |
| `with_<column>` | how many know a column that the formula takes as zero where it is not recorded |
| `reached` | on how many the condition of an `if(...)` holds, so that its value can be told at all |
| `pending` | on how many the verdict does not stand yet |
| `foreseen`, `expected`, `doubt` | how many of these are estimated, the hits expected, how far that may err |
| `seen`, `seen_above` | the known rows and the hits among them whose verdict is more than a word |
| `unseen` | the misses among the seen rows that may have been hits out of sight |
| `nameless` | how many are of sources that tell no customers at all |
| `silent` | a source among them that can never tell this metric |
| `value` | the largest value, or the order statistics around a quantile and the ends of its interval |
| `counted` | for a sum spread over groups: on how many the condition holds under which a group counts |
| `least`, `most` | the first and the last value of a column that must have one, so that amounts can be added |
| `mixed` | 1 where these two differ, and nothing can be added |
| `told`, `mute` | for a count: how many rows there are at all of sources that can, and cannot, tell it |

Where rows share a customer, an agent or a day they are first summed by it, and `over_clusters` says what is summed over
those sums.

Each moment is an aggregate over *row values*: columns worked out once per row, NULL where the row does not
belong. Engines are several times faster at that than at an aggregate with a filter of its own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from willet.core.metrics.certainty import never_unknown
from willet.core.metrics.dialect import Dialect
from willet.core.metrics.foresight import BLIND, Foresight
from willet.core.metrics.metric import Metric
from willet.core.metrics.nodes import Node, When
from willet.core.metrics.places import read_places
from willet.core.metrics.render import Renderer, literal
from willet.core.metrics.shape import Count, Extreme, PerGroup, Quantile, Quotient

Sums = dict[str, str]
"""Name of a moment -> the SQL aggregate that gives it."""

OVER_ROWS = ("squares", "cubes", "products", "below_squares")
PRODUCTS = {
    "below": (0, 1),
    "squares": (2, 0),
    "products": (1, 1),
    "below_squares": (0, 2),
    "aaa": (3, 0),
    "aab": (2, 1),
    "abb": (1, 2),
    "bbb": (0, 3),
    "bbbb": (0, 4),
}
"""How often a cluster's a and b stand in each product that is summed over clusters."""


OF_TEXTS = {"silent": "MAX", "least": "MIN", "most": "MAX"}
"""Moments that are texts -> how those of clusters become one."""


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
    ranked: dict[tuple[str, float], str] = field(default_factory=dict)
    """Column and fraction -> what says whether a row's value is at most that quantile of its cell."""

    def when(self, condition: str, value: str) -> str:
        """The column that holds the value on rows where the condition holds."""
        return self.column(f"CASE WHEN {condition} THEN {value} END")

    def column(self, sql: str) -> str:
        """The column that holds this expression."""
        return self.columns.setdefault(sql, f"r{len(self.columns)}")

    def count(self, condition: str) -> str:
        """How many rows the condition holds on."""
        return f"COUNT({self.when(condition, '1')})"

    def within_quantile(self, value: str, fraction: float) -> str:
        """The flag of rows whose value is at most this quantile of all values of their cell."""
        return self.ranked.setdefault((value, fraction), f"q{len(self.ranked)}")

    def total(self, value: str) -> str:
        """The sum of an expression over columns of row values."""
        return f"{self.renderer.dialect.sum}({value})"


def moments_of(
    metric: Metric,
    rows: RowValues,
    silent: Sequence[str],
    foresight: Foresight = BLIND,
    *,
    clustered: bool = False,
) -> Sums:
    """The moments of a metric as SQL aggregates, over clusters first where `clustered`.

    Sources in `silent` stay out of it.
    """
    shape = metric.shape
    everything = rows.renderer.sql(shape.where if isinstance(shape, Count) else shape.scope)
    scope = telling(everything, silent)
    sums = _sums(metric, rows, scope, clustered=clustered)
    sums |= standing_sums(metric, rows, scope, foresight)
    if metric.alone is not None:
        one = rows.when(_summed(metric, rows.renderer, scope), metric.alone)
        sums |= {"least": f"MIN({one})", "most": f"MAX({one})"}
    if silent and isinstance(shape, Count):
        sums["told"] = rows.count(f"source NOT IN ({_listed(silent)})")
        sums["mute"] = rows.count(f"source IN ({_listed(silent)})")
        # what a source cannot see leaves no row to count, so any row of it tells of its silence
        everything = "TRUE"
    if silent:
        source = rows.when(f"{everything} AND source IN ({_listed(silent)})", "source")
        sums["silent"] = f"MAX({source})"
    return sums


def _summed(metric: Metric, renderer: Renderer, scope: str) -> str:
    """Where a row adds to the top of a metric: what nobody can tell yet is mixed with nothing."""
    if not isinstance(metric.shape, PerGroup):
        return scope
    return f"({scope} AND {renderer.number(metric.shape.above)} IS NOT NULL)"


def _sums(metric: Metric, rows: RowValues, scope: str, *, clustered: bool) -> Sums:
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
            return _extreme(shape, rows, scope, clustered=clustered)


def telling(scope: str, silent: Sequence[str]) -> str:
    """The rows in scope that are not of a source which can never tell."""
    return f"({scope} AND source NOT IN ({_listed(silent)}))" if silent else scope


def standing_sums(metric: Metric, rows: RowValues, scope: str, foresight: Foresight) -> Sums:
    """What of a metric's verdicts does not stand, what is expected of it, and what no one could have seen."""
    sums: Sums = {}
    if metric.settles is not None:
        sums |= _not_standing(metric.settles, rows, scope, foresight)
        if metric.alike is not None:
            inside = f"{scope} AND {rows.renderer.sql(metric.alike)}"
            within = _not_standing(metric.settles, rows, inside, foresight)
            sums |= {f"stratum_{name}": sql for name, sql in within.items()}
    if metric.seen is not None and isinstance(metric.shape, Quotient) and metric.shape.hit:
        seen, hit = rows.renderer.sql(metric.seen), rows.renderer.sql(metric.shape.hit)
        sums["seen"] = rows.count(f"{scope} AND {seen} AND {hit} IS NOT NULL")
        sums["seen_above"] = rows.count(f"{scope} AND {seen} AND {hit}")
        if metric.certain is not None:
            missed = f"{scope} AND {seen} AND NOT {hit} AND NOT {rows.renderer.sql(metric.certain)}"
            sums["unseen"] = rows.count(missed)
    if metric.seen is not None and foresight.nameless:
        sums["nameless"] = rows.count(f"{scope} AND source IN ({_listed(foresight.nameless)})")
    return sums


def _not_standing(settles: Node, rows: RowValues, scope: str, foresight: Foresight) -> Sums:
    pending = {"pending": rows.count(f"{scope} AND NOT {rows.renderer.sql(settles)}")}
    if not foresight.relation:
        return pending
    expected = rows.when(scope, "expected")
    return pending | {
        "foreseen": f"COUNT({expected})",
        "expected": rows.total(expected),
        "doubt": rows.total(rows.when(scope, "doubt")),
    }


def _listed(silent: Sequence[str]) -> str:
    return ", ".join(literal(name) for name in silent)


def _quotient(shape: Quotient, rows: RowValues, scope: str) -> Sums:
    above, below = row_values(shape, rows.renderer)
    given = scope if below is None else f"{scope} AND {above} IS NOT NULL AND {below} IS NOT NULL"
    top = rows.when(given, above)
    sums = {
        "scope": rows.count(scope),
        "known": f"COUNT({top})",
        "above": rows.total(top),
        "squares": rows.total(f"{top} * {top}"),
    }
    if below is None:
        sums["cubes"] = rows.total(f"{top} * {top} * {top}")
    else:
        bottom = rows.when(given, below)
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
    sums = {"scope": rows.count(scope), "known": f"COUNT({value})", "above": rows.total(value)}
    if shape.counted is None:
        return sums
    return sums | {"counted": rows.count(f"{scope} AND {rows.renderer.sql(shape.counted)}")}


def _extreme(shape: Extreme, rows: RowValues, scope: str, *, clustered: bool) -> Sums:
    value = rows.when(scope, rows.renderer.number(shape.value))
    known, dialect = f"COUNT({value})", rows.renderer.dialect
    sums = {"scope": rows.count(scope), "known": known}
    if not isinstance(shape, Quantile):
        return sums | {"value": f"MAX({value})"}
    if not clustered:
        listed = dialect.sorted_list(value)
        return sums | {"value": read_places(listed, known, shape.fraction, dialect)}
    within = rows.within_quantile(value, shape.fraction)
    hits = f"COUNT(CASE WHEN {value} IS NOT NULL AND {within} THEN 1 END)"
    return sums | {"above": hits, "value": dialect.bare_list(value)}


def over_clusters(metric: Metric, within: Mapping[str, str], dialect: Dialect) -> Sums:
    """The moments over clusters, given the columns that hold each cluster's own sums.

    A cluster adds its a on top and its b at the bottom. Beside the sums of their products stand those over rows
    (`row_squares` ...), for a cell that holds one cluster only, and `largest`, the b of the largest cluster.
    """
    total = dialect.sum
    above, below = within["above"], within.get("below", within["known"])
    if isinstance(metric.shape, PerGroup):
        below = f"CAST({within.get('counted', below)} > 0 AS INTEGER)"
    sums = {n: f"{OF_TEXTS.get(n, total)}({column})" for n, column in within.items()}
    if isinstance(metric.shape, Quantile):
        sums["value"] = dialect.joined_lists(within["value"])
    sums |= {f"row_{name}": sums[name] for name in OVER_ROWS if name in sums}
    sums |= {
        name: f"{total}({' * '.join([above] * tops + [below] * bottoms)})"
        for name, (tops, bottoms) in PRODUCTS.items()
    }
    return sums | {
        "largest": f"MAX({below})",
        "clusters": f"COUNT(CASE WHEN {within['known']} > 0 THEN 1 END)",
    }
