"""What a formula comes to, row by row: the shape that decides both its SQL and its interval.

Every quotient is read the same way. A row is in *scope* when it belongs to the denominator; it adds
`above` to the top and `below` to the bottom. Where `above` cannot be told (three-valued logic leaves it
NULL) the row is unknown: neither a hit nor a miss, counted apart, and never a zero.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from willet.core.metrics import refusals
from willet.core.metrics.nodes import (
    EVERY_ROW,
    Aggregate,
    Binary,
    ColumnRef,
    Counted,
    Formula,
    IsUnknown,
    Node,
    Not,
    OrZero,
    Term,
    Value,
    columns_in,
    columns_in_all,
    parts_of,
)
from willet.core.records import RequestError

ONE = Value(value=1, kind="number", bound=False)


@dataclass(frozen=True)
class Count:
    """Rows on which `where` holds."""

    where: Node

    @cached_property
    def needs(self) -> tuple[str, ...]:
        """Columns the figure rests on."""
        return tuple(sorted(columns_in(self.where)))

    @property
    def helps(self) -> tuple[str, ...]:
        """A count has no optional part."""
        return ()


@dataclass(frozen=True)
class Quotient:
    """The sum of `above` over the sum of `below`, over the rows in scope.

    `hit` is set where `above` is the truth of one condition: then the quotient is a share of rows.
    """

    scope: Node
    above: tuple[tuple[float, Node], ...]
    below: Node
    hit: Node | None

    @property
    def counts_rows(self) -> bool:
        """Whether the bottom is a number of rows (else a sum)."""
        return self.below is ONE

    @cached_property
    def needs(self) -> tuple[str, ...]:
        """Columns the figure rests on."""
        every = columns_in_all(self.scope, self.below, *(node for _, node in self.above))
        return tuple(sorted(every - frozenset(self.helps)))

    @property
    def helps(self) -> tuple[str, ...]:
        """Columns that count as nothing where they are not recorded."""
        parts = (part for _, node in self.above for part in parts_of(node))
        return tuple(sorted({p.operand.name for p in parts if isinstance(p, OrZero)}))


@dataclass(frozen=True)
class PerGroup:
    """A sum spread over the distinct values of `group` (sales per agent).

    Where `counted` is set, a group counts at the bottom as soon as it holds on one of its rows: what was spent on
    others is on top all the same (cost per case resolved).
    """

    scope: Node
    above: Node
    group: ColumnRef
    counted: Node | None = None

    @cached_property
    def needs(self) -> tuple[str, ...]:
        """Columns the figure rests on."""
        counted = self.counted or self.group
        return tuple(sorted(columns_in_all(self.scope, self.above, self.group, counted)))

    @property
    def helps(self) -> tuple[str, ...]:
        """A figure per group has no optional part."""
        return ()


@dataclass(frozen=True)
class Extreme:
    """The largest value over the rows in scope."""

    scope: Node
    value: Node

    @cached_property
    def needs(self) -> tuple[str, ...]:
        """Columns the figure rests on."""
        return tuple(sorted(columns_in_all(self.scope, self.value)))

    @property
    def helps(self) -> tuple[str, ...]:
        """An extreme has no optional part."""
        return ()


@dataclass(frozen=True)
class Quantile(Extreme):
    """The value below which a fraction of the rows in scope lies."""

    fraction: float


Shape: TypeAlias = Count | Quotient | PerGroup | Extreme


def shape_of(formula: Formula) -> Shape:
    """The shape of a formula.

    Raises:
        RequestError: the formula is of none of the shapes the compiler knows.
    """
    if formula.denominator is None:
        return _single(formula.numerator)
    first = formula.numerator[0].aggregate
    if formula.denominator.function == "count_distinct":
        return _per_group(first, formula.denominator)
    return _quotient(formula.numerator, formula.denominator)


def _single(terms: tuple[Term, ...]) -> Shape:
    aggregate = terms[0].aggregate
    if len(terms) > 1 or terms[0].factor != 1:
        raise RequestError(refusals.ONE_AGGREGATE())
    where, value = aggregate.where, aggregate.value
    if value is None:
        return Count(where)
    match aggregate.function:
        case "avg":
            return Quotient(where, ((1.0, value),), ONE, None)
        case "max":
            return Extreme(where, value)
        case "quantile":
            return Quantile(where, value, aggregate.fraction or 0.0)
    raise RequestError(refusals.ALONE(function=aggregate.function))


def _per_group(top: Aggregate, bottom: Aggregate) -> PerGroup:
    if top.function != "sum" or top.value is None or bottom.value is None:
        raise RequestError(refusals.ONE_SUM())
    if not isinstance(bottom.value, ColumnRef):
        raise RequestError(refusals.ONE_SUM())
    known = Not(IsUnknown(bottom.value))
    if top.where == EVERY_ROW and bottom.where != EVERY_ROW:
        return PerGroup(known, top.value, bottom.value, bottom.where)
    scope = Binary("and", bottom.where, known, "truth")
    return PerGroup(scope, _row_value(top), bottom.value)


def _quotient(terms: tuple[Term, ...], bottom: Aggregate) -> Quotient:
    if bottom.function not in {"count", "sum"}:
        raise RequestError(refusals.BELOW())
    if any(term.aggregate.function not in {"count", "sum"} for term in terms):
        raise RequestError(refusals.ABOVE())
    below = bottom.value if bottom.value is not None else ONE
    hit = _hit(terms) if bottom.value is None else None
    above = tuple((term.factor, _row_value(term.aggregate)) for term in terms)
    return Quotient(bottom.where, above, below, hit)


def _row_value(aggregate: Aggregate) -> Node:
    value = aggregate.value if aggregate.value is not None else ONE
    return value if aggregate.where == EVERY_ROW else Counted(aggregate.where, value)


def _hit(terms: tuple[Term, ...]) -> Node | None:
    alone = len(terms) == 1 and terms[0].factor == 1
    aggregate = terms[0].aggregate
    return aggregate.where if alone and aggregate.function == "count" else None
