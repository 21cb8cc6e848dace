"""The overview: each figure now, against the period before, over time, and split by queue, agent and topic."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from willet.core.metrics import Answer, AnswerRow, Metric, catalogue
from willet.core.metrics.reasons import MIXED, WITHHELD
from willet.core.records import Message
from willet.figures.domain.against import compared
from willet.figures.domain.asking import Reading
from willet.figures.domain.begins import between
from willet.figures.domain.changes import Difference, change
from willet.figures.domain.crews import gaps_words
from willet.figures.domain.linking import USUAL, LinkRules
from willet.figures.domain.outliers import FEWEST
from willet.figures.domain.periods import Period
from willet.figures.domain.selection import Selection
from willet.figures.domain.trends import TrendPoint, trend
from willet.people.rules import SEE_AGENTS_TABLE
from willet.ui.messages import translate

FIGURES = (
    "call_resolution",
    "received",
    "answered",
    "service_level",
    "abandonment_rate",
    "average_speed_of_answer",
    "average_handle_time",
    "transfer_rate",
    "csat_top2",
    "contacts_per_case",
)
"""The figures of the overview in their order; the first is what the product is about, and is drawn largest."""

SPLITS: Mapping[str, tuple[str, ...]] = {
    "queue": (
        "received",
        "call_resolution",
        "service_level",
        "abandonment_rate",
        "average_speed_of_answer",
        "average_handle_time",
    ),
    "team": (
        "answered",
        "call_resolution",
        "average_handle_time",
        "transfer_rate",
        "csat_top2",
    ),
    "agent": (
        "answered",
        "call_resolution",
        "average_handle_time",
        "transfer_rate",
        "csat_top2",
    ),
    "topic": (
        "received",
        "call_resolution",
        "contacts_per_case",
        "average_handle_time",
        "transfer_rate",
        "csat_top2",
    ),
}
"""The tables of the board: what they are split by, and their columns."""

Rows = Mapping[str, AnswerRow]


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of the board."""

    metric: Metric
    now: AnswerRow
    change: Difference | None
    points: Sequence[TrendPoint]
    grain: str
    apart: Sequence[AnswerRow] = ()
    """The figure of each currency, where there are several and so none of all of them."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table: the value it is split by (None: not known) and its figures by metric."""

    value: str | None
    cells: Mapping[str, AnswerRow]
    closed: str = ""
    """Why the figures are closed to the reader, in their language; then there are no cells."""


@dataclass(frozen=True)
class Overview:
    """The board's figures over one selection, each asked for when it is first looked at."""

    reading: Reading
    selection: Selection
    names: tuple[str, ...]
    rules: LinkRules = USUAL

    @cached_property
    def figures(self) -> dict[str, Figure]:
        """Each metric's figure, by name."""
        now, before = _by_metric(self.answer), _by_metric(self.answer_before)
        return {name: self._figure(catalogue()[name], now, before) for name in self.names}

    def _figure(self, metric: Metric, now: Rows, before: Rows) -> Figure:
        row = now[metric.name]
        begun = between(self.reading.beginnings, metric, self.before, self.selection.period)
        moved = change(row, before.get(metric.name), direction=metric.direction, begun=begun)
        points, apart = self.points(metric.name), self._apart(metric, row)
        return Figure(metric, row, moved, points, self.drawn.grain, apart)

    def _apart(self, metric: Metric, row: AnswerRow) -> Sequence[AnswerRow]:
        if metric.alone is None or not (row.reason and row.reason.is_one_of(MIXED[metric.alone])):
            return ()
        each = self.reading.ask(
            [metric.name], selection=self.selection, by=[metric.alone], params=self.rules.params
        )
        return [one for one in each.rows if one.value is not None]

    @cached_property
    def answer(self) -> Answer:
        """Every tile's figure over the period."""
        return self._ask(self.selection)

    @cached_property
    def answer_before(self) -> Answer | None:
        """Every tile's figure over the period compared with; None where there is none or it begins before the lake."""
        previous, known = self.before, self.reading.days
        if previous is None or known is None or previous.first is None or previous.first < known[0]:
            return None
        return self._ask(self.selection.during(previous))

    @property
    def before(self) -> Period | None:
        """The period compared with; None where nothing is."""
        chosen = self.selection
        return compared(chosen.period, chosen.preset, chosen.against)

    @cached_property
    def drawn(self) -> Period:
        """The days a trend is drawn over: those of the period that the lake can know of."""
        period, known = self.selection.period, self.reading.days
        return period if known is None else period.within(*known)

    @cached_property
    def over_time(self) -> Answer:
        """Every tile's figure for each bucket of the period."""
        return self._ask(self.selection, by=[self.drawn.grain])

    def _ask(self, selection: Selection, *, by: Sequence[str] = ()) -> Answer:
        return self.reading.ask(self.names, selection=selection, by=by, params=self.rules.params)

    @property
    def withheld_over_time(self) -> str:
        """Why there are gaps in what is drawn over time, in the reader's language; empty where none is withheld."""
        return gaps_words() if any(map(is_withheld, self.over_time.rows)) else ""

    @property
    def is_empty(self) -> bool:
        """Whether the selection holds nothing at all; what is withheld is something."""
        return not any(row.n or row.value or is_withheld(row) for row in self.answer.rows)

    @property
    def notes(self) -> tuple[Message, ...]:
        """What must be known beside the figures."""
        return self.answer.notes

    def points(self, name: str) -> list[TrendPoint]:
        """One metric over time."""
        rows = [r for r in self.over_time.rows if r.metric == name]
        drawn = self.drawn
        return trend(rows, grain=drawn.grain, first=drawn.first, last=drawn.last)


@dataclass(frozen=True)
class Split:
    """One table of the board: the figures of each queue, agent or topic that a reader may see."""

    by: str
    lines: Sequence[Line]
    hidden: bool = False
    """Whether names are left out that the reader may not see."""


def split(overview: Overview, *, by: str, sort: str = "") -> Split:
    """One table of the board, in the order asked for (`received`, `-call_resolution`, `name`)."""
    answer = overview.reading.ask(SPLITS[by], selection=overview.selection, by=[by])
    cells: dict[str | None, dict[str, AnswerRow]] = {}
    for row in answer.rows:
        value = row.keys[by]
        cells.setdefault(None if value is None else str(value), {})[row.metric] = row
    lines = ordered((_line(value, row) for value, row in cells.items()), sort=sort)
    return Split(by, lines, hidden=by == "agent" and not overview.reading.visibility.everyone)


def _line(value: str | None, row: Rows) -> Line:
    """One line; one whose figures are withheld says why in place of them."""
    why = next((r.reason for r in row.values() if is_withheld(r)), None)
    return Line(value, {}, translate(why)) if why else Line(value, row)


def is_withheld(row: AnswerRow) -> bool:
    """Whether a figure is kept from the reader."""
    return row.reason is not None and row.reason.is_one_of(*WITHHELD.values())


def ordered(lines: Iterable[Line], *, sort: str) -> list[Line]:
    """Lines by name or by one figure; of too few items, unknown figures and what has no name come last either way."""
    by_name = sorted(lines, key=lambda line: (line.value is None, line.value or ""))
    metric, backwards = sort.lstrip("-"), sort.startswith("-")
    if metric not in catalogue():
        return by_name[::-1] if backwards else by_name
    ranked = [line for line in by_name if _is_ranked(line, metric)]
    rest = [line for line in by_name if not _is_ranked(line, metric)]
    return sorted(ranked, key=lambda x: x.cells[metric].value or 0.0, reverse=backwards) + rest


def _is_ranked(line: Line, metric: str) -> bool:
    row = line.cells.get(metric)
    if line.value is None or row is None or row.value is None:
        return False
    return row.unit == "count" or row.n >= FEWEST


def open_splits(reader: Any, overview: Overview) -> list[str]:
    """By what the tables are that a reader may see; the one by team where the source knows teams."""
    agents = reader.has_perm(SEE_AGENTS_TABLE) and overview.reading.visibility.individuals
    shut = set() if agents else {"agent"}
    shut |= set() if overview.reading.choices["team"] else {"team"}
    return [by for by in SPLITS if by not in shut]


def _by_metric(answer: Answer | None) -> Rows:
    return {} if answer is None else {row.metric: row for row in answer.rows}
