"""What a source cannot tell, and which metrics must therefore be silent about its rows.

A source names what it lacks in the words of the tables: a column (`hold_s`), an outcome (`abandoned`), a survey
question (`csat`), or a metric by its own name where nothing smaller says it. Which metrics need that is read off
their formulas here, and nowhere else.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from willet.core.metrics.metric import Metric
from willet.core.metrics.nodes import Binary, ColumnRef, Flag, Formula, Node, Value, parts_of
from willet.core.records import Message, Silence

ALSO = {"offered": ("abandoned", "answered")}
"""Flags that name no outcome and yet count some: who gave up was offered, and is missing where nobody records it."""
WORDS = ("outcome", "instrument")
"""Columns whose words are gaps of their own: a source may know some outcomes and not others."""
DERIVED = {"cases": ("resolved",), "links": ("resolved",)}
"""Columns that linking works out, though a source's own column has the same name."""


def rests_on(metric: Metric) -> frozenset[str]:
    """The names of what a metric cannot do without: columns, words of outcomes and surveys, itself."""
    columns = set(metric.needs) - set(DERIVED.get(metric.table, ()))
    return frozenset({metric.name, *columns, *_words_of(metric.formula)})


def lacking(gaps: Mapping[str, Message], metrics: Iterable[Metric]) -> dict[str, Message]:
    """The metrics that cannot be told under these gaps -> why: the first gap that each of them meets."""
    needed = ((metric.name, rests_on(metric)) for metric in metrics)
    first = ((name, next((gaps[g] for g in gaps if g in rests), None)) for name, rests in needed)
    return {name: why for name, why in first if why is not None}


def silence_of(silence: Silence, metric: Metric) -> dict[str, Message]:
    """The sources that cannot tell this metric -> why, by name."""
    rests = rests_on(metric)
    first = {s: next((gaps[g] for g in gaps if g in rests), None) for s, gaps in silence.items()}
    return {source: why for source, why in sorted(first.items()) if why is not None}


@cache
def _words_of(formula: Formula) -> frozenset[str]:
    """The words that a formula names; each import asks it of every metric."""
    return frozenset(word for node in _nodes(formula) for word in _words(node))


def _nodes(formula: Formula) -> Iterator[Node]:
    above, below = [term.aggregate for term in formula.numerator], formula.denominator
    for aggregate in [*above, *((below,) if below else ())]:
        yield aggregate.where
        if aggregate.value is not None:
            yield aggregate.value


def _words(node: Node) -> Iterator[str]:
    for part in parts_of(node):
        match part:
            case Flag(name):
                yield from ALSO.get(name, ())
            case Binary("=", ColumnRef(name), Value(str() as word)) if name in WORDS:
                yield word
