"""The curve in the reader's language: five definitions against the repeat window, as a chart and as a file."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from willet.core.cases.curve import CURVED, WINDOWS, Curve, CurvePoint
from willet.core.metrics import catalogue
from willet.core.metrics.edges import needs_both_sides, too_short
from willet.figures.domain.exporting import ColumnKind, Sheet, SheetField
from willet.figures.domain.rulebar import days_words, start_words, topic_words
from willet.figures.domain.spreadsheets import columns
from willet.figures.domain.wording import title
from willet.resolution.curve.query import Curved
from willet.ui.components import Chart, Series
from willet.ui.messages import translate

_SHARES = ("value", "low", "high")
_BOUNDS = ("coverage", "bound_low", "bound_high")
FEW, FEW_SHARE = 30, 0.1
"""A point that rests on fewer than both, contacts or cases and share of the most that any window has, shows
only chance and is not drawn; the file has it all the same. What is small throughout is drawn."""


def curve_chart(curve: Curve, *, window_days: int) -> Chart:
    """Every definition as a line with the band of its interval; the window in force is marked."""
    chosen = WINDOWS.index(window_days) if window_days in WINDOWS else None
    return Chart(
        title=_("How the figures depend on the repeat window"),
        labels=[days_words(days) for days in WINDOWS],
        series=[_line(title(name), curve[name]) for name in CURVED],
        unit="share",
        axis=_("Repeat window"),
        note=_(
            "Each window counts what the calls show for as long before and after; those with too few are left out here."
        ),
        mark=chosen,
        mark_words=_("chosen"),
        tall=True,
    )


def _line(name: str, points: Sequence[CurvePoint]) -> Series:
    least = min(FEW, FEW_SHARE * max((point.n for point in points), default=0))
    value, low, high = ([_drawn(p, share, least) for p in points] for share in _SHARES)
    return Series(name, value, low, high)


def _drawn(point: CurvePoint, share: str, least: float) -> float | None:
    value: float | None = getattr(point, share)
    return value if point.n >= least else None


def curve_sheet(curved: Curved, curve: Curve) -> Sheet:
    """Every point as a row, with what it rests on and the rules it was counted under."""
    shares = [columns.VALUE, columns.LOW, columns.HIGH]
    counts = [columns.N, SheetField("pending", ColumnKind.COUNT, _("Still open"))]
    bounds = [columns.COVERAGE, columns.BOUND_LOW, columns.BOUND_HIGH]
    rules = [
        SheetField("link", words=_("The window starts"), in_words=start_words),
        SheetField("topic", words=_("Same topic"), in_words=topic_words),
        columns.REASON,
    ]
    window = SheetField("window_days", ColumnKind.COUNT, _("Repeat window (days)"))
    fields = [columns.metric_name("definition"), window, *shares, *counts, *bounds, *rules]
    under = (curved.rules.link, curved.rules.topic)
    rows = [
        [*_values(name, point), *under, _why(curved, name, point)]
        for name in CURVED
        for point in curve[name]
    ]
    title_words = _("How the figures depend on the repeat window")
    return Sheet("first-contact-curve", fields, rows, title_words)


def _why(curved: Curved, name: str, point: CurvePoint) -> str:
    """Why a point has no value, where the calls span too few days for its window."""
    days = curved.reading.days
    if point.value is not None or days is None or not needs_both_sides(catalogue()[name]):
        return ""
    return translate(too_short(*days, point.window_days))


def _values(name: str, point: CurvePoint) -> list[object]:
    shares = [getattr(point, share) for share in _SHARES]
    bounds = [getattr(point, bound) for bound in _BOUNDS]
    return [name, int(point.window_days), *shares, point.n, point.pending, *bounds]
