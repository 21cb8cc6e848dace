"""The parts a formula is made of once it has been checked: plain values, no text left to parse."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal["number", "text", "truth", "date", "moment", "labels", "nothing"]
Scalar: TypeAlias = float | int | str | bool | date | datetime


@dataclass(frozen=True, slots=True)
class ColumnRef:
    """A column of the table the formula is about."""

    name: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class OfContact:
    """A column of contacts that the table itself lacks, found by the column that leads to the contact."""

    name: str
    key: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels a contact bears, any number of them: asked which, never compared."""

    labels: "ColumnRef | OfContact"
    kind: Kind = "labels"


@dataclass(frozen=True, slots=True)
class Bears:
    """Whether one of the labels is among the choices; of a contact without labels, none is."""

    labels: Labels
    choices: tuple["Node", ...]
    kind: Kind = "truth"


@dataclass(frozen=True, slots=True)
class Grain:
    """A part of local time, such as `hour`, used like a column."""

    name: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Flag:
    """A named phrase of the house (`offered`), with the expression it stands for."""

    name: str
    body: "Node"
    kind: Kind


@dataclass(frozen=True, slots=True)
class Param:
    """A parameter of the metric, written `:target_s`."""

    name: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Value:
    """A literal. One that a person asking has typed is `bound`, never pasted into SQL."""

    value: Scalar
    kind: Kind
    bound: bool


@dataclass(frozen=True, slots=True)
class Binary:
    """Two operands and one of `+ - * = <> < <= > >= and or like`."""

    operator: str
    left: "Node"
    right: "Node"
    kind: Kind


@dataclass(frozen=True, slots=True)
class Not:
    """The negation of a condition; unknown stays unknown."""

    operand: "Node"
    kind: Kind = "truth"


@dataclass(frozen=True, slots=True)
class OneOf:
    """Membership of a list of literals."""

    operand: "Node"
    choices: tuple["Node", ...]
    kind: Kind = "truth"


@dataclass(frozen=True, slots=True)
class IsUnknown:
    """Whether a value is not known."""

    operand: "Node"
    kind: Kind = "truth"


@dataclass(frozen=True, slots=True)
class When:
    """`if(condition, value)`: the value where the condition holds, else unknown."""

    condition: "Node"
    then: "Node"
    kind: Kind


@dataclass(frozen=True, slots=True)
class Counted:
    """What a row adds to a count or sum: the value where the condition holds, 0 where it does not."""

    condition: "Node"
    value: "Node"
    kind: Kind = "number"


@dataclass(frozen=True, slots=True)
class OrZero:
    """`or_zero(x)`: a part of a sum that counts as nothing where it is not recorded, and is said to."""

    operand: "ColumnRef"
    kind: Kind = "number"


Node: TypeAlias = (
    ColumnRef
    | OfContact
    | Labels
    | Bears
    | Grain
    | Flag
    | Param
    | Value
    | Binary
    | Not
    | OneOf
    | IsUnknown
    | When
    | Counted
    | OrZero
)

EVERY_ROW = Value(value=True, kind="truth", bound=False)


@dataclass(frozen=True, slots=True)
class Aggregate:
    """One aggregate over the rows on which `where` holds."""

    function: str
    value: Node | None
    where: Node
    fraction: float | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """One signed, scaled aggregate of a numerator."""

    factor: float
    aggregate: Aggregate


@dataclass(frozen=True, slots=True)
class Formula:
    """A sum of terms, over a denominator if there is one."""

    numerator: tuple[Term, ...]
    denominator: Aggregate | None


def children(node: Node) -> tuple[Node, ...]:
    """The parts directly beneath a node; a flag is opened."""
    match node:
        case Flag(_, body):
            return (body,)
        case Binary(_, left, right):
            return (left, right)
        case Not(operand) | IsUnknown(operand) | OrZero(operand) | Labels(operand):
            return (operand,)
        case OneOf(operand, choices) | Bears(operand, choices):
            return (operand, *choices)
        case When(condition, value) | Counted(condition, value):
            return (condition, value)
        case ColumnRef() | OfContact() | Grain() | Param() | Value():
            return ()


def parts_of(node: Node) -> tuple[Node, ...]:
    """The node and everything beneath it, flags opened."""
    return (node, *(part for child in children(node) for part in parts_of(child)))


def columns_in(node: Node) -> frozenset[str]:
    """The names of the columns that an expression reads."""
    parts = parts_of(node)
    columns = {part.name for part in parts if isinstance(part, ColumnRef | OfContact)}
    return frozenset(columns | {_column_of(part) for part in parts if isinstance(part, Grain)})


def columns_in_all(*nodes: Node) -> frozenset[str]:
    """The names of the columns that any of the expressions reads."""
    return frozenset[str]().union(*(columns_in(node) for node in nodes))


def parameters_in(node: Node) -> frozenset[str]:
    """The names of the parameters that an expression reads."""
    return frozenset(part.name for part in parts_of(node) if isinstance(part, Param))


def _column_of(grain: Grain) -> str:
    return "wall_interval" if grain.name in {"hour", "interval"} else "local_date"
