"""From checked nodes to SQL text of one dialect; what a person typed is bound, never pasted."""

from dataclasses import dataclass, field
from datetime import date, datetime

from willet.core.metrics.dialect import Dialect
from willet.core.metrics.grains import GRAINS
from willet.core.metrics.nodes import (
    Bears,
    Binary,
    ColumnRef,
    Counted,
    Flag,
    Grain,
    IsUnknown,
    Labels,
    Node,
    Not,
    OfContact,
    OneOf,
    OrZero,
    Param,
    Scalar,
    Value,
    When,
)

SECONDS = "_s"
"""Durations rest as doubles already; a cast for nothing costs as much as the sum it serves."""


@dataclass
class Renderer:
    """Writes SQL and collects what is bound beside it."""

    dialect: Dialect
    parameters: dict[str, Scalar]
    bound: dict[str, Scalar] = field(default_factory=dict)
    flags: dict[str, str] | None = None
    """Where set, a flag is written as its name, and what it stands for is kept here."""
    prefix: str = ""
    """Stands before what is bound, where two renderers write one statement."""

    def sql(self, node: Node) -> str:  # noqa: PLR0911 -- one line for each kind of node
        """The SQL of one node, in brackets where it could be torn apart."""
        match node:
            case ColumnRef(name):
                return name
            case OfContact() | Labels():
                return self._of_contact(node)
            case Grain(name):
                return f"({GRAINS[name].sql(self.dialect)})"
            case Flag():
                return self._flag(node)
            case Param(name):
                return self.bind(name, self.parameters[name])
            case Value():
                return self._value(node)
            case Not(operand):
                return f"(NOT {self.sql(operand)})"
            case IsUnknown(operand):
                return f"({self.sql(operand)} IS NULL)"
            case OrZero(operand):
                return f"COALESCE({self.sql(operand)}, 0)"
            case Binary() | OneOf() | Bears() | When() | Counted():
                return self._composed(node)

    def spelled_out(self, node: Node) -> str:
        """The SQL of one node with every flag opened, for where its name is not known yet."""
        names, self.flags = self.flags, None
        sql = self.sql(node)
        self.flags = names
        return sql

    def bind(self, name: str, value: Scalar) -> str:
        """The placeholder of a value that goes beside the SQL."""
        name = self.prefix + name
        self.bound[name] = value
        return self.dialect.placeholder(name)

    def bind_literal(self, value: Scalar) -> str:
        """The placeholder of a literal, under a name of its own."""
        return self.bind(f"literal_{len(self.bound)}", value)

    def number(self, node: Node) -> str:
        """The node as a double; a condition counts 1 where it holds and 0 where it does not."""
        if node.kind == "truth":
            return f"(CASE WHEN {self.sql(node)} THEN 1.0 WHEN NOT {self.sql(node)} THEN 0.0 END)"
        if isinstance(node, ColumnRef) and node.name.endswith(SECONDS):
            return node.name
        return self.dialect.as_double(self.sql(node))

    def _flag(self, flag: Flag) -> str:
        if self.flags is None:
            return self.sql(flag.body)
        if flag.name not in self.flags:
            self.flags[flag.name] = self.spelled_out(flag.body)
        return flag.name

    def _of_contact(self, node: OfContact | Labels) -> str:
        if isinstance(node, Labels):
            return f"NULLIF({self.sql(node.labels)}, {self.dialect.no_labels})"
        # The key is found in the statement around it: the rows within bear it under no name.
        rows = f"SELECT contact_id AS of_contact, {node.name} AS looked_up FROM contacts"
        return f"(SELECT looked_up FROM ({rows}) AS of_contacts WHERE of_contact = {node.key})"

    def _composed(self, node: Binary | OneOf | Bears | When | Counted) -> str:
        match node:
            case Binary(operator, left, right):
                return f"({self.sql(left)} {operator.upper()} {self.sql(right)})"
            case OneOf(operand, choices):
                return f"({self.sql(operand)} IN ({', '.join(map(self.sql, choices))}))"
            case Bears(labels, choices):
                of = self.sql(labels.labels)
                tests = (self.dialect.bears(of, self.sql(choice)) for choice in choices)
                return f"({' OR '.join(tests)})"
            case When(condition, then):
                return f"(CASE WHEN {self.sql(condition)} THEN {self.sql(then)} END)"
            case Counted(condition, value):
                test = self.sql(condition)
                return f"(CASE WHEN {test} THEN {self.sql(value)} WHEN NOT {test} THEN 0 END)"

    def _value(self, node: Value) -> str:
        if node.bound:
            return self.bind_literal(node.value)
        return self.dialect.pasted(literal(node.value))


def literal(value: Scalar) -> str:
    """A literal of the catalogue's own text as SQL."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        return f"TIMESTAMP '{value.isoformat(sep=' ')}'"
    if isinstance(value, date):
        return f"DATE '{value.isoformat()}'"
    if isinstance(value, str):
        quoted = value.replace("'", "''")
        return f"'{quoted}'"
    return repr(value)
