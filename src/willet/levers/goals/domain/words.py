"""Goals and how they stand, in the reader's language."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from willet.core.metrics import AnswerRow, catalogue
from willet.core.statistics.pace import Forecast, Reach
from willet.figures.domain.titles import words_of
from willet.figures.domain.wording import title
from willet.levers.goals.domain.scope import whose
from willet.levers.goals.domain.standing import Standing
from willet.levers.goals.models import Goal, GoalDirection, GoalSpan
from willet.ui import formats
from willet.ui.components import Cell
from willet.ui.given import shown
from willet.ui.messages import translate

_USUAL_DECIMALS: Final = 3
"""Of a share as it is kept: percent with one decimal."""
_REACH: Mapping[Reach, str | Promise] = {
    "reached": gettext_lazy("Reached."),
    "missed": gettext_lazy("Not reached."),
    "safe": gettext_lazy("Reached, whatever the remaining days bring."),
    "cannot": gettext_lazy("Cannot be reached any more."),
    "barely": gettext_lazy("Can be reached only if more comes in than expected."),
}


def reach_words(reach: Reach) -> str:
    """The same without its figures, for a column of many goals."""
    return _("Can still be reached.") if reach == "can" else str(_REACH[reach])


def metric_title(name: str) -> str:
    """The metric's title; its name where this version knows none of it."""
    return title(name) if name in catalogue() else name


def unit_of(goal: Goal) -> str:
    """The unit a goal is in; of an amount its currency, where that was known."""
    return goal.unit


def aim_words(direction: str, target: object, unit: str) -> str:
    """What is to be reached: `at least 80.0%`."""
    return _sided(direction, shown(Decimal(str(target)), unit))


def _sided(direction: str, measured: str) -> str:
    sentence = (
        _("at least %(target)s") if direction == GoalDirection.AT_LEAST else _("at most %(target)s")
    )
    return sentence % {"target": measured}


def goal_words(goal: Goal) -> str:
    """What is to be reached by one goal."""
    return aim_words(goal.direction, goal.target, unit_of(goal))


def goal_title(goal: Goal) -> str:
    """A goal in one line: metric, for whom, days."""
    return f"{metric_title(goal.metric)} · {whose(goal)} · {days_words(goal)}"


def days_words(goal: Goal) -> str:
    """Its days, as people name them."""
    match goal.span:
        case GoalSpan.MONTH:
            return formats.period(f"{goal.first:%Y-%m}", "month")
        case GoalSpan.QUARTER:
            number = (goal.first.month + 2) // 3
            return formats.period(f"{goal.first.year}-Q{number}", "quarter")
        case _:
            return f"{formats.date(goal.first)} – {formats.date(goal.last)}"


def state_words(stands: Standing) -> str:
    """Whether the goal is reached, can be, or cannot be any more."""
    goal, need = stands.goal, stands.need
    if stands.phase == "coming":
        return _("Begins on %(day)s.") % {"day": formats.date(goal.first)}
    if need is None:
        return ""
    return _can(stands) if need.reach == "can" else str(_REACH[need.reach])


def _can(stands: Standing) -> str:
    words = _beyond_words(stands) if _was_never_seen(stands) else _within_words(stands)
    if stands.per_day is None or not stands.goal.at_least:
        return words
    given = {"per_day": formats.measure(stands.per_day, unit_of(stands.goal))}
    if stands.pace is None:
        each = _("That is %(per_day)s a day.")
    else:
        given["pace"] = formats.measure(stands.pace, unit_of(stands.goal))
        each = _("That is %(per_day)s a day; so far it was %(pace)s.")
    return f"{words} {each % given}"


def _within_words(stands: Standing) -> str:
    sentence = ngettext(
        "Can still be reached: needs %(need)s on the %(days)s remaining day.",
        "Can still be reached: needs %(need)s on the %(days)s remaining days.",
        stands.open_days,
    )
    return sentence % {"need": need_words(stands), "days": formats.number(stands.open_days)}


def _beyond_words(stands: Standing) -> str:
    assert stands.best is not None
    sentence = ngettext(
        "Would need %(need)s on the %(days)s remaining day; no day so far had that. The best had %(best)s.",
        "Would need %(need)s on the %(days)s remaining days; no %(days)s days in a row so far had that. "
        "The best had %(best)s.",
        stands.open_days,
    )
    best = _as_fine_as(stands.goal, stands.best)
    days = formats.number(stands.open_days)
    return sentence % {"need": need_words(stands), "days": days, "best": best}


def _was_never_seen(stands: Standing) -> bool:
    """Whether what is needed lies visibly beyond the best that so many days in a row ever came to."""
    rest, best = stands.need.rest if stands.need else None, stands.best
    if rest is None or best is None:
        return False
    beyond = rest > best if stands.goal.at_least else rest < best
    return beyond and _as_fine_as(stands.goal, rest) != _as_fine_as(stands.goal, best)


def need_words(stands: Standing) -> str:
    """What the remaining days must come to together."""
    need = stands.need
    if need is None or need.rest is None:
        return ""
    return _sided(stands.goal.direction, _as_fine_as(stands.goal, need.rest))


def _as_fine_as(goal: Goal, figure: float) -> str:
    """A figure with as many decimals as the goal has: beside a goal of 0.05 % a need of 0.03 % is not 0.0 %."""
    finest = Decimal(str(goal.target)).normalize().as_tuple().exponent
    if unit_of(goal) != "share" or not isinstance(finest, int) or finest >= -_USUAL_DECIMALS:
        return formats.measure(figure, unit_of(goal))
    return formats.percent(figure, -finest - 2)


def outlook_words(stands: Standing) -> str:
    """Where the period will end, by the forecast, and how likely that is at the goal."""
    if stands.outlook is None:
        return stands.why_no_outlook
    given = {"figure": forecast_words(stands.outlook, unit_of(stands.goal))}
    if stands.chance is None:
        return _("Forecast for the whole period: %(figure)s.") % given
    given["chance"] = chance_words(stands.chance)
    sentence = _(
        "Forecast for the whole period: %(figure)s; the goal is reached with a chance of %(chance)s."
    )
    return sentence % given


def forecast_words(outlook: Forecast, unit: str) -> str:
    """A forecast with its interval."""
    return formats.measured(outlook.value, outlook.low, outlook.high, unit)


def chance_words(chance: float) -> str:
    """A chance in whole percent, never quite none or sure."""
    if chance < 0.01:
        return _("under %(share)s") % {"share": formats.percent(0.01, 0)}
    if chance > 0.99:
        return _("over %(share)s") % {"share": formats.percent(0.99, 0)}
    return formats.percent(chance, 0)


def settled_words(stands: Standing) -> str:
    """Up to which day the figures stand, and how many days are over and do not yet."""
    if stands.why or stands.phase == "coming":
        return ""
    if stands.settled_until is None:
        return _("No day of this period has settled yet.")
    words = _("Settled until %(day)s.") % {"day": formats.date(stands.settled_until)}
    if not stands.unsettled:
        return words
    rest = ngettext(
        "%(n)s day since then is over and can still change.",
        "%(n)s days since then are over and can still change.",
        stands.unsettled,
    )
    return f"{words} {rest % {'n': formats.number(stands.unsettled)}}"


def row_cell(row: AnswerRow | None) -> Cell:
    """A figure with its interval, or why there is none."""
    if row is None:
        return Cell("", reason=_("nothing yet"))
    if row.value is None:
        return Cell("", reason=translate(row.reason))
    span = formats.interval(row.low, row.high, row.unit)
    return Cell(formats.measure(row.value, row.unit), sub=span)


def definition_of(name: str) -> str:
    """What a metric counts, in a sentence."""
    return words_of(catalogue()[name]).definition if name in catalogue() else ""
