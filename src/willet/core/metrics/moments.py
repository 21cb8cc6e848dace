"""The moments of a metric: the few sums over rows from which its value and its interval follow.

| moment | over the rows in scope |
|---|---|
| `scope` | how many there are |
| `known` | on how many the source is not silent |
| `above`, `below` | the sums on top and at the bottom of the quotient |
| `squares` ... | sums of squares and products, by row or by the key that rows share |
| `stratum_...` | the same counts over one of two strata only, where a metric has strata |
| `with_<column>` | how many know a column that the formula takes as zero where it is not recorded |
| `silent` | a source among them that can never tell this metric |
"""

from collections.abc import Sequence

from willet.core.metrics.metric import Metric
from willet.core.metrics.nodes import Node
from willet.core.metrics.render import Renderer, literal
from willet.core.metrics.shape import Count, Extreme, PerGroup, Quantile, Quotient

Sums = dict[str, str]
"""Name of a moment -> the SQL aggregate that gives it."""

QUANTILE_STEPS = tuple(round(0.001 * 1.35**k, 6) for k in range(21))
"""Distances from the wanted quantile at which its neighbours are read too, for the interval."""


def fractions_of(fraction: float) -> tuple[float, ...]:
    """The quantiles to be read for one quantile: itself, and its neighbours on both sides."""
    below = (round(fraction - step, 6) for step in QUANTILE_STEPS if step < fraction)
    above = (round(fraction + step, 6) for step in QUANTILE_STEPS if step < 1 - fraction)
    return tuple(sorted({0.0, 1.0, fraction, *below, *above}))


def moments_of(metric: Metric, renderer: Renderer, silent: Sequence[str]) -> Sums:
    """The moments of a metric as SQL aggregates over rows. Sources in `silent` stay out of it."""
    shape = metric.shape
    match shape:
        case Count(where):
            everything = renderer.sql(where)
            sums = {"above": _count(_told(everything, silent))}
        case Quotient():
            everything = renderer.sql(shape.scope)
            sums = _quotient(metric, shape, renderer, _told(everything, silent))
        case PerGroup(scope, above, _):
            everything = renderer.sql(scope)
            sums = _per_group(renderer.number(above), _told(everything, silent))
        case Extreme(scope, value):
            everything = renderer.sql(scope)
            sums = _extreme(shape, renderer, renderer.number(value), _told(everything, silent))
    return sums | _silence(everything, silent)


def row_values(shape: Quotient, renderer: Renderer) -> tuple[str, str]:
    """What one row adds on top and at the bottom, as SQL; NULL where it cannot be told."""
    terms = (
        renderer.number(node) if factor == 1 else f"{factor!r} * {renderer.number(node)}"
        for factor, node in shape.above
    )
    return f"({' + '.join(terms)})", "1.0" if shape.counts_rows else renderer.number(shape.below)


def _told(scope: str, silent: Sequence[str]) -> str:
    return f"({scope} AND source NOT IN ({_listed(silent)}))" if silent else scope


def _silence(scope: str, silent: Sequence[str]) -> Sums:
    if not silent:
        return {}
    return {"silent": f"MAX(source) FILTER (WHERE {scope} AND source IN ({_listed(silent)}))"}


def _listed(silent: Sequence[str]) -> str:
    return ", ".join(literal(name) for name in silent)


def _count(where: str) -> str:
    return f"COUNT(*) FILTER (WHERE {where})"


def _quotient(metric: Metric, shape: Quotient, renderer: Renderer, scope: str) -> Sums:
    if shape.hit is not None:
        return _share(shape.hit, metric.alike, renderer, scope)
    above, below = row_values(shape, renderer)
    known = f"{scope} AND {above} IS NOT NULL AND {below} IS NOT NULL"
    sums = {
        "scope": _count(scope),
        "known": _count(known),
        "above": _sum(above, known, renderer),
        "squares": _sum(f"{above} * {above}", known, renderer),
    }
    if not shape.counts_rows:
        sums["below"] = _sum(below, known, renderer)
        sums["products"] = _sum(f"{above} * {below}", known, renderer)
        sums["below_squares"] = _sum(f"{below} * {below}", known, renderer)
    helps = {f"with_{c}": _count(f"{known} AND {c} IS NOT NULL") for c in shape.helps}
    return sums | helps


def _share(hit: Node, alike: Node | None, renderer: Renderer, scope: str) -> Sums:
    test = renderer.sql(hit)
    sums = {
        "scope": _count(scope),
        "known": _count(f"{scope} AND {test} IS NOT NULL"),
        "above": _count(f"{scope} AND {test}"),
    }
    if alike is None:
        return sums
    inside = f"{scope} AND {renderer.sql(alike)}"
    return sums | {
        "stratum_scope": _count(inside),
        "stratum_known": _count(f"{inside} AND {test} IS NOT NULL"),
        "stratum_above": _count(f"{inside} AND {test}"),
    }


def _per_group(above: str, scope: str) -> Sums:
    known = f"{scope} AND {above} IS NOT NULL"
    total = f"SUM({above}) FILTER (WHERE {known})"
    return {"scope": _count(scope), "known": _count(known), "above": total}


def _extreme(shape: Extreme, renderer: Renderer, value: str, scope: str) -> Sums:
    known = f"{scope} AND {value} IS NOT NULL"
    if isinstance(shape, Quantile):
        reading = renderer.dialect.quantiles(value, fractions_of(shape.fraction), known)
    else:
        reading = f"MAX({value}) FILTER (WHERE {known})"
    return {"scope": _count(scope), "known": _count(known), "value": reading}


def _sum(value: str, where: str, renderer: Renderer) -> str:
    return f"{renderer.dialect.sum}({value}) FILTER (WHERE {where})"
