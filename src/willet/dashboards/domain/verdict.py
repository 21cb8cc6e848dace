"""The overview in a few sentences, each only where the figures carry it: solved, changed, pulled down, to be won."""

from collections.abc import Sequence
from dataclasses import dataclass

from babel.lists import format_list
from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from willet.core.cases.causes import Bar
from willet.core.metrics import AnswerRow
from willet.dashboards.domain.headline import HEADLINE
from willet.figures.domain.against import against_words
from willet.figures.domain.aside import waited_for
from willet.figures.domain.begins import begins_words
from willet.figures.domain.changes import Difference, Verdict
from willet.figures.domain.failing import ClosedError
from willet.figures.domain.overview import Line, Overview, Split, split
from willet.figures.domain.selection import Selection
from willet.figures.domain.splits import marks_of
from willet.figures.domain.words import named
from willet.resolution.causes.query import Causes, Chosen
from willet.ui import formats

MOST_NAMES = 3
MONTH_DAYS = 30
FEWEST_DAYS = 28
"""Of fewer days nothing is reckoned up to a month."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the verdict, and where what it says can be looked into."""

    words: str | SafeString
    href: str = ""


def verdict_of(overview: Overview) -> list[Sentence]:
    """The sentences in their order; none where nothing is known of how many were solved."""
    figure, selection = overview.figures.get(HEADLINE), overview.selection
    if figure is None or figure.now.value is None:
        return []
    tables = (split(overview, by=by) for by in ("queue", "topic"))
    pulled = (pulled_words(table, selection) for table in tables)
    won = won_words(_bars(overview), overview.drawn.days or 0)
    sentences = [
        Sentence(solved_words(figure.now)),
        Sentence(change_words(figure.change, figure.now, selection)),
        Sentence(next(filter(None, pulled), "")),
        Sentence(won, reverse("resolution:causes") + selection.address()),
    ]
    return [sentence for sentence in sentences if sentence.words]


def solved_words(row: AnswerRow) -> str:
    """How many of a hundred were solved, in whole cases wherever that is true."""
    exact = 100 * (row.value or 0.0)
    # Nearly all is not all, and hardly any is not none.
    rounds_away = round(exact) in {0, 100} and exact not in {0, 100}
    solved = {"solved": formats.number(exact, 1 if rounds_away else 0)}
    if row.pending and row.estimated:
        sentence = _(
            "About %(solved)s of 100 cases were solved, the pending ones counted as older ones turned out."
        )
        return sentence % solved
    return _("%(solved)s of 100 cases were solved.") % solved


def change_words(change: Difference | None, row: AnswerRow, selection: Selection) -> str:
    """Whether that is a change: more, fewer, not clear, or not to be said yet; empty where nothing is compared."""
    against = against_words(selection.period, selection.preset, selection.against)
    if change is None or not against:
        return ""
    if change.verdict is Verdict.APART:
        sentence = _("Whether that is a change %(against)s cannot be said: %(begins)s.")
        return sentence % {"against": against, "begins": begins_words(change.begun)}
    if change.verdict is Verdict.MOVED:
        return _too_early(row, against)
    if change.verdict is Verdict.UNCLEAR:
        return _("No clear change %(against)s.") % {"against": against}
    return _moved(change.by, against)


def _too_early(row: AnswerRow, against: str) -> str:
    pending = row.pending or 0
    sentence = ngettext(
        "Whether that is a change %(against)s cannot be said yet: %(pending)s case is pending.",
        "Whether that is a change %(against)s cannot be said yet: %(pending)s cases are pending.",
        pending,
    )
    return sentence % {"against": against, "pending": formats.number(pending)}


def _moved(by: float, against: str) -> str:
    cases = round(100 * abs(by))
    if by > 0:
        more = _("That is slightly more %(against)s.")
        words = ngettext(
            "That is %(cases)s more %(against)s.", "That is %(cases)s more %(against)s.", cases
        )
    else:
        more = _("That is slightly less %(against)s.")
        words = ngettext(
            "That is %(cases)s fewer %(against)s.", "That is %(cases)s fewer %(against)s.", cases
        )
    return (words if cases else more) % {"cases": formats.number(cases), "against": against}


def pulled_words(table: Split, selection: Selection) -> str | SafeString:
    """The lines of a table clearly below the others, most cases not solved first; empty where there are none."""
    marks = marks_of(table)
    low = [x for x in table.lines if marks.get((x.value, HEADLINE)) == "worse"]
    names = [_name(line, table.by, selection) for line in _by_loss(low)[:MOST_NAMES]]
    if not names:
        return ""
    sentence = ngettext("%(names)s pulls it down.", "%(names)s pull it down.", len(names))
    return _with(sentence, names)


def _by_loss(lines: Sequence[Line]) -> list[Line]:
    def unsolved(line: Line) -> float:
        row = line.cells[HEADLINE]
        return row.n * (1 - (row.value or 0.0))

    return sorted(lines, key=unsolved, reverse=True)


def _name(line: Line, by: str, selection: Selection) -> SafeString:
    share = formats.percent(line.cells[HEADLINE].value, 0)
    address = selection.narrowed(by, line.value).address()
    return format_html('<a href="{}">{}</a> ({})', address, named(by, line.value), share)


def _with(sentence: str, names: Sequence[SafeString]) -> SafeString:
    joined = format_list(names, locale=formats.locale())
    return mark_safe(escape(sentence) % {"names": joined})  # noqa: S308 -- escaped, and each name is


def won_words(bars: Sequence[Bar], days: int) -> str:
    """What the lever with the most to win could win in a month, where that is surely something; else empty."""
    sure = (bar for bar in bars if bar.lever and bar.recoverable and (bar.low or 0) > 0)
    bar = next(sure, None) if days >= FEWEST_DAYS else None
    if bar is None or bar.recoverable is None:
        return ""
    monthly = round(bar.recoverable * MONTH_DAYS / days)
    words = _lever(bar.lever or "", monthly) % {"cases": formats.number(monthly)}
    return words if monthly else ""


def _bars(overview: Overview) -> Sequence[Bar]:
    """The causes, most to win first; none where they are closed to the reader, or a large lake still works on them."""
    try:
        causes = Causes(overview.reading, overview.selection, Chosen())
        key = ("causes", causes.chosen.by, causes.of)
    except ClosedError:
        return []
    return waited_for(overview.reading, key, lambda: causes.bars) or []


def _lever(lever: str, cases: int) -> str:
    return {
        "training": ngettext(
            "About %(cases)s case a month could be won by training.",
            "About %(cases)s cases a month could be won by training.",
            cases,
        ),
        "knowledge": ngettext(
            "About %(cases)s case a month could be won by a better knowledge base.",
            "About %(cases)s cases a month could be won by a better knowledge base.",
            cases,
        ),
        "authority": ngettext(
            "About %(cases)s case a month could be won by letting agents decide more.",
            "About %(cases)s cases a month could be won by letting agents decide more.",
            cases,
        ),
    }.get(
        lever,
        ngettext(
            "About %(cases)s case a month could be won by an improvement plan.",
            "About %(cases)s cases a month could be won by an improvement plan.",
            cases,
        ),
    )
