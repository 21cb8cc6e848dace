"""The resolution page in the reader's language: tiles with their bounds, the rules, and the recent days."""

from collections.abc import Sequence
from dataclasses import replace

from django.urls import reverse
from django.utils.translation import gettext as _

from willet.core.cases.recent import Cohort
from willet.core.metrics import AnswerRow, catalogue
from willet.core.metrics.reasons import NOTHING_THERE
from willet.figures.domain.links import calls_behind
from willet.figures.domain.overview import Figure
from willet.figures.domain.pending import audit_words, pending_words, rests_words
from willet.figures.domain.wording import coverage_words, how, in_a_row, tile_of
from willet.resolution.definitions.query import LOST, Resolution
from willet.ui import formats
from willet.ui.components import (
    Cell,
    Chart,
    Column,
    Empty,
    How,
    Row,
    Series,
    Table,
    Tile,
)
from willet.ui.messages import translate

_BY_CALLER = {
    "fcr_case",
    "fcr_case_net",
    "next_contact_avoidance",
    "one_and_done_share",
    "repeat_rate",
    "reopen_rate",
}
"""The figures whose unknown part is the callers nobody recognised, and nothing else."""
LOOKING_BACK = {"repeat_rate"}
"""The figures that ask what came before a contact, not what came after it."""


def tiles(resolution: Resolution, names: Sequence[str], *, linked: bool) -> list[Tile]:
    """The figures as tiles; `linked` readers may open the calls behind them."""
    return [_tile(resolution, name, linked=linked) for name in names]


def _tile(resolution: Resolution, name: str, *, linked: bool) -> Tile:
    row = resolution.figures[name]
    figure = Figure(catalogue()[name], row, None, (), "day")
    result = tile_of(figure, resolution.selection, large=False, linked=False)
    shown = linked and row.value is not None
    return replace(
        result,
        reason=reason_words(resolution, row),
        note=_note(row),
        how=_how(resolution, name),
        href=calls_behind(name, resolution.selection, rules=resolution.rules) if shown else "",
    )


def _note(row: AnswerRow) -> str:
    return in_a_row([pending_words(row), bounds_words(row), rests_words(row), audit_words(row)])


def reason_words(resolution: Resolution, row: AnswerRow) -> str:
    """Why a figure has no value. Where there are cases, but none whose window has closed, that is what is said."""
    reason = row.reason
    nothing = reason is not None and reason.is_one_of(*NOTHING_THERE.values())
    if not (nothing and resolution.is_pending):
        return translate(reason)
    if row.metric in LOOKING_BACK:
        return _("the records do not reach far enough back for this window")
    return _("nothing in this selection is old enough for this window yet")


def lost_tile(resolution: Resolution, *, linked: bool) -> Tile:
    """The customers who were never reached; `linked` readers may open their cases."""
    result = _tile(resolution, LOST, linked=False)
    rules = resolution.rules.pairs
    address = reverse("resolution:doubtful", args=[LOST]) + resolution.selection.address(**rules)
    shown = linked and bool(resolution.figures[LOST].value)
    return replace(result, href=address if shown else "", href_words=_("Show the cases"))


def _how(resolution: Resolution, name: str) -> How:
    values = resolution.answer.question.parameters()
    mine = [(p, str(values[p])) for p in catalogue()[name].parameters]
    return replace(how(catalogue()[name]), parameters=mine)


def bounds_words(row: AnswerRow) -> str:
    """For what share the caller is known, and between what the figure lies whatever the others did."""
    if row.metric not in _BY_CALLER:
        return coverage_words(row)
    if row.value is None or row.coverage is None or row.coverage >= 0.9995:
        return ""
    return _(
        "Callers known for %(share)s. Between %(low)s and %(high)s, whatever the unknown callers did."
    ) % {
        "share": formats.percent(row.coverage),
        "low": formats.percent(row.bound_low),
        "high": formats.percent(row.bound_high),
    }


def recent_chart(days: Sequence[Cohort]) -> Chart:
    """The newest days: matured, not repeated yet, and what is expected once every window has closed."""
    return Chart(
        title=_("Contacts without a repeat, by day of the contact"),
        labels=[formats.date(c.day) for c in days],
        series=[
            Series(_("Matured"), [None if c.pending else c.naive for c in days]),
            Series(
                _("Estimated"),
                [c.estimate if c.pending else None for c in days],
                [c.low if c.pending else None for c in days],
                [c.high if c.pending else None for c in days],
                estimated=True,
            ),
            Series(
                _("Not repeated yet"),
                [c.naive if c.pending else None for c in days],
                quiet=True,
            ),
        ],
        unit="share",
        axis=_("Day"),
        tall=True,
    )


def change_words(days: Sequence[Cohort]) -> str:
    """That something changed suddenly, where it did: the estimates rest on the days since."""
    changed = max((c.changed_on for c in days if c.changed_on), default=None)
    if changed is None:
        return ""
    return _(
        "Something changed suddenly about %(day)s: since then customers come back more often or more seldom "
        "than before. The estimates rest on the few days since, and their intervals are wider."
    ) % {"day": formats.date(changed)}


def recent_table(days: Sequence[Cohort]) -> Table:
    """The days that are not mature, newest first, with what they rest on."""
    return Table(
        caption=_("Days with pending contacts"),
        columns=[
            Column("day", _("Day")),
            Column("n", _("Handled contacts"), "end"),
            Column("repeated", _("Repeated"), "end"),
            Column("pending", _("Pending"), "end"),
            Column("naive", _("Not repeated yet"), "end"),
            Column("estimate", _("Estimated"), "end"),
        ],
        rows=[_recent_row(c) for c in reversed(days) if c.pending],
        empty=Empty(
            _("No day is pending"),
            _("The repeat window of every contact in the data store has closed."),
            icon="check",
        ),
    )


def _recent_row(cohort: Cohort) -> Row:
    span = formats.interval(cohort.low, cohort.high, "share")
    counts = (cohort.n, cohort.repeated, cohort.pending)
    return Row(
        [
            Cell(formats.date(cohort.day)),
            *(Cell(formats.number(count)) for count in counts),
            Cell(formats.percent(cohort.naive), tone="quiet"),
            Cell(formats.percent(cohort.estimate), sub=span),
        ]
    )
