"""A named phrase put to one row in hand: pages mean by `inbound` what every formula and the linker mean."""

import operator
import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from willet.core.metrics.formula import Reader
from willet.core.metrics.nodes import Binary, ColumnRef, Flag, IsUnknown, Node, Not, OneOf, Value


@cache
def _pattern(pattern: str) -> re.Pattern[str]:
    signs = {"%": ".*", "_": "."}
    return re.compile("".join(signs.get(sign, re.escape(sign)) for sign in pattern), re.DOTALL)


COMPARED: Mapping[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "<>": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "like": lambda text, pattern: _pattern(pattern).fullmatch(text) is not None,
}


def holds(flag: str, table: str = "contacts", **row: object) -> bool | None:
    """Whether a flag holds of a row; None where what is known of the row does not decide it, as in SQL.

    >>> holds("inbound", direction=None), holds("handled", outcome="abandoned")
    (True, False)

    Raises:
        UnknownNameError: no such flag, or a column of it is not in the table.
        KeyError: the row lacks a column that the flag asks about.
    """
    answer: bool | None = _value(_condition(flag, table), row)
    return answer


@cache
def _condition(flag: str, table: str) -> Node:
    return Reader(table).condition(flag)


def _value(node: Node, row: Mapping[str, object]) -> Any:  # noqa: PLR0911 -- one line for each kind of node
    match node:
        case ColumnRef(name):
            return row[name]
        case Flag(body=body):
            return _value(body, row)
        case Value(value):
            return value
        case IsUnknown(operand):
            return _value(operand, row) is None
        case Not(operand):
            return _not(_value(operand, row))
        case OneOf(operand, choices):
            return _any([_compared("=", _value(operand, row), _value(c, row)) for c in choices])
        case Binary(operator="or", left=left, right=right):
            return _any([_value(left, row), _value(right, row)])
        case Binary(operator="and", left=left, right=right):
            return _not(_any([_not(_value(left, row)), _not(_value(right, row))]))
        case Binary(sign, left, right):
            return _compared(sign, _value(left, row), _value(right, row))
    raise TypeError(f"no flag is made of {type(node).__name__}")


def _compared(sign: str, left: Any, right: Any) -> bool | None:
    return None if left is None or right is None else COMPARED[sign](left, right)


def _not(truth: bool | None) -> bool | None:
    return None if truth is None else not truth


def _any(truths: list[bool | None]) -> bool | None:
    """True where one is; else unknown where one is."""
    if True in truths:
        return True
    return None if None in truths else False
