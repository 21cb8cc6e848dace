"""What must hold of a row, as a value: built or written, put to whichever table asks, with every value bound.

A page builds its conditions; a person writes one. Both become the same checked nodes, so a figure, the list of
calls behind it and what is worked out beside the metrics leave out the same rows.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache, reduce
from typing import Literal, TypeAlias

from willet.core.metrics import refusals
from willet.core.metrics.dialect import dialect_named
from willet.core.metrics.formula import Reader, named_part
from willet.core.metrics.nodes import (
    Bears,
    Binary,
    IsUnknown,
    Kind,
    Labels,
    Node,
    Not,
    OneOf,
    Scalar,
    Value,
)
from willet.core.metrics.render import Renderer, literal
from willet.core.records import RequestError, spelled

Choice: TypeAlias = str | int
_KINDS: dict[type, Kind] = {str: "text", int: "number"}


class Condition(ABC):
    """What must hold of a row, before it is known of which table; frozen and hashable.

    Its text is the grammar's: what is built reads as a person would write it, and means the same.
    """

    @abstractmethod
    def node(self, table: str) -> Node:
        """The condition over the rows of a table.

        Raises:
            UnknownNameError: it names what the table does not have.
            RequestError: it is not in the grammar, or compares unlike kinds.
        """

    @abstractmethod
    def __str__(self) -> str: ...


def among(dimension: str, values: Iterable[Choice | None]) -> Condition:
    """The rows whose dimension has one of the values; None among them stands for a value nobody knows.

    >>> str(among("queue", ["sales", "O'Neill", None]))
    "(queue in ('sales', 'O''Neill') or queue is null)"

    Without any value no row is meant.
    """
    given = tuple(dict.fromkeys(spelled(v) if isinstance(v, str) else v for v in values))
    known = tuple(v for v in given if v is not None)
    parts: list[Condition] = [_Among(dimension, known)] if known else []
    return either(*parts, *([unknown(dimension)] if None in given else []))


def unknown(dimension: str) -> Condition:
    """The rows of which nobody knows the value."""
    return _Unknown(dimension)


def both(*conditions: Condition | None) -> Condition | None:
    """The rows on which every condition holds; None is no condition at all."""
    parts = [c for c in conditions if c is not None]
    return _joined("and", parts) if parts else None


def either(*conditions: Condition) -> Condition:
    """The rows on which one of the conditions holds; none of them leaves no row."""
    return _joined("or", conditions) if conditions else _NoRow()


def contrary(condition: Condition) -> Condition:
    """The rows on which the condition does not hold; where it is not known to hold or not, neither does this."""
    return _Contrary(condition)


def written(text: str | None) -> Condition | None:
    """A condition in the words of a person, read in the one spelling of all sources; None where there is none."""
    plain = spelled(text).strip() if text else ""
    return _Written(plain) if plain else None


def condition_sql(
    condition: Condition | None, table: str, *, prefix: str = "", dialect: str = "duckdb"
) -> tuple[str, Mapping[str, Scalar]]:
    """The condition over the rows of a table as SQL, and the values it binds, their names with a prefix.

    >>> condition_sql(among("queue", ["x'y"]), "cases")
    ('(queue IN ($literal_0))', {'literal_0': "x'y"})

    Raises:
        UnknownNameError: it names what the table does not have.
        RequestError: it is not in the grammar, or compares unlike kinds.
    """
    if condition is None:
        return "TRUE", {}
    renderer = Renderer(dialect_named(dialect), {}, prefix=prefix)
    return renderer.spelled_out(condition.node(table)), renderer.bound


@dataclass(frozen=True, slots=True)
class _Written(Condition):
    text: str

    def node(self, table: str) -> Node:
        return _read(self.text, table)

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class _Among(Condition):
    column: str
    values: tuple[Choice, ...]

    def node(self, table: str) -> Node:
        column = named_part(self.column, table)
        choices = tuple(Value(v, _KINDS[type(v)], bound=True) for v in self.values)
        if isinstance(column, Labels):
            return Bears(column, choices)
        for choice in choices:
            if choice.kind != column.kind:
                pair = {"left": refusals.KINDS[column.kind], "right": refusals.KINDS[choice.kind]}
                raise RequestError(refusals.UNLIKE(text=repr(str(self)), **pair))
        return OneOf(column, choices)

    def __str__(self) -> str:
        return f"{self.column} in ({', '.join(map(literal, self.values))})"


@dataclass(frozen=True, slots=True)
class _Unknown(Condition):
    column: str

    def node(self, table: str) -> Node:
        return IsUnknown(named_part(self.column, table))

    def __str__(self) -> str:
        return f"{self.column} is null"


@dataclass(frozen=True, slots=True)
class _Joined(Condition):
    word: Literal["and", "or"]
    parts: tuple[Condition, ...]

    def node(self, table: str) -> Node:
        nodes = [part.node(table) for part in self.parts]
        return reduce(lambda left, right: Binary(self.word, left, right, "truth"), nodes)

    def __str__(self) -> str:
        words = f" {self.word} ".join(_bracketed(part, self.word) for part in self.parts)
        return f"({words})" if self.word == "or" else words


@dataclass(frozen=True, slots=True)
class _Contrary(Condition):
    condition: Condition

    def node(self, table: str) -> Node:
        return Not(self.condition.node(table))

    def __str__(self) -> str:
        return f"not ({self.condition})"


@dataclass(frozen=True, slots=True)
class _NoRow(Condition):
    def node(self, table: str) -> Node:
        return Value(value=False, kind="truth", bound=False)

    def __str__(self) -> str:
        return "false"


def _joined(word: Literal["and", "or"], conditions: Iterable[Condition]) -> Condition:
    parts = tuple(conditions)
    return parts[0] if len(parts) == 1 else _Joined(word, parts)


def _bracketed(part: Condition, word: str) -> str:
    nested = isinstance(part, _Joined) and part.word == word == "and"
    return f"({part})" if nested or isinstance(part, _Written) else str(part)


@lru_cache(maxsize=512)
def _read(text: str, table: str) -> Node:
    """A filter over one table; parsed once, though every metric on the table checks it."""
    return Reader(table, bound=True).condition(text)
