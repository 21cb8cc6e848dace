"""The week by the clock on the wall: four figures by hour and weekday, and by the quarter of an hour."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, partial

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from willet.core.metrics import Answer, AnswerRow
from willet.figures.domain.asking import Reading
from willet.figures.domain.exporting import ColumnKind, Sheet, SheetField
from willet.figures.domain.outliers import FEWEST
from willet.figures.domain.overview import is_withheld
from willet.figures.domain.selection import Selection
from willet.figures.domain.splits import metric_values
from willet.figures.domain.spreadsheets.columns import metric_fields
from willet.ui import formats

SHOWN = ("service_level", "abandonment_rate", "received", "call_resolution")
"""The figures of the page; the first is drawn unless another is chosen."""
WEEK = tuple(range(1, 8))
LABELS: Mapping[str, str | Promise] = {
    "weekday": gettext_lazy("Weekday"),
    "hour": gettext_lazy("Hour"),
    "interval": gettext_lazy("Quarter of an hour"),
}

Cells = Mapping[tuple[int, ...], AnswerRow]


@dataclass(frozen=True)
class Hours:
    """The figures of one selection by hour and weekday, each table asked for when it is first looked at."""

    reading: Reading
    selection: Selection

    @cached_property
    def by_hour(self) -> Answer:
        """Each figure by weekday and hour of the clock.

        Raises:
            LakeError: a file of the lake cannot be read.
        """
        return self._ask("weekday", "hour")

    @cached_property
    def by_interval(self) -> Answer:
        """Each figure by quarter of an hour, all days together.

        Raises:
            LakeError: a file of the lake cannot be read.
        """
        return self._ask("interval")

    @property
    def is_empty(self) -> bool:
        """Whether the selection holds nothing."""
        return not any(row.n or row.value or is_withheld(row) for row in self.by_interval.rows)

    def _ask(self, *by: str) -> Answer:
        return self.reading.ask(SHOWN, selection=self.selection, by=by)


def cells_of(answer: Answer, metric: str, *by: str) -> Cells:
    """One figure of an answer, by the numbers it is split by; what has no time of day is left out."""
    rows = (row for row in answer.rows if row.metric == metric)
    keyed = ((tuple(row.keys[name] for name in by), row) for row in rows)
    return {
        tuple(int(str(k)) for k in key): row
        for key, row in keyed
        if all(k is not None for k in key)
    }


def has_enough(row: AnswerRow | None) -> bool:
    """Whether a cell rests on enough to show its figure; a count is its own n and always shown."""
    if row is None or row.value is None:
        return False
    return row.unit == "count" or row.n >= FEWEST


def open_hours(cells: Cells) -> list[int]:
    """The hours of the day from the first to the last in which anything came, none left out between."""
    hours = sorted({hour for _weekday, hour in cells})
    return list(range(hours[0], hours[-1] + 1)) if hours else []


def hours_sheet(answer: Answer, title: str, *by: str) -> Sheet:
    """A table of the page as a file: for each figure the value, the ends of its interval, and n."""
    fields = [
        SheetField(name, ColumnKind.COUNT, LABELS[name], partial(_named, name)) for name in by
    ]
    columns = {name: cells_of(answer, name, *by) for name in SHOWN}
    for name in SHOWN:
        fields += metric_fields(name)
    keys = sorted({key for cells in columns.values() for key in cells})
    rows = [
        [*key, *(v for name, cells in columns.items() for v in metric_values(name, cells.get(key)))]
        for key in keys
    ]
    return Sheet(f"by-{'-and-'.join(by)}", fields, rows, title)


def _named(dimension: str, value: object) -> str:
    return formats.period(str(value), dimension)
