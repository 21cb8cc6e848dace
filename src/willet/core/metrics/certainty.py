"""What a condition that holds tells of its columns: those it could not hold without knowing.

It spares a count: where a row in scope must know all that the hit depends on, the hit is never unknown.
"""

from willet.core.metrics.nodes import (
    Binary,
    ColumnRef,
    Flag,
    IsUnknown,
    Node,
    Not,
    OneOf,
    OrZero,
    When,
    columns_in,
    parts_of,
)

Names = frozenset[str]


def never_unknown(node: Node, given: Node) -> bool:
    """Whether a condition is surely true or false on every row on which `given` holds."""
    return _sure(node, known_if(given, holds=True))


def _sure(node: Node, known: Names) -> bool:
    """Whether a condition is true or false wherever these columns are known.

    Of `x is null or x = 1` the second half is asked only where the first failed, and there x is known.
    """
    match node:
        case Flag(_, body) | Not(body):
            return _sure(body, known)
        case IsUnknown(ColumnRef()):
            return True
        case Binary("and" | "or" as operator, left, right):
            return _sure_after(left, right, operator, known) or _sure_after(
                right, left, operator, known
            )
        case _:
            return _strict(node) == columns_in(node) <= known


def _sure_after(first: Node, second: Node, operator: str, known: Names) -> bool:
    asked_where = known_if(first, holds=operator == "and")
    return _sure(first, known) and _sure(second, known | asked_where)


def known_if(node: Node, *, holds: bool) -> Names:
    """The columns that are known on each row on which the condition holds (or fails)."""
    match node:
        case Flag(_, body):
            return known_if(body, holds=holds)
        case Not(operand):
            return known_if(operand, holds=not holds)
        case Binary("and" | "or" as operator, left, right):
            both = (known_if(left, holds=holds), known_if(right, holds=holds))
            return both[0] | both[1] if (operator == "and") is holds else both[0] & both[1]
        case IsUnknown(ColumnRef(name)):
            return frozenset() if holds else frozenset((name,))
        case ColumnRef() | Binary() | OneOf():
            return _strict(node)
        case _:
            return frozenset()


def _strict(node: Node) -> Names:
    """A comparison is unknown as soon as one of its columns is."""
    loose = any(isinstance(part, When | OrZero | IsUnknown) for part in parts_of(node))
    return frozenset() if loose else columns_in(node)
