"""What rows of this room say in a history: orders, units, days and shares in the reader's words."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from willet.core.metrics import catalogue
from willet.figures.domain.words import value_words
from willet.ui import formats


def cells_words(cells: Mapping[str, list[str]]) -> str:
    """What a plan is narrowed to."""
    words = (value_words(name, value) for name, values in cells.items() for value in values)
    return ", ".join(words) or formats.DASH


def units_words(units: Mapping[str, Mapping[str, str | None]]) -> str:
    """Who begins when."""
    parts = (
        f"{name}: {_days_words(days)}" if days else name for name, days in sorted(units.items())
    )
    return ", ".join(parts) or formats.DASH


def _days_words(days: Mapping[str, str | None]) -> str:
    start, received, until = (days.get(n) for n in ("assigned_from", "received_from", "until"))
    if not start:
        return _("never")
    words = [_("from %(day)s") % {"day": _day(start)}]
    if received:
        words.append(_("received %(day)s") % {"day": _day(received)})
    if until:
        words.append(_("until %(day)s") % {"day": _day(until)})
    return " ".join(words)


def _day(text: str) -> str:
    return formats.date(date.fromisoformat(text))


def unit_named(metric: str) -> str:
    """The unit of a metric; of one that this version does not know, a bare number."""
    known = catalogue().get(metric)
    return known.unit if known else "score"


def share_words(value: Any) -> str:
    """A share, such as a power."""
    return formats.percent(float(value), 0)
