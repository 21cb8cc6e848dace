"""From the text of a formula or a filter to checked nodes: sqlglot parses, a closed list admits.

What is not on the list does not exist: no sub-select, no cast, no function of the engine, no column
of another table. The refusal names the part and says what may be written instead.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from willet.core.metrics import refusals
from willet.core.metrics.flags import FLAGS
from willet.core.metrics.grains import GRAIN_KINDS, OF_CONTACTS, contact_of
from willet.core.metrics.nodes import (
    EVERY_ROW,
    Aggregate,
    Bears,
    Binary,
    ColumnRef,
    Flag,
    Formula,
    Grain,
    IsUnknown,
    Kind,
    Labels,
    Node,
    Not,
    OfContact,
    OneOf,
    OrZero,
    Param,
    Term,
    Value,
    When,
)
from willet.core.records import CONTACTS, TABLES, Message, RequestError, UnknownNameError, kinds

LONGEST_TEXT = 4000
LONGEST_SHOWN = 120
LONGEST_WHOLE = 15
"""Digits up to which a whole number is the same on every engine; beyond these it is a double."""

COMPARISONS: dict[type[exp.Expr], str] = {
    exp.EQ: "=",
    exp.NEQ: "<>",
    exp.LT: "<",
    exp.LTE: "<=",
    exp.GT: ">",
    exp.GTE: ">=",
}
_OF_LABELS = (exp.EQ, exp.NEQ)
JUNCTIONS: dict[type[exp.Expr], str] = {exp.And: "and", exp.Or: "or"}
ARITHMETIC: dict[type[exp.Expr], str] = {exp.Add: "+", exp.Sub: "-", exp.Mul: "*"}

AGGREGATES: dict[str, int] = {
    "count": 0,
    "count_if": 1,
    "count_distinct": 1,
    "count_distinct_if": 2,
    "sum": 1,
    "sum_if": 2,
    "avg": 1,
    "avg_if": 2,
    "max": 1,
    "max_if": 2,
    "quantile": 2,
    "quantile_if": 3,
}
"""The aggregates of the grammar, each with how many things stand between its brackets."""

_PARSED_NAMES: dict[type[exp.Expr], str] = {
    exp.CountIf: "count_if",
    exp.Count: "count",
    exp.Sum: "sum",
    exp.Avg: "avg",
    exp.Max: "max",
    exp.Quantile: "quantile",
}


@dataclass(frozen=True)
class Reader:
    """Reads expressions over one table. `bound` marks literals that came from a person's request."""

    table: str
    parameters: Mapping[str, Kind] = field(default_factory=dict)
    bound: bool = False

    def formula(self, text: str) -> Formula:
        """The formula of a metric.

        Raises:
            RequestError: something in the text is not in the grammar.
        """
        tree = _parsed(text)
        below = None
        if isinstance(tree, exp.Div):
            tree, below = tree.this, self._aggregate(tree.expression)
        return Formula(tuple(self._terms(tree, 1.0)), below)

    def condition(self, text: str) -> Node:
        """A condition on the rows of the table.

        Raises:
            RequestError: something in the text is not in the grammar, or it is not a condition.
        """
        try:
            return _expect(self._node(_parsed(text)), "truth", text)
        except RecursionError as error:
            raise RequestError(refusals.TOO_DEEP(text=repr(text[:60]))) from error

    def _terms(self, tree: exp.Expr, factor: float) -> list[Term]:
        tree = tree.unnest()
        match tree:
            case exp.Add() | exp.Sub():
                sign = -1.0 if isinstance(tree, exp.Sub) else 1.0
                return self._terms(tree.this, factor) + self._terms(tree.expression, sign * factor)
            case exp.Mul() if isinstance(tree.this, exp.Literal):
                return self._terms(tree.expression, factor * _number(tree.this))
        return [Term(factor, self._aggregate(tree))]

    def _aggregate(self, tree: exp.Expr) -> Aggregate:
        tree = tree.unnest()
        name, arguments = _call(tree)
        if name not in AGGREGATES:
            raise _refusal(tree, refusals.AGGREGATES_ARE(names=", ".join(AGGREGATES)))
        if len(arguments) != AGGREGATES[name]:
            raise _refusal(tree, refusals.ARGUMENTS(name=name, count=AGGREGATES[name]))
        return self._filled(name, arguments)

    def _filled(self, name: str, arguments: list[exp.Expr]) -> Aggregate:
        plain = name.removesuffix("_if")
        where = self._truth(arguments.pop()) if name.endswith("_if") else EVERY_ROW
        value = self._node(arguments[0]) if arguments else None
        if value is not None and plain != "count_distinct":
            _expect(value, "number", arguments[0].sql())
        fraction = _number(arguments[1]) if plain == "quantile" else None
        return Aggregate(plain, value, where, fraction)

    def _truth(self, tree: exp.Expr) -> Node:
        return _expect(self._node(tree), "truth", tree.sql())

    def _node(self, tree: exp.Expr) -> Node:
        reader = _READERS.get(type(tree))
        if reader is None:
            raise _refusal(tree, refusals.PARTS_ARE)
        return reader(self, tree)

    def _name(self, tree: exp.Expr) -> Node:
        if (
            not isinstance(tree, exp.Column)
            or tree.table
            or not isinstance(tree.this, exp.Identifier)
        ):
            raise _refusal(tree, refusals.NO_TABLE)
        return named_part(tree.name.lower(), self.table)

    def _param(self, tree: exp.Expr) -> Node:
        name = str(tree.name)
        if name not in self.parameters:
            raise UnknownNameError(kinds.PARAMETER, name, self.parameters)
        return Param(name, self.parameters[name])

    def _literal(self, tree: exp.Expr) -> Node:
        if tree.is_string:
            return Value(str(tree.this), "text", self.bound)
        return Value(_number(tree), "number", self.bound)

    def _negative(self, tree: exp.Expr) -> Node:
        if not isinstance(tree.this, exp.Literal):
            raise _refusal(tree, refusals.MINUS)
        return Value(-_number(tree.this), "number", self.bound)

    def _boolean(self, tree: exp.Expr) -> Node:
        return Value(bool(tree.this), "truth", bound=False)

    def _comparison(self, tree: exp.Expr) -> Node:
        left, right = self._node(tree.this), self._node(tree.expression)
        if isinstance(left, Labels) and type(tree) in _OF_LABELS:
            bears = Bears(left, (_expect_text(right, tree),))
            return bears if isinstance(tree, exp.EQ) else Not(bears)
        left, right = _agreed(left, right, tree)
        return Binary(COMPARISONS[type(tree)], left, right, "truth")

    def _junction(self, tree: exp.Expr) -> Node:
        left, right = self._truth(tree.this), self._truth(tree.expression)
        return Binary(JUNCTIONS[type(tree)], left, right, "truth")

    def _arithmetic(self, tree: exp.Expr) -> Node:
        left = _expect(self._node(tree.this), "number", tree.this.sql())
        right = _expect(self._node(tree.expression), "number", tree.expression.sql())
        return Binary(ARITHMETIC[type(tree)], left, right, "number")

    def _like(self, tree: exp.Expr) -> Node:
        left = _expect(self._node(tree.this), "text", tree.this.sql())
        right = _expect(self._node(tree.expression), "text", tree.expression.sql())
        return Binary("like", left, right, "truth")

    def _is(self, tree: exp.Expr) -> Node:
        operand = self._node(tree.this)
        if isinstance(tree.expression, exp.Null):
            return IsUnknown(operand)
        if isinstance(tree.expression, exp.Boolean):
            truth = _expect(operand, "truth", tree.this.sql())
            sure = Binary("and", Not(IsUnknown(truth)), truth, "truth")
            unsure = Binary("and", Not(IsUnknown(truth)), Not(truth), "truth")
            return sure if tree.expression.this else unsure
        raise _refusal(tree, refusals.AFTER_IS)

    def _one_of(self, tree: exp.Expr) -> Node:
        if tree.args.get("query") or not tree.expressions:
            raise _refusal(tree, refusals.AFTER_IN)
        operand = self._node(tree.this)
        if isinstance(operand, Labels):
            return Bears(
                operand, tuple(_expect_text(self._node(i), tree) for i in tree.expressions)
            )
        pairs = [_agreed(operand, self._node(item), tree) for item in tree.expressions]
        if any(not isinstance(choice, Value) for _, choice in pairs):
            raise _refusal(tree, refusals.AFTER_IN)
        return OneOf(operand, tuple(choice for _, choice in pairs))

    def _between(self, tree: exp.Expr) -> Node:
        operand = self._node(tree.this)
        _, low = _agreed(operand, self._node(tree.args["low"]), tree)
        _, high = _agreed(operand, self._node(tree.args["high"]), tree)
        above, below = (
            Binary(">=", operand, low, "truth"),
            Binary("<=", operand, high, "truth"),
        )
        return Binary("and", above, below, "truth")

    def _when(self, tree: exp.Expr) -> Node:
        if tree.args.get("false") is not None:
            raise _refusal(tree, refusals.NO_ELSE)
        then = self._node(tree.args["true"])
        return When(self._truth(tree.this), then, then.kind)

    def _call(self, tree: exp.Expr) -> Node:
        name, arguments = _call(tree)
        if name != "or_zero" or len(arguments) != 1:
            raise _refusal(tree, refusals.INSIDE)
        operand = self._node(arguments[0])
        if not isinstance(operand, ColumnRef):
            raise _refusal(tree, refusals.OR_ZERO)
        _expect(operand, "number", tree.sql())
        return OrZero(operand)


_Read = Callable[[Reader, exp.Expr], Node]

_READERS: dict[type[exp.Expr], _Read] = {
    exp.Column: Reader._name,
    exp.Placeholder: Reader._param,
    exp.Literal: Reader._literal,
    exp.Neg: Reader._negative,
    exp.Boolean: Reader._boolean,
    exp.Paren: lambda reader, tree: reader._node(tree.this),
    exp.Not: lambda reader, tree: Not(reader._truth(tree.this)),
    **dict.fromkeys(COMPARISONS, Reader._comparison),
    **dict.fromkeys(JUNCTIONS, Reader._junction),
    **dict.fromkeys(ARITHMETIC, Reader._arithmetic),
    exp.Like: Reader._like,
    exp.Is: Reader._is,
    exp.In: Reader._one_of,
    exp.Between: Reader._between,
    exp.If: Reader._when,
    exp.Anonymous: Reader._call,
}


def kind_of_type(type_: str) -> Kind:
    """What sort of value a column of this DuckDB type holds, for checking comparisons."""
    if type_ == "BOOLEAN":
        return "truth"
    if type_ == "VARCHAR":
        return "text"
    if type_ == "DATE":
        return "date"
    if type_.startswith("TIMESTAMP"):
        return "moment"
    return "nothing" if type_.endswith("[]") else "number"


@lru_cache(maxsize=512)
def named_part(name: str, table: str) -> Node:
    """What a name stands for over a table: its column, a phrase of the house, or a part of local time.

    Raises:
        UnknownNameError: there is none of that name.
    """
    columns = {column.name: column for column in TABLES[table].columns}
    if name in columns:
        return ColumnRef(name, kind_of_type(columns[name].type))
    if name in OF_CONTACTS and (key := contact_of(table)) is not None:
        return _of_contact(OF_CONTACTS[name], None if table == CONTACTS.name else key)
    if name in FLAGS:
        body = Reader(table).condition(FLAGS[name])
        return Flag(name, body, body.kind)
    if name in GRAIN_KINDS:
        return Grain(name, GRAIN_KINDS[name])
    raise UnknownNameError(kinds.COLUMN(table=table), name, [*columns, *FLAGS, *GRAIN_KINDS])


def _of_contact(column: str, key: str | None) -> Node:
    """A column of contacts, seen from there or from a row that leads to one; lists are asked what they hold."""
    part = ColumnRef(column, "text") if key is None else OfContact(column, key, "text")
    return part if column in OF_CONTACTS else Labels(part)


def _parsed(text: str) -> exp.Expr:
    if len(text) > LONGEST_TEXT:
        raise RequestError(refusals.TOO_LONG(length=str(len(text)), most=str(LONGEST_TEXT)))
    try:
        trees = sqlglot.parse(text)
    except (SqlglotError, RecursionError) as error:
        reason = str(error).splitlines()[0]
        raise RequestError(refusals.UNREADABLE(text=_shown(text), why=_shown(reason))) from error
    if len(trees) != 1 or not isinstance(trees[0], exp.Expr):
        raise RequestError(refusals.NOT_ONE(text=_shown(text)))
    return trees[0]


def _call(tree: exp.Expr) -> tuple[str, list[exp.Expr]]:
    """The name and arguments of anything that looks like a function call."""
    if isinstance(tree, exp.Anonymous):
        return str(tree.this).lower(), list(tree.expressions)
    name = _PARSED_NAMES.get(type(tree), "")
    if isinstance(tree, exp.Count):
        return (name, []) if isinstance(tree.this, exp.Star) else ("", [])
    if isinstance(tree, exp.Quantile):
        return name, [tree.this, tree.args["quantile"]]
    return name, [tree.this] if name else []


def _number(tree: exp.Expr) -> float | int:
    if not isinstance(tree, exp.Literal) or tree.is_string:
        raise _refusal(tree, refusals.A_NUMBER)
    text = str(tree.this)
    try:
        whole = text.isdigit() and len(text) <= LONGEST_WHOLE
        return int(text) if whole else float(text)
    except ValueError as error:
        raise _refusal(tree, refusals.A_NUMBER) from error


def _expect(node: Node, kind: Kind, text: str) -> Node:
    if node.kind != kind:
        got, wanted = refusals.KINDS[node.kind], refusals.WANTED[kind]
        raise RequestError(refusals.OTHER_KIND(text=repr(text), kind=got, wanted=wanted))
    return node


def _expect_text(node: Node, tree: exp.Expr) -> Value:
    """A label to look for: a text written out."""
    if not isinstance(node, Value) or node.kind != "text":
        raise _refusal(tree, refusals.LABELS_ARE)
    return node


def _agreed(left: Node, right: Node, tree: exp.Expr) -> tuple[Node, Node]:
    """Both sides of a comparison in one kind; a text literal becomes the date or moment it spells."""
    left, right = _as_kind(left, right.kind), _as_kind(right, left.kind)
    if left.kind != right.kind:
        pair = {"left": refusals.KINDS[left.kind], "right": refusals.KINDS[right.kind]}
        raise RequestError(refusals.UNLIKE(text=repr(tree.sql()), **pair))
    return left, right


def _as_kind(node: Node, kind: Kind) -> Node:
    if not isinstance(node, Value) or not isinstance(node.value, str):
        return node
    try:
        if kind == "date":
            return Value(date.fromisoformat(node.value), "date", node.bound)
        if kind == "moment":
            return Value(datetime.fromisoformat(node.value), "moment", node.bound)
    except ValueError as error:
        raise RequestError(
            refusals.NO_DAY(text=repr(node.value), kind=refusals.KINDS[kind])
        ) from error
    return node


def _refusal(tree: exp.Expr, rule: Message) -> RequestError:
    return RequestError(refusals.NOT_ALLOWED(text=_shown(tree.sql()), rule=rule))


def _shown(text: str) -> str:
    return repr(text if len(text) <= LONGEST_SHOWN else text[:LONGEST_SHOWN] + " ...")
