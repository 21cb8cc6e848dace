"""What an engine returned, read as columns: numbers with NaN for NULL, texts and keys with None."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias

import numpy as np

from willet.core.metrics.compiler import Compiled
from willet.core.metrics.grains import GRAINS
from willet.core.metrics.intervals import Floats

Key: TypeAlias = str | int | bool | None
Cell: TypeAlias = tuple[Key, ...]
Result: TypeAlias = Sequence[Sequence[Any]] | Mapping[str, Any]
"""Fetched rows in the order of the statement's columns, or whole columns by name (`fetchnumpy`)."""


@dataclass(frozen=True)
class ResultTable:
    """The result of one statement."""

    compiled: Compiled
    columns: Mapping[str, Any]
    size: int

    @classmethod
    def of(cls, compiled: Compiled, result: Result) -> "ResultTable":
        """The result by columns, whichever way it was fetched."""
        if isinstance(result, Mapping):
            size = len(result[compiled.columns[0]]) if compiled.columns else 0
            return cls(compiled, result, size)
        turned = list(zip(*result, strict=True)) or [()] * len(compiled.columns)
        return cls(compiled, dict(zip(compiled.columns, turned, strict=True)), len(result))

    @cached_property
    def cells(self) -> list[Cell]:
        """The cell of each row, its keys named ("1999-W01")."""
        by = self.compiled.question.by
        if not by:
            return [()] * self.size
        named = (self._named(dimension, f"by_{n}") for n, dimension in enumerate(by))
        return list(zip(*named, strict=True))

    def floats(self, column: str) -> Floats:
        """A column of numbers; NaN where NULL."""
        values = self.columns[column]
        if isinstance(values, np.ma.MaskedArray):
            values = np.ma.filled(values.astype(np.float64), np.nan)
        return np.array(
            [np.nan if v is None else v for v in values] if _is_loose(values) else values,
            np.float64,
        )

    def lists(self, column: str) -> list[list[float] | None]:
        """A column of lists of numbers; None where NULL."""
        return plain(self.columns[column])

    def texts(self, column: str) -> list[str | None]:
        """A column of texts; None where NULL."""
        return plain(self.columns[column])

    def _named(self, dimension: str, column: str) -> list[Key]:
        values = plain(self.columns[column])
        if dimension not in GRAINS:
            return values
        name = GRAINS[dimension].name
        return [None if value is None else name(value) for value in values]


def plain(values: Any) -> list[Any]:
    """A column as Python values; None where it is masked, and days as dates."""
    if isinstance(values, np.ndarray) and values.dtype.kind == "M":
        values = values.astype("datetime64[D]")
    return list(values.tolist()) if isinstance(values, np.ndarray) else list(values)


def in_order(cells: set[Cell]) -> list[Cell]:
    """The cells in ascending order of their keys, an unknown key last."""
    return sorted(cells, key=lambda cell: [(key is None, key) for key in cell])


def _is_loose(values: Any) -> bool:
    return not isinstance(values, np.ndarray) or values.dtype.kind == "O"
