"""The causes in the reader's language: the chart of recoverable cases, its table, and both as files."""

from collections.abc import Mapping, Sequence
from itertools import accumulate

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from willet.core.cases.causes import SMALLEST_N, Bar
from willet.figures.domain.exporting import ColumnKind, Sheet, SheetField
from willet.figures.domain.selection import Selection
from willet.figures.domain.words import Words
from willet.resolution.causes.naming import cause_words
from willet.resolution.causes.query import CAUSE_FIELD, Causes
from willet.ui import formats
from willet.ui.components import Cell, Chart, Column, Row, Series, Table

SUGGESTION = gettext_lazy("suggestion")
MOST_BARS = 12
LEVERS: Words = {
    "plan": gettext_lazy("improvement plan"),
    "knowledge": gettext_lazy("knowledge base"),
    "training": gettext_lazy("training"),
    "authority": gettext_lazy("wider authority"),
}
_VOICES: Mapping[str, str | Promise] = {
    "customer": gettext_lazy("customer %(n)s"),
    "audit": gettext_lazy("audit %(n)s"),
    "desk": gettext_lazy("agent %(n)s"),
}
LEVEL: Mapping[str, str | Promise] = {
    "agent": gettext_lazy(
        "Recoverable is how many of these cases would have been solved, had every agent met the cause no more often "
        "than the better quarter of agents on the same topic."
    ),
    "team": gettext_lazy(
        "Recoverable is how many of these cases would have been solved, had every team met the cause no more often "
        "than the better quarter of teams on the same topic."
    ),
    "queue": gettext_lazy(
        "Recoverable is how many of these cases would have been solved, had every queue met the cause no more often "
        "than the better quarter of queues on the same topic."
    ),
}


def summary(causes: Causes) -> str:
    """How many cases were not solved, and of how many the cause was said, suggested, or neither."""
    silent = causes.cases - causes.stated - causes.suggested
    words = ngettext(
        "%(cases)s unresolved case. Cause said: %(said)s; only suggested: %(suggested)s; not known: %(silent)s.",
        "%(cases)s unresolved cases. Cause said: %(said)s; only suggested: %(suggested)s; not known: %(silent)s.",
        causes.cases,
    )
    counts = (causes.cases, causes.stated, causes.suggested, silent)
    names = ("cases", "said", "suggested", "silent")
    return words % {n: formats.number(c) for n, c in zip(names, counts, strict=True)}


def cause_chart(causes: Causes) -> Chart:
    """The recoverable cases by cause, most first, with their intervals."""
    bars = [bar for bar in causes.bars if bar.recoverable is not None][:MOST_BARS]
    name = _("Recoverable cases")
    series = Series(
        name, [b.recoverable for b in bars], [b.low for b in bars], [b.high for b in bars]
    )
    return Chart(
        title=_("Recoverable cases by cause, with their intervals (90%)"),
        labels=[_label(bar) for bar in bars],
        series=[series],
        kind="ranked",
        axis=_("Cause"),
    )


def _label(bar: Bar) -> str:
    if not bar.suggested:
        return cause_words(bar.cause)
    return _("%(cause)s (%(n)s of %(cases)s suggested)") % {
        "cause": cause_words(bar.cause),
        "n": formats.number(bar.suggested),
        "cases": formats.number(bar.cases),
    }


def cause_table(
    causes: Causes, exports: Sequence[tuple[str, str]], ways: Mapping[str, str], *, linked: bool
) -> Table:
    """Every cause; `linked` readers get from a cause to its cases, and by `ways` to where its lever is pulled."""
    rows = [
        _row(bar, share, causes, ways, linked=linked)
        for bar, share in zip(causes.bars, _shares(causes.bars), strict=True)
    ]
    return Table(
        caption=_("Causes, most recoverable first"),
        columns=[
            Column("cause", _("Cause")),
            Column("lever", _("Lever")),
            Column("cases", _("Unresolved cases"), "end"),
            Column("said", _("Said by somebody"), "end"),
            Column("suggested", _("Only suggested"), "end"),
            Column("recoverable", _("Recoverable cases"), "end"),
            Column("compared", _("Cases compared"), "end"),
            Column("together", _("Share of all recoverable, added up"), "end"),
        ],
        rows=rows,
        exports=exports,
        note=_note(),
    )


def _row(
    bar: Bar, share: float | None, causes: Causes, ways: Mapping[str, str], *, linked: bool
) -> Row:
    href = causes.selection.address(**{**causes.chosen.pairs, CAUSE_FIELD: bar.cause})
    return Row(
        [
            Cell(
                cause_words(bar.cause),
                href=f"{href}#cases" if linked and bar.cause is not None else "",
                tone="quiet" if bar.cause is None else "",
            ),
            _lever(bar, ways, causes.selection),
            Cell(formats.number(bar.cases)),
            Cell(formats.number(_stated(bar)), sub=_voices(bar)),
            _suggested(bar),
            _recoverable(bar),
            Cell(formats.number(bar.compared) if bar.compared else "", reason=_not_compared(bar)),
            Cell("" if share is None else formats.percent(share), tone="quiet"),
        ]
    )


def _lever(bar: Bar, ways: Mapping[str, str], selection: Selection) -> Cell:
    if bar.lever:
        way = ways.get(bar.lever, "")
        if way.endswith("?cause="):
            way = way.removesuffix("?cause=") + selection.address(cause=bar.cause)
        return Cell(str(LEVERS[bar.lever]), href=way)
    own = bar.cause is not None
    return Cell("", reason=_("the centre’s own cause has no lever yet") if own else "")


def _stated(bar: Bar) -> int:
    return bar.customer + bar.audit + bar.desk


def _voices(bar: Bar) -> str:
    counts = {name: int(getattr(bar, name)) for name in _VOICES}
    return ", ".join(
        str(_VOICES[name]) % {"n": formats.number(n)} for name, n in counts.items() if n
    )


def _suggested(bar: Bar) -> Cell:
    if not bar.suggested:
        return Cell(formats.number(0))
    return Cell(formats.number(bar.suggested), sub=str(SUGGESTION), tone="warn", icon="question")


def _recoverable(bar: Bar) -> Cell:
    if bar.recoverable is None:
        return Cell("", reason=_not_compared(bar))
    return Cell(
        formats.number(bar.recoverable, 0), sub=formats.interval(bar.low, bar.high, "count")
    )


def _not_compared(bar: Bar) -> str:
    if bar.cause is None:
        return _("without a cause nothing can be compared")
    return _("no two comparable names on one topic")


def _shares(bars: Sequence[Bar]) -> list[float | None]:
    """The share of all recoverable cases up to and with each cause; the sum of a Pareto chart."""
    whole = sum(bar.recoverable or 0.0 for bar in bars)
    sums = accumulate(bar.recoverable or 0.0 for bar in bars)
    return [
        together / whole if bar.recoverable is not None and whole > 0 else None
        for bar, together in zip(bars, sums, strict=True)
    ]


def _note() -> str:
    fewest = _("Compared are names with at least %(n)s cases that have a verdict on the topic.")
    return fewest % {"n": formats.number(SMALLEST_N)}


_COUNTS: Mapping[str, str | Promise] = {
    "cases": gettext_lazy("Unresolved cases"),
    "customer": gettext_lazy("Said by the customer"),
    "audit": gettext_lazy("Said by a quality audit"),
    "desk": gettext_lazy("Said by the agent"),
    "suggested": gettext_lazy("Only suggested"),
    "compared": gettext_lazy("Cases compared"),
}
"""The counts of a cause by their names in a file for programs."""


def cause_sheet(causes: Causes) -> Sheet:
    """The causes as a file, named as the lake names them."""
    names = [*("cause", "lever"), *_COUNTS, *("recoverable", "low", "high")]
    fields = [
        SheetField("cause", words=_("Cause"), in_words=cause_words),
        SheetField("lever", words=_("Lever"), in_words=lambda lever: str(LEVERS[lever])),
        *(SheetField(name, ColumnKind.COUNT, words) for name, words in _COUNTS.items()),
        SheetField("recoverable", ColumnKind.NUMBER, _("Recoverable cases")),
        SheetField("recoverable_low", ColumnKind.NUMBER, _("Recoverable cases, interval from")),
        SheetField("recoverable_high", ColumnKind.NUMBER, _("Recoverable cases, interval to")),
    ]
    rows = [[getattr(bar, name) for name in names] for bar in causes.bars]
    return Sheet("causes", fields, rows, _("Causes, most recoverable first"))
