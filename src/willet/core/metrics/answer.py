"""The answer to a question: figures with their n, interval, coverage and bounds, or the reason there is none."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

from willet.core.metrics import export
from willet.core.metrics.auditing import Audits
from willet.core.metrics.estimate import Figures
from willet.core.metrics.pending import Pending
from willet.core.metrics.question import Question
from willet.core.metrics.weights import Weighted, WeightedRow
from willet.core.records import Message

if TYPE_CHECKING:
    import pandas
    import pyarrow
    from matplotlib.axes import Axes

Key: TypeAlias = str | int | bool | None


@dataclass(frozen=True, slots=True)
class Corrected:
    """A value corrected for the errors of its evidence, with the ends of its own 95 % interval."""

    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One metric in one cell.

    `value` is None where there is no data, and `reason` then says why. `unit` is that of the metric; of amounts that
    are all of one currency it is that currency (ISO 4217). `low` and `high` are the ends of
    the 95 % interval; counts and extremes have none. `interval_note` says why another has none or one end
    only, or that it rests on little. `coverage` is the share of what should be counted
    that the source tells of; `bound_low` and `bound_high` are where the value would lie if all the rest
    went one way or the other. `pending` counts the rows whose verdict does not stand yet, None where a
    metric has none such; `estimated` says whether the value rests on what is expected of them. `audits` counts
    the audits of whole rows, and `corrected` is the value with the errors they found allowed for, where there
    are enough of them. `weighted` is what stands beside a value weighed for those who did not answer.
    """

    metric: str
    keys: Mapping[str, Key]
    value: float | int | None
    n: float | int
    low: float | None
    high: float | None
    unit: str
    reason: Message | None
    coverage: float | None
    bound_low: float | None
    bound_high: float | None
    interval_note: Message | None = None
    pending: int | None = None
    estimated: bool = False
    audits: int | None = None
    corrected: Corrected | None = None
    weighted: WeightedRow | None = None

    @property
    def is_settled(self) -> bool:
        """Whether everything the value is about stands, so that it may be compared."""
        return not self.pending

    def as_json(self) -> dict[str, object]:
        """The row as `ask --format json` prints it."""
        return {
            "metric": self.metric,
            **self.keys,
            "value": self.value,
            "n": self.n,
            "low": self.low,
            "high": self.high,
            "unit": self.unit,
            "reason": str(self.reason) if self.reason else None,
            "coverage": self.coverage,
            "bound_low": self.bound_low,
            "bound_high": self.bound_high,
            "interval_note": str(self.interval_note) if self.interval_note else None,
            **self._standing(),
            **(self.weighted.as_json() if self.weighted else {}),
        }

    def _standing(self) -> dict[str, object]:
        """What only the rows of a metric say whose verdicts may be pending."""
        values: dict[str, object] = {}
        if self.pending is not None:
            values |= {"pending": self.pending, "estimated": self.estimated}
        if self.audits is not None:
            result = self.corrected or Corrected(None, None, None)
            values |= {"audits": self.audits, "corrected": result.value}
            values |= {"corrected_low": result.low, "corrected_high": result.high}
        return values


@dataclass(frozen=True)
class MetricColumn:
    """One metric over all cells of an answer, as columns."""

    metric: str
    unit: str
    figures: Figures
    reasons: tuple[Message | None, ...]
    of_intervals: tuple[Message | None, ...]
    standing: Pending | None = None
    audits: Audits | None = None
    weighted: Weighted | None = None
    units: tuple[str, ...] = ()
    """The unit of each cell, where they may differ: amounts of one currency are of that currency."""

    def rows(self, cells: Sequence[Mapping[str, Key]]) -> Iterator[AnswerRow]:
        """The metric's rows, one for each cell."""
        figures = self.figures
        whole = self.unit == "count"
        for i, cell in enumerate(cells):
            value = _known(figures.value[i])
            yield AnswerRow(
                metric=self.metric,
                keys=cell,
                value=int(value) if whole and value is not None else value,
                n=_size(figures.n[i]),
                low=_known(figures.low[i]),
                high=_known(figures.high[i]),
                unit=self.units[i] if self.units else self.unit,
                reason=self.reasons[i],
                coverage=_known(figures.coverage[i]),
                bound_low=_known(figures.bound_low[i]),
                bound_high=_known(figures.bound_high[i]),
                interval_note=self.of_intervals[i],
                pending=None if self.standing is None else int(self.standing.rows[i]),
                estimated=self.standing is not None and bool(self.standing.estimated[i]),
                audits=None if self.audits is None else int(self.audits.checked[i]),
                corrected=self._corrected(i),
                weighted=None if self.weighted is None else self.weighted.row(i),
            )

    def _corrected(self, i: int) -> Corrected | None:
        result = self.audits
        if result is None or math.isnan(result.value[i]) or math.isnan(self.figures.value[i]):
            return None
        return Corrected(*(_known(part[i]) for part in (result.value, result.low, result.high)))


@dataclass(frozen=True, eq=False)
class Answer:
    """The answer to one question, as of one moment.

    Rows stand in the order of the question's metrics, and within a metric in the order of its keys. Two answers are
    equal if they print alike.
    """

    question: Question
    cells: tuple[Mapping[str, Key], ...]
    columns: tuple[MetricColumn, ...]
    formula: Mapping[str, str]
    as_of: datetime | None
    notes: tuple[Message, ...]

    @cached_property
    def rows(self) -> list[AnswerRow]:
        """Every metric in every cell."""
        return [row for column in self.columns for row in column.rows(self.cells)]

    @property
    def dims(self) -> tuple[str, ...]:
        """What the answer is split by."""
        return self.question.by

    @property
    def row(self) -> AnswerRow:
        """The first row: all there is to one metric asked without a split."""
        return self.rows[0]

    def to_json_object(self) -> dict[str, Any]:
        """The object that `ask --format json` prints."""
        return {
            "question": self.question.as_json(),
            "rows": [row.as_json() for row in self.rows],
            "as_of": self.as_of.isoformat() if self.as_of else None,
            "formula": dict(self.formula),
            "notes": [str(note) for note in self.notes],
        }

    def to_pandas(self) -> "pandas.DataFrame":
        """The rows as a pandas DataFrame.

        Raises:
            RequestError: pandas is not installed.
        """
        return export.to_pandas(self._flat())

    def to_arrow(self) -> "pyarrow.Table":
        """The rows as an Arrow table.

        Raises:
            RequestError: pyarrow is not installed.
        """
        return export.to_arrow(self._flat())

    def plot(self, ax: "Axes | None" = None) -> "Axes":
        """Values with their intervals over the first dimension, as matplotlib axes.

        Raises:
            RequestError: matplotlib is not installed.
        """
        return export.plot(self._flat(), self.question.by, ax)

    def _flat(self) -> list[dict[str, object]]:
        return [row.as_json() for row in self.rows]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Answer):
            return NotImplemented
        return self.to_json_object() == other.to_json_object()

    __hash__ = None  # type: ignore[assignment] # columns are arrays, which have no hash

    def __repr__(self) -> str:
        names, split = ", ".join(self.question.metrics), ", ".join(self.question.by)
        if len(self.columns) == len(self.cells) == 1:
            return f"Answer({_reason_of(self.row)})"
        return f"Answer({names}{f' by {split}' if split else ''}: {len(self.rows)} rows)"


def _reason_of(row: AnswerRow) -> str:
    if row.value is None:
        return f"{row.metric}: no data, {row.reason}"
    interval = (
        f" [{row.low:.4g}, {row.high:.4g}]" if row.low is not None and row.high is not None else ""
    )
    return f"{row.metric} = {row.value:.4g}{interval}, n = {row.n}"


def _known(value: float) -> float | None:
    return None if math.isnan(value) else float(value)


def _size(value: float) -> float | int:
    return 0 if math.isnan(value) else int(value) if float(value).is_integer() else float(value)
