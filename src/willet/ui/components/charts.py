"""A chart as plain values: drawn by the browser, readable as a table without it."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from django.utils.translation import gettext as _

from willet.ui import formats
from willet.ui.components.tables import Cell, Column, Row, Table
from willet.ui.pieces import Pieces

_TABLES: Pieces[Table] = Pieces()


@dataclass(frozen=True)
class Series:
    """One line or one set of bars; None leaves a gap. `low` and `high` draw its interval as a band."""

    name: str
    values: Sequence[float | None]
    low: Sequence[float | None] = ()
    high: Sequence[float | None] = ()
    quiet: bool = False
    """Drawn thin and grey: an earlier period, a whole to compare with."""
    estimated: bool = False
    """Drawn dashed: not certain yet."""


@dataclass(frozen=True)
class ChartNote:
    """A remark on a place of the axis; `words` name its day and who wrote it."""

    place: int
    words: str


@dataclass(frozen=True)
class Chart:
    """A chart. `labels` are the periods or names along the axis, formatted for the reader."""

    title: str
    labels: Sequence[str]
    series: Sequence[Series]
    unit: str = "count"
    kind: Literal["line", "bar", "ranked"] = "line"
    """`ranked` lays bars on their side, the first at the top, each interval drawn as a whisker."""
    axis: str = ""
    """What the labels are, as the heading of the table's first column."""
    goal: float | None = None
    goal_words: str = ""
    mark: int | None = None
    """The place of one label that is told apart by an upright line."""
    mark_words: str = ""
    note: str = ""
    notes: Sequence[ChartNote] = ()
    """Remarks on places of the axis, each an upright line; the page lists them beneath."""
    tall: bool = field(default=False)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not any(value is not None for series in self.series for value in series.values)

    def as_data(self) -> dict[str, Any]:
        """What the browser needs to draw it."""
        return {
            "title": self.title,
            "labels": list(self.labels),
            "unit": self.unit,
            "kind": self.kind,
            "goal": self.goal,
            "goalWords": self.goal_words,
            "mark": self.mark,
            "markWords": self.mark_words,
            "notes": [note.place for note in self.notes],
            "series": [_series_data(series) for series in self.series],
        }

    def rows(self) -> list[tuple[str, list[str]]]:
        """The same figures as text: per label one text per series."""
        return [
            (self._words_at(i, label), [_text(series, i, self.unit) for series in self.series])
            for i, label in enumerate(self.labels)
        ]

    def table(self) -> Table:
        """The same figures as a table, one row per label; the one of before where no figure is another."""
        return _TABLES.drawn(self.title, self, self._new_table)

    def _new_table(self) -> Table:
        names = [
            Column(f"series{n}", series.name, align="end") for n, series in enumerate(self.series)
        ]
        return Table(
            caption=self.title,
            caption_hidden=True,
            columns=[Column("at", self.axis or _("Period")), *names],
            rows=[Row([Cell(label), *map(Cell, texts)]) for label, texts in self.rows()],
            cards=len(self.series) > 1,
        )

    def _words_at(self, i: int, label: str) -> str:
        return f"{label} ({self.mark_words})" if i == self.mark and self.mark_words else label


@dataclass(frozen=True)
class Point:
    """One name of a funnel; `words` is what is read of it where it is pointed at."""

    name: str
    x: float
    y: float
    words: str = ""


@dataclass(frozen=True)
class Cloud:
    """Points of one kind. Each tone has a shape of its own, so that no meaning rests on colour alone."""

    name: str
    tone: Literal["", "good", "bad", "quiet"]
    points: Sequence[Point]


@dataclass(frozen=True)
class Limits:
    """A pair of curves over the same places of the x axis."""

    name: str
    x: Sequence[float]
    low: Sequence[float]
    high: Sequence[float]
    wide: bool = False


@dataclass(frozen=True)
class Funnel:
    """Names by how much stands behind them, within curves between which chance alone would put them.

    Drawn by the browser; the page shows the same figures in a table beside it, named by `beside`.
    """

    title: str
    clouds: Sequence[Cloud]
    limits: Sequence[Limits]
    middle: float
    x_label: str
    y_label: str
    unit: str = "share"
    note: str = ""
    beside: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether there is no point to draw."""
        return not any(cloud.points for cloud in self.clouds)

    def as_data(self) -> dict[str, Any]:
        """What the browser needs to draw it."""
        return {
            "title": self.title,
            "kind": "funnel",
            "unit": self.unit,
            "xLabel": self.x_label,
            "yLabel": self.y_label,
            "goal": self.middle,
            "clouds": [asdict(cloud) for cloud in self.clouds if cloud.points],
            "limits": [asdict(limit) for limit in self.limits],
            "series": [],
        }


def _series_data(series: Series) -> dict[str, Any]:
    return {
        "name": series.name,
        "values": list(series.values),
        "low": list(series.low),
        "high": list(series.high),
        "quiet": series.quiet,
        "estimated": series.estimated,
    }


def _text(series: Series, i: int, unit: str) -> str:
    low = series.low[i] if i < len(series.low) else None
    high = series.high[i] if i < len(series.high) else None
    return formats.measured(series.values[i], low, high, unit)
