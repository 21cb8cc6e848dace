"""A metric day by day, as one reader may see it: the days that stand, and those that are not settled yet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from math import ceil

from willet.core.metrics import AnswerRow, Metric, Question, catalogue
from willet.core.metrics.shape import Count, PerGroup, Quotient
from willet.core.statistics.pace import DayFigure, Kind
from willet.figures.domain.asking import Reading
from willet.figures.domain.overview import is_withheld
from willet.levers.goals.domain.scope import Scoped, selection_of

HISTORY_DAYS = 180
"""So many days before the period tell how days differ."""
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class GoalDays:
    """Every day from the first asked for to the newest that is over, in order and without gaps."""

    rows: Mapping[date, AnswerRow]
    days: Sequence[date]
    kind: Kind | None
    settled_until: date | None
    """The newest day up to which every day stands; None where none does."""
    closed: frozenset[date] = frozenset()
    """The days whose figures are closed to the reader: too few people stand behind each."""
    whole_until: date = field(default=date.max)
    """The newest day of which all items are in the figure; those of later days wait until their window has passed."""

    def n_on(self, day: date) -> float | None:
        """Of how many items a day that is over is; None where that is not known yet."""
        if self.kind == "total" or day not in self.days or day in self.closed:
            return None
        if day > self.whole_until:
            return None
        return self.figures(day, day)[0].n

    def figures(self, first: date, last: date) -> list[DayFigure]:
        """The days of a stretch as the statistics take them; a closed one is as if nothing had come in."""
        kind = self.kind or "mean"
        return [figure_of(d, self.rows.get(d), kind) for d in self.days if first <= d <= last]


def kind_of(metric: Metric) -> Kind | None:
    """What a metric is when it is put together of days; None where days do not make it up, as of a percentile."""
    shape = metric.shape
    if isinstance(shape, Count) or is_per_head(metric):
        return "total"
    if not isinstance(shape, Quotient) or metric.weights is not None:
        return None
    return "share" if metric.unit == "share" and shape.counts_rows else "mean"


def rests_days(metric: Metric) -> int:
    """For how many days an item rests before it is in the figure; one that counts at once as pending does not rest."""
    if metric.settles is not None or "window_days" not in metric.parameters:
        return 0
    window = Question.of(metric.name).parameters()["window_days"]
    return ceil(float(str(window))) + 1


def is_per_head(metric: Metric) -> bool:
    """Whether it is a sum spread over agents, which grows with the period as a sum does.

    What is spread over cases does not: there come more cases every day.
    """
    return isinstance(metric.shape, PerGroup) and metric.shape.counted is None


def read_days(
    reading: Reading, thing: Scoped, first: date, last: date, *, now: datetime
) -> GoalDays | None:
    """The days of a stretch that are over at the centre and lie within the records; None where there are none.

    Raises:
        ClosedError: the reader may see no figures of what it names.
        LakeError: a file of the lake cannot be read.
    """
    if reading.days is None:
        return None
    oldest, newest = reading.days
    yesterday = now.astimezone(reading.zone).date() - ONE_DAY
    begins, ends = max(first, oldest), min(last, newest, yesterday)
    if ends < begins:
        return None
    selection = selection_of(thing, begins, ends)
    answer = reading.ask([thing.metric], selection=selection, by=["day"])
    rows = {date.fromisoformat(str(row.keys["day"])): row for row in answer.rows}
    days = [begins + timedelta(days=i) for i in range((ends - begins).days + 1)]
    closed = frozenset(day for day, row in rows.items() if is_withheld(row))
    metric = catalogue()[thing.metric]
    whole = newest - timedelta(days=rests_days(metric))
    settled = _settled(days, rows, whole)
    return GoalDays(rows, days, kind_of(metric), settled, closed, whole)


def _settled(
    days: Sequence[date], rows: Mapping[date, AnswerRow], whole_until: date
) -> date | None:
    until = None
    for day in days:
        row = rows.get(day)
        if day > whole_until or (row is not None and not row.is_settled):
            break
        until = day
    return until


def figure_of(day: date, row: AnswerRow | None, kind: Kind) -> DayFigure:
    """One day; one without rows is a day on which nothing came in."""
    if row is None or row.value is None:
        return DayFigure(day, 0.0, 0.0 if kind == "total" else None)
    value, n = float(row.value), float(row.n)
    if kind == "total" and row.unit == "money":
        # DaySpread over the agents of that day; the day's own sum adds up over days.
        value *= n
    return DayFigure(day, n, value)
