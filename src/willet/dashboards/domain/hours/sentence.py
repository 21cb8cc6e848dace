"""The week in one sentence: at which hour of which day a figure is lowest, and at which it is highest."""

from django.utils.translation import gettext as _

from willet.core.metrics import AnswerRow
from willet.dashboards.domain.hours.query import Hours, cells_of, has_enough
from willet.figures.domain.wording import title
from willet.ui import formats

Place = tuple[int, ...]


def ends_words(hours: Hours, metric: str) -> str:
    """Both ends among the cells that rest on enough; nothing where all of them show the same."""
    cells = cells_of(hours.by_hour, metric, "weekday", "hour")
    enough = {place: row for place, row in sorted(cells.items()) if has_enough(row)}
    if not enough:
        return ""
    low, high = (
        min(enough, key=lambda p: _value(enough[p])),
        max(enough, key=lambda p: _value(enough[p])),
    )
    if _value(enough[low]) == _value(enough[high]):
        return ""
    return _("%(figure)s: lowest %(low)s (%(low_at)s), highest %(high)s (%(high_at)s).") % {
        "figure": title(metric),
        "low": _shown(enough[low]),
        "low_at": _at(low),
        "high": _shown(enough[high]),
        "high_at": _at(high),
    }


def _value(row: AnswerRow) -> float:
    return float(row.value or 0)


def _shown(row: AnswerRow) -> str:
    return formats.measure(row.value, row.unit)


def _at(place: Place) -> str:
    weekday, hour = place
    return f"{formats.weekday(weekday)} {formats.period(hour, 'hour')}"
