"""What a period is compared with: the one before it, the same weekdays, the year before, or nothing."""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from willet.figures.domain.periods import OWN, Period
from willet.ui import formats

PREVIOUS, WEEKDAYS, LAST_YEAR, NOTHING = "previous", "weekdays", "year", "none"
AGAINST: Mapping[str, str | Promise] = {
    PREVIOUS: gettext_lazy("The period before"),
    WEEKDAYS: gettext_lazy("The same weekdays before"),
    LAST_YEAR: gettext_lazy("The year before"),
    NOTHING: gettext_lazy("Nothing"),
}
"""What a reader can compare with, in the order a page offers it; the first goes without saying."""
_DAYS_A_WEEK = 7


def compared(period: Period, preset: str, against: str) -> Period | None:
    """The days that a period is compared with; None where it is open, or compared with nothing.

    A month, and a year, that is still going on is compared with the same days of the one before, so that a beginning
    meets a beginning. The same weekdays lie a whole number of weeks before: the fewest that share no day with it.
    """
    if against == NOTHING or period.first is None or period.last is None:
        return None
    if against == LAST_YEAR or (against == PREVIOUS and preset == "year"):
        return _moved(period, 12)
    if against == PREVIOUS and preset == "month":
        return _moved(period, 1)
    if against == PREVIOUS and _is_month(period, preset):
        last = period.first - timedelta(days=1)
        return Period(last.replace(day=1), last)
    if against == WEEKDAYS:
        return _weeks_before(period)
    return period.previous


def against_words(period: Period, preset: str, against: str) -> str:
    """What a difference is to, e.g. `against the 28 days before`; empty where there is nothing to compare with."""
    other = compared(period, preset, against)
    if other is None:
        return ""
    days = {"first": formats.date(other.first), "last": formats.date(other.last)}
    if against == WEEKDAYS:
        return _("against the same weekdays, %(first)s – %(last)s") % days
    if against == LAST_YEAR or preset == "year":
        return _("against the same days a year before, %(first)s – %(last)s") % days
    if preset == "month":
        return _("against the same days of the month before, %(first)s – %(last)s") % days
    if _is_month(period, preset):
        return _("against the month before, %(first)s – %(last)s") % days
    count = other.days or 0
    return ngettext("against the day before", "against the %(days)s days before", count) % {
        "days": formats.number(count)
    }


def _is_month(period: Period, preset: str) -> bool:
    """Whether somebody asked for a whole month, by name or by its first day and its last.

    The last 28 days are no February, even where they are the days of one.
    """
    if preset != OWN or period.first is None or period.last is None:
        return preset == "last-month"
    return period.first.day == 1 and period.last == period.first + timedelta(
        days=monthrange(period.first.year, period.first.month)[1] - 1
    )


def _weeks_before(period: Period) -> Period | None:
    if period.first is None or period.last is None or period.days is None:
        return None
    by = timedelta(weeks=-(-period.days // _DAYS_A_WEEK))
    return Period(period.first - by, period.last - by)


def _moved(period: Period, months: int) -> Period | None:
    if period.first is None or period.last is None:
        return None
    return Period(_months_before(period.first, months), _months_before(period.last, months))


def _months_before(day: date, months: int) -> date:
    """The same day so many months before; where that month has no such day, its last."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
