"""A filter that a person wrote, for a reader of whom some agents are hidden: only what the pages can filter by.

What is counted behind a figure is known for those filters; any other could cut out one person's calls.
"""

from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _

from willet.core.metrics.condition import written
from willet.core.metrics.grains import TAG
from willet.core.metrics.nodes import (
    Bears,
    Binary,
    ColumnRef,
    IsUnknown,
    Labels,
    Node,
    OneOf,
    Value,
)
from willet.core.records import RequestError
from willet.figures.domain.failing import ClosedError
from willet.figures.domain.selection import FILTERS, MORE_FILTERS
from willet.figures.domain.words import UNKNOWN

Cell = tuple[str, tuple[str, ...]]
_KNOWN: Final = frozenset({*FILTERS, *MORE_FILTERS})


def cells_of(where: str | None) -> dict[str, tuple[str, ...]]:
    """A written filter as the values of dimensions.

    Raises:
        ClosedError: it says more than `dimension = 'value'`, `in (...)` or `is null`, joined by `and`, each once.
    """
    condition = written(where)
    if condition is None:
        return {}
    try:
        cells = list(_cells(condition.node("contacts")))
    except RequestError as error:
        raise _closed() from error
    if len({dimension for dimension, _values in cells}) < len(cells):
        raise _closed()
    return dict(cells)


def _cells(node: Node) -> Iterator[Cell]:
    match node:
        case Binary("and", left, right):
            yield from _cells(left)
            yield from _cells(right)
        case Binary("=", ColumnRef(name), Value(str(value))) if name in _KNOWN:
            yield name, (value,)
        case OneOf(ColumnRef(name), choices) if name in _KNOWN:
            yield name, tuple(_text(choice) for choice in choices)
        case Bears(Labels(), choices):
            yield TAG, tuple(_text(choice) for choice in choices)
        case IsUnknown(Labels()):
            yield TAG, (UNKNOWN,)
        case IsUnknown(ColumnRef(name)) if name in _KNOWN:
            yield name, (UNKNOWN,)
        case _:
            raise _closed()


def _text(choice: Node) -> str:
    if isinstance(choice, Value) and isinstance(choice.value, str):
        return choice.value
    raise _closed()


def _closed() -> ClosedError:
    words = _(
        "Not every agent is open to you, so filter as the pages do: %(names)s, each with “=”, “in” or “is null”, "
        "joined by “and”."
    )
    return ClosedError(words % {"names": ", ".join(sorted(_KNOWN))})
