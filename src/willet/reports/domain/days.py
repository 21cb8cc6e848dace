"""Which days a report speaks of, and when it is due: whole days of the centre, by the clock of its reader."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from willet.figures.domain.against import PREVIOUS, WEEKDAYS
from willet.figures.domain.periods import OWN, Period
from willet.figures.domain.selection import Selection
from willet.reports.models import Often, Report
from willet.ui.tasks import Daily, Monthly, Weekly, When

_WEEK = 7


def when(report: Report) -> When:
    """When a report is due."""
    match report.often:
        case Often.DAILY:
            return Daily(report.at)
        case Often.MONTHLY:
            return Monthly(report.day, report.at)
        case _:
            return Weekly(report.weekday, report.at)


def days_of(report: Report, due: datetime, centre: ZoneInfo) -> Period:
    """The days of a report that was due at a moment, whenever it is sent: the last that were over at the centre then.

    A reader far to the east is at the next day while the centre's still runs; what has not ended is not reported.
    """
    last = due.astimezone(centre).date() - timedelta(days=1)
    match report.often:
        case Often.DAILY:
            return Period(last, last)
        case Often.MONTHLY:
            end = (last + timedelta(days=1)).replace(day=1) - timedelta(days=1)
            return Period(end.replace(day=1), end)
        case _:
            return Period(last - timedelta(days=_WEEK - 1), last)


def selection_of(report: Report, due: datetime, centre: ZoneInfo) -> Selection:
    """What a report speaks of. One day is compared with the same weekday, a month with the month before."""
    monthly, daily = report.often == Often.MONTHLY, report.often == Often.DAILY
    return Selection(
        days_of(report, due, centre),
        preset="last-month" if monthly else OWN,
        cells={dimension: (value,) for dimension, value in report.filters.items()},
        against=WEEKDAYS if daily else PREVIOUS,
    )
