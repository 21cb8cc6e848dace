"""The definitions of first contact side by side as a table, with what each counts, and as a file."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from willet.core.metrics import AnswerRow, catalogue
from willet.figures.domain.exporting import ColumnKind, Sheet, SheetField
from willet.figures.domain.links import calls_behind
from willet.figures.domain.rulebar import start_words, topic_words
from willet.figures.domain.spreadsheets import columns
from willet.figures.domain.titles import words_of
from willet.figures.domain.wording import title
from willet.resolution.definitions.query import DEFINITIONS, Resolution
from willet.resolution.definitions.words import reason_words
from willet.ui import formats
from willet.ui.components import Cell, Column, Row, Table


def definitions_table(
    resolution: Resolution, *, linked: bool, exports: Sequence[tuple[str, str]] = ()
) -> Table:
    """The five definitions, the widest known first; `linked` readers may open the calls behind each."""
    return Table(
        caption=_("Five definitions and what each counts"),
        columns=[
            Column("definition", _("Definition")),
            Column("value", _("Value"), "end"),
            Column("n", _("n"), "end"),
            Column("known", _("Known for"), "end"),
            Column("between", _("Whatever the unknown did"), "end"),
            Column("counts", _("What it counts")),
        ],
        rows=[_row(resolution, resolution.figures[name], linked=linked) for name in DEFINITIONS],
        exports=exports,
        note=_("The interval (95%) beside a value counts customers, not contacts, as independent."),
    )


def _row(resolution: Resolution, row: AnswerRow, *, linked: bool) -> Row:
    metric = catalogue()[row.metric]
    return Row(
        [
            Cell(title(row.metric)),
            _value(resolution, row, linked=linked),
            Cell(formats.number(row.n)),
            _known(resolution, row),
            _between(resolution, row),
            Cell(words_of(metric).definition),
        ]
    )


def _value(resolution: Resolution, row: AnswerRow, *, linked: bool) -> Cell:
    if row.value is None:
        return Cell("", reason=reason_words(resolution, row))
    return Cell(
        formats.measure(row.value, row.unit),
        sub=formats.interval(row.low, row.high, row.unit),
        href=calls_behind(row.metric, resolution.selection, rules=resolution.rules)
        if linked
        else "",
    )


def _known(resolution: Resolution, row: AnswerRow) -> Cell:
    if row.coverage is None:
        return Cell("", reason=reason_words(resolution, row))
    return Cell(formats.percent(row.coverage))


def _between(resolution: Resolution, row: AnswerRow) -> Cell:
    span = formats.interval(row.bound_low, row.bound_high, row.unit)
    return Cell(
        f"{span}{formats.percent_sign()}" if span else "", reason=reason_words(resolution, row)
    )


_SHARES = ("value", "low", "high")
_BOUNDS = ("coverage", "bound_low", "bound_high")


def definitions_sheet(resolution: Resolution) -> Sheet:
    """The five definitions as a file, with the rules they were counted under."""
    shares = [columns.VALUE, columns.LOW, columns.HIGH]
    bounds = [columns.COVERAGE, columns.BOUND_LOW, columns.BOUND_HIGH]
    rules = [
        SheetField("window_days", ColumnKind.COUNT, _("Repeat window (days)")),
        SheetField("link", words=_("The window starts"), in_words=start_words),
        SheetField("topic", words=_("Same topic"), in_words=topic_words),
    ]
    fields = [columns.metric_name("definition"), *shares, columns.N, *bounds, *rules]
    fields += [columns.REASON, SheetField("what_it_counts", words=_("What it counts"))]
    rows = [_values(resolution, resolution.figures[name]) for name in DEFINITIONS]
    return Sheet(
        "first-contact-definitions", fields, rows, _("Five definitions and what each counts")
    )


def _values(resolution: Resolution, row: AnswerRow) -> list[object]:
    shares = [getattr(row, name) for name in _SHARES]
    bounds = [getattr(row, name) for name in _BOUNDS]
    counts = words_of(catalogue()[row.metric]).definition
    why = reason_words(resolution, row)
    return [row.metric, *shares, row.n, *bounds, *resolution.rules.values.values(), why, counts]
