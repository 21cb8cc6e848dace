"""Days whose figures are closed to a reader: each counts as the mean of them all, which the whole leaves for them."""

from collections.abc import Sequence
from datetime import date

from willet.core.metrics import AnswerRow
from willet.core.statistics.pace import DayFigure
from willet.levers.goals.domain.days import GoalDays, figure_of


def all_figures(
    days: GoalDays, first: date, last: date, whole: AnswerRow | None
) -> list[DayFigure] | None:
    """The days of a stretch, the closed ones among them; None where `whole`, the figure over it, is closed as well.

    What the closed days came to together the reader can subtract from what they see. No day of them is told apart.
    """
    figures = days.figures(first, last)
    closed = [figure.day for figure in figures if figure.day in days.closed]
    if not closed:
        return figures
    if whole is None or whole.value is None:
        return None
    shown = [figure for figure in figures if figure.day not in days.closed]
    total = figure_of(last, whole, days.kind or "mean")
    return sorted([*shown, *_spread(closed, shown, total, days)], key=lambda one: one.day)


def _spread(
    closed: Sequence[date], shown: Sequence[DayFigure], total: DayFigure, days: GoalDays
) -> list[DayFigure]:
    each = 1 / len(closed)
    if days.kind == "total":
        left = (total.value or 0.0) - sum(day.value or 0.0 for day in shown)
        return [DayFigure(day, left * each, left * each) for day in closed]
    n = total.n - sum(day.n for day in shown)
    if n <= 0:
        return [DayFigure(day, 0.0, None) for day in closed]
    above = total.n * (total.value or 0.0) - sum(day.n * (day.value or 0.0) for day in shown)
    return [DayFigure(day, n * each, above / n) for day in closed]
