"""Who did not answer: a survey's figure as answered, corrected by each method, and between which ends it lies."""

from collections.abc import Iterator, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from willet.core.ask.weighing.notes import OF_PAGES
from willet.core.metrics import Answer, AnswerRow, Metric, can_be_weighed
from willet.figures.domain.asking import Reading
from willet.figures.domain.selection import Selection
from willet.figures.domain.wording import cell_of, in_a_row
from willet.ui import formats
from willet.ui.components import Cell, Column, Row, Table
from willet.ui.messages import translate

METHODS: Mapping[str, str | Promise] = {
    "dr": gettext_lazy("Corrected, doubly robust"),
    "raking": gettext_lazy("Corrected, raking"),
    "propensity": gettext_lazy("Corrected, by propensity"),
}
"""The ways to weigh answers, the usual one first."""


def silent_table(reading: Reading, selection: Selection, metric: Metric) -> Table | None:
    """The figure with and without those who did not answer; None where it rests on no answers, or there are none."""
    if not can_be_weighed(metric):
        return None
    answers = {
        method: reading.ask([metric.name], selection=selection, weights=method)
        for method in METHODS
    }
    plain = reading.ask([metric.name], selection=selection, weights="none").row
    usual = answers["dr"]
    if plain.value is None or usual.row.weighted is None:
        return None
    columns = [
        Column("way", _("How answers count")),
        Column("figure", _("Figure"), "end"),
        Column("effect", _("Design effect"), "end"),
    ]
    rows = [Row([Cell(_("As answered")), cell_of(plain), Cell("")])]
    rows += [_row(METHODS[method], answer.row) for method, answer in answers.items()]
    rows += _ends(usual.row)
    return Table(_("Who did not answer"), columns, rows, note=_note(usual))


def _row(way: str | Promise, row: AnswerRow) -> Row:
    effect = row.weighted.design_effect if row.weighted else None
    shown = "" if effect is None else formats.number(effect, 2)
    return Row([Cell(str(way)), cell_of(row), Cell(shown)])


def _ends(row: AnswerRow) -> Iterator[Row]:
    """The figure if the silent are like those who answered late, and whatever they would say."""
    late = row.weighted.late if row.weighted else None
    if late is not None:
        way = _("If the silent are like those who answered late")
        yield Row([Cell(way), Cell(formats.measure(late, row.unit)), Cell("")])
    span = formats.interval(row.bound_low, row.bound_high, row.unit)
    yield Row([Cell(_("Whatever the silent would say")), Cell(span), Cell("")])


def _note(answer: Answer) -> str:
    """Of whom the figure speaks, and that weights cannot mend all."""
    notes = [translate(note) for note in answer.notes if note.is_one_of(*OF_PAGES)]
    weighted = answer.row.weighted
    signs = [translate(weighted.note)] if weighted and weighted.note else []
    return in_a_row([f"{_capital(words)}." for words in [*notes, *signs]])


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
