"""One's own figures beside the desk: each with its interval, and what anybody would have reached with the same work."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.utils.translation import gettext as _

from willet.core.metrics import AnswerRow
from willet.figures.domain.asking import Reading
from willet.figures.domain.periods import Period
from willet.figures.domain.selection import Selection
from willet.figures.domain.wording import title
from willet.resolution.comparison.query import Compare
from willet.ui import formats
from willet.ui.messages import translate

METRICS: Final = ("call_resolution", "average_handle_time", "transfer_rate")
DAYS: Final = 28


@dataclass(frozen=True, slots=True)
class OwnFigure:
    """One figure in words; without a value `reason` says why."""

    title: str
    value: str
    interval: str
    beside: str
    """The difficulty: what anybody would have reached with the same work."""
    reason: str


def own_figures(reading: Reading, name: str) -> Sequence[OwnFigure]:
    """The figures of one agent over the newest four weeks; nobody else's stand beside them, and no rank.

    Raises:
        ClosedError: figures of single agents are shown to nobody.
        LakeError: a file of the lake cannot be read.
    """
    assert reading.days is not None, "an empty lake has no figures"
    newest = reading.days[1]
    whole = Selection(Period(newest - timedelta(days=DAYS - 1), newest))
    own = Selection(whole.period, cells={"agent": (name,)})
    rows = {row.metric: row for row in reading.ask(METRICS, selection=own).rows}
    figures = [_figure(metric, rows[metric]) for metric in METRICS]
    return [_at_own_contacts(reading, whole, name), *figures]


def _figure(metric: str, row: AnswerRow) -> OwnFigure:
    known = row.value is not None
    return OwnFigure(
        title(metric),
        formats.measure(row.value, row.unit) if known else "",
        formats.interval(row.low, row.high, row.unit) if known else "",
        "",
        translate(row.reason),
    )


def _at_own_contacts(reading: Reading, whole: Selection, name: str) -> OwnFigure:
    """The share of one's own contacts that solved it, beside what anybody would have reached with the same mix."""
    heading = _("Solved on your own contacts")
    row = next((r for r in Compare(reading, whole, "agent").rows if r.name == name), None)
    if row is None:
        return OwnFigure(heading, "", "", "", _("too few contacts in these four weeks"))
    beside = _("Anybody would have reached %(share)s with the same work.") % {
        "share": formats.percent(row.expected)
    }
    interval = formats.interval(row.low, row.high, "share")
    return OwnFigure(heading, formats.percent(row.adjusted), interval, beside, "")
