"""A heat map as plain values: a table whose cells are shaded by their figure, readable without the shade."""

from collections.abc import Sequence
from dataclasses import dataclass

STEPS = 6


@dataclass(frozen=True)
class HeatCell:
    """One cell; `step` is how dark it is drawn, 0 to 6, and None where it holds no figure for `reason`."""

    text: str
    step: int | None = None
    sub: str = ""
    reason: str = ""


@dataclass(frozen=True)
class HeatRow:
    """One line of the map under its label, the cells in the order of the columns."""

    label: str
    cells: Sequence[HeatCell]


@dataclass(frozen=True)
class HeatMap:
    """Figures by two things at once; the darker a cell, the higher its figure."""

    title: str
    corner: str
    """What the rows are."""
    columns: Sequence[str]
    rows: Sequence[HeatRow]
    legend: tuple[str, str] = ("", "")
    """What the lightest and the darkest shade stand for."""
    note: str = ""
    exports: Sequence[tuple[str, str]] = ()


def steps_of(values: Sequence[float | None]) -> list[int | None]:
    """How dark each figure is drawn: from the lowest, 0, to the highest, 6, in even steps; all alike are in the middle.

    >>> steps_of([0.2, None, 0.5, 0.8])
    [0, None, 3, 6]
    """
    known = [value for value in values if value is not None]
    low, span = min(known, default=0.0), max(known, default=0.0) - min(known, default=0.0)
    return [
        None if value is None else round((value - low) / span * STEPS) if span else STEPS // 2
        for value in values
    ]
