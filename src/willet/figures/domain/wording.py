"""A metric and its figures in the reader's language: tiles, cells, and the answer to "how is this computed?"."""

from collections.abc import Mapping, Sequence
from typing import Literal

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from willet.core.metrics import AnswerRow, Metric, catalogue
from willet.core.metrics.reasons import FEW_AGENTS, FEW_DAYS, MIXED, NOTHING_THERE
from willet.figures.domain.against import against_words
from willet.figures.domain.asking import Reading
from willet.figures.domain.begins import begin_notes, begins_words, with_notes
from willet.figures.domain.changes import Difference, Verdict
from willet.figures.domain.goallines import GoalLine
from willet.figures.domain.limits import LABELS, limits_of
from willet.figures.domain.linking import USUAL, LinkRules
from willet.figures.domain.links import calls_behind
from willet.figures.domain.outliers import Mark
from willet.figures.domain.overview import Figure, Overview
from willet.figures.domain.pending import (
    audit_words,
    changed_words,
    pending_beside,
    pending_words,
    rests_words,
    series_of,
)
from willet.figures.domain.periods import ALL
from willet.figures.domain.selection import Selection
from willet.figures.domain.titles import words_of
from willet.figures.domain.trends import TrendPoint
from willet.ui import components, formats
from willet.ui.messages import translate

_VERDICTS: dict[Verdict, components.tiles.Verdict] = {
    Verdict.BETTER: "better",
    Verdict.WORSE: "worse",
    Verdict.MOVED: "neither",
    Verdict.UNCLEAR: "same",
    Verdict.APART: "neither",
}
MARKS: dict[Mark, str | Promise] = {
    "worse": gettext_lazy("clearly worse than the others"),
    "better": gettext_lazy("clearly better than the others"),
}
_TONES: dict[Mark, Literal["good", "bad"]] = {"better": "good", "worse": "bad"}
GRAINS: dict[str, str | Promise] = {
    "day": gettext_lazy("Day"),
    "week": gettext_lazy("Week"),
    "month": gettext_lazy("Month"),
}


def title(name: str) -> str:
    """A metric's title."""
    return words_of(catalogue()[name]).title


def tile_of(
    figure: Figure,
    selection: Selection,
    *,
    large: bool,
    linked: bool,
    explained: bool = True,
    rules: LinkRules = USUAL,
) -> components.Tile:
    """One figure as a tile; `linked` readers may open the calls behind it."""
    row, metric = figure.now, figure.metric
    known = row.value is not None
    shown = list(figure.apart) or [row] * known
    points = [] if _are_of_several_units(figure) else figure.points
    return components.Tile(
        title=words_of(metric).title,
        value=" · ".join(formats.measure(one.value, one.unit) for one in shown),
        interval=formats.interval(row.low, row.high, row.unit) if known else "",
        n=sample(row) if known else "",
        reason=translate(row.reason),
        note=in_a_row(
            [translate(row.reason) if figure.apart else "", _notes(row, metric, selection)]
        ),
        change=_change(figure.change, row.unit, selection) if figure.change else None,
        trend=[point.value for point in points],
        trend_estimated=[point.is_estimated for point in points],
        trend_words=_trend_words(points, row.unit, figure.grain),
        how=how(metric, selection.limits) if explained else None,
        href=calls_behind(metric.name, selection, rules=rules) if linked and shown else "",
        href_words=_("Show the calls"),
        large=large,
    )


def _are_of_several_units(figure: Figure) -> bool:
    """Whether amounts over time are of several currencies, which no line has in common."""
    return any(
        point.answer is not None
        and point.value is not None
        and point.answer.unit != figure.now.unit
        for point in figure.points
    )


def cell_of(
    row: AnswerRow | None, *, href: str = "", quiet: bool = False, mark: Mark | None = None
) -> components.Cell:
    """One figure in a table: value, interval beneath it, whether it stands out, and why there is none."""
    if row is None:
        return components.Cell("", reason=translate(NOTHING_THERE["contact"]()))
    if row.value is None:
        return components.Cell("", reason=translate(row.reason))
    return components.Cell(
        formats.measure(row.value, row.unit),
        sub=_beside(row),
        href=href,
        tone=_TONES[mark] if mark else "quiet" if quiet else "",
        icon=mark or "",
        icon_words=str(MARKS[mark]) if mark else "",
    )


def _beside(row: AnswerRow) -> str:
    span = formats.interval(row.low, row.high, row.unit)
    n = f"n {formats.number(row.n)}" if span else interval_words(row)
    # Pending cases stand on a line of their own: beside the rest they would push the next figure off the screen.
    return "\n".join(filter(None, [" · ".join(filter(None, [span, n])), pending_beside(row)]))


def sample(row: AnswerRow) -> str:
    """On how many items a figure rests; empty for a plain count, which is its own n."""
    return "" if row.unit == "count" else formats.number(row.n)


def coverage_words(row: AnswerRow) -> str:
    """What share of what should be counted is known, and where the figure would lie otherwise."""
    if row.value is None or row.coverage is None or row.coverage >= 0.9995:
        return ""
    share = formats.percent(row.coverage)
    if row.bound_low is None or row.bound_high is None:
        return _("Known for %(share)s.") % {"share": share}
    return _("Known for %(share)s; the rest could move it between %(low)s and %(high)s.") % {
        "share": share,
        "low": formats.measure(row.bound_low, row.unit),
        "high": formats.measure(row.bound_high, row.unit),
    }


def _notes(row: AnswerRow, metric: Metric, selection: Selection) -> str:
    """What to know of the figure at once: limits that are not the usual ones, and what is not known."""
    mine = limits_of([metric.name])
    changed = [
        f"{LABELS[n]}: {formats.number(selection.limits[n])}" for n in mine if n in selection.limits
    ]
    parts = [pending_words(row), coverage_words(row), rests_words(row), audit_words(row)]
    parts.append(interval_words(row))
    return in_a_row([*changed, *parts])


def in_a_row(stated: Sequence[str]) -> str:
    """Remarks behind each other: a full stop parts sentences well enough, all else is parted by a dot."""
    whole = ""
    for words in filter(None, stated):
        whole += (" " if whole.endswith(".") else " · ") * bool(whole) + words
    return whole


def interval_words(row: AnswerRow) -> str:
    """Why a figure has no interval, or what to know of it; that a week has few days need not be said each time."""
    note = row.interval_note
    return "" if note is None or note.is_one_of(FEW_DAYS, FEW_AGENTS) else translate(note)


def how(metric: Metric, set_to: Mapping[str, object] | None = None) -> components.How:
    """The answer to "how is this computed?", with the parameters as the reader set them."""
    words = words_of(metric)
    return components.How(
        words=words.definition,
        formula=metric.text,
        parameters=[
            (p.name, str((set_to or {}).get(p.name, p.default))) for p in metric.parameters.values()
        ],
        limits=words.limits,
        source=words.source or metric.source,
        href=reverse("figures:metric", args=[metric.name]),
    )


def _change(change: Difference, unit: str, selection: Selection) -> components.Change:
    if change.verdict is Verdict.APART:
        return components.Change(_("Not compared"), "neither", begins_words(change.begun))
    return components.Change(
        text=formats.change(change.by, unit),
        verdict=_VERDICTS[change.verdict],
        against=against_words(selection.period, selection.preset, selection.against),
    )


def _trend_words(points: Sequence[TrendPoint], unit: str, grain: str) -> str:
    known = [p for p in points if p.value is not None]
    if len(known) < 2:
        return ""
    first, last = known[0], known[-1]
    return _("from %(first)s (%(when_first)s) to %(last)s (%(when_last)s)") % {
        "first": formats.measure(first.value, unit),
        "when_first": formats.period(first.bucket, grain),
        "last": formats.measure(last.value, unit),
        "when_last": formats.period(last.bucket, grain),
    }


def _units_of(rows: Sequence[AnswerRow | None]) -> set[str]:
    """Of amounts each currency by itself: there is no line of several."""
    return {row.unit for row in rows if row is not None and row.value is not None}


def chart_of(
    overview: Overview,
    name: str,
    notes: Sequence[components.ChartNote] = (),
    goal: GoalLine | None = None,
) -> components.Chart:
    """One metric over time: the band of its interval, the remarks on its days, what begins on them, its goal."""
    metric, grain = catalogue()[name], overview.drawn.grain
    rows = [point.answer for point in overview.points(name)]
    units = _units_of(rows)
    mixed = translate(MIXED[metric.alone]()) if metric.alone and len(units) > 1 else ""
    return components.Chart(
        title=words_of(metric).title,
        labels=[formats.period(point.bucket, grain) for point in overview.points(name)],
        series=series_of(words_of(metric).title, [None] * len(rows) if mixed else rows),
        unit=metric.unit if mixed or not units else units.pop(),
        axis=str(GRAINS[grain]),
        goal=goal.value if goal else None,
        goal_words=goal.words if goal else "",
        note=in_a_row(
            [
                mixed,
                period_words(overview.selection, overview.reading),
                changed_words(overview.over_time, metric),
                overview.withheld_over_time,
            ]
        ),
        notes=with_notes(begin_notes(overview.reading.beginnings, metric, overview.drawn), notes),
        tall=True,
    )


def period_words(selection: Selection, reading: Reading) -> str:
    """From which day to which day; an open period is as long as the lake knows."""
    known = reading.days or (None, None)
    first, last = selection.period.first or known[0], selection.period.last or known[1]
    return f"{formats.date(first)} – {formats.date(last)}"


def nothing_in(reading: Reading) -> components.Empty:
    """What stands where a selection holds nothing: what the lake does know, and the way there."""
    first, newest = reading.days or (None, None)
    return components.Empty(
        _("No calls in this selection"),
        _("Calls are known from %(first)s to %(newest)s.")
        % {"first": formats.date(first), "newest": formats.date(newest)},
        href=f"?period={ALL}",
        action=_("Show everything"),
    )
