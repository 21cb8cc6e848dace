"""What is not certain of a figure yet, in the reader's language: cases that are pending, and what it rests on."""

from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from willet.core.metrics import Answer, AnswerRow, Metric
from willet.core.metrics.auditing import FEWEST_AUDITS
from willet.core.metrics.reasons import (
    CHANGED_ENDING,
    CORRECTED,
    ESTIMATED,
    LEFT_OUT_PENDING,
    NAMELESS,
    UNCHECKED,
)
from willet.ui import formats
from willet.ui.components import Series
from willet.ui.messages import translate

ON_TILES_ALREADY = (ESTIMATED, LEFT_OUT_PENDING, NAMELESS, CORRECTED, UNCHECKED)
"""Notes to an answer that each figure of a page carries itself."""


def pending_words(row: AnswerRow) -> str:
    """How many cases of a figure are pending, and whether they are estimated; empty where all stand."""
    if not row.pending or row.value is None:
        return ""
    values = {"pending": formats.number(row.pending)}
    if row.estimated:
        sentence = ngettext(
            "Estimated: %(pending)s case is pending and counts as older ones turned out.",
            "Estimated: %(pending)s cases are pending and count as older ones turned out.",
            row.pending,
        )
    else:
        sentence = ngettext(
            "%(pending)s case is pending and left out: the records are too short to estimate it.",
            "%(pending)s cases are pending and left out: the records are too short to estimate them.",
            row.pending,
        )
    return sentence % values


def changed_words(answer: Answer, metric: Metric) -> str:
    """That estimates of a metric rest on the few days since a sudden change; empty where they do not."""
    sentences = [translate(note) for note in answer.notes if note.is_one_of(CHANGED_ENDING)]
    return (
        f"{sentences[0][:1].upper()}{sentences[0][1:]}."
        if sentences and metric.settles is not None
        else ""
    )


def pending_beside(row: AnswerRow) -> str:
    """The same in a table's cell."""
    if not row.pending or row.value is None:
        return ""
    sentence = _("%(pending)s estimated") if row.estimated else _("%(pending)s pending")
    return sentence % {"pending": formats.number(row.pending)}


def rests_words(row: AnswerRow) -> str:
    """What a figure rests on whose sources tell no customers, instead of bounds."""
    if row.pending is None or row.value is None or row.coverage is not None:
        return ""
    return _(
        "Rests on what the record says: its source does not tell who the customers are, so nobody can be "
        "seen coming back."
    )


def audit_words(row: AnswerRow) -> str:
    """What audits say of the evidence of a figure: the corrected figure, or that too few say anything."""
    if row.audits is None or row.value is None or rests_words(row):
        return ""
    audits = {"audits": formats.number(row.audits)}
    if row.corrected is None:
        stated = _too_few() if row.audits else _none()
        return stated % {**audits, "fewest": formats.number(FEWEST_AUDITS)}
    span = formats.interval(row.corrected.low, row.corrected.high, row.unit)
    return _(
        "Corrected for the errors that %(audits)s audits of whole cases found: %(value)s (%(span)s)."
    ) % {**audits, "value": formats.measure(row.corrected.value, row.unit), "span": span}


def _too_few() -> str:
    return _(
        "How often this evidence errs is not known: audits judged %(audits)s cases whole, and a correction "
        "needs %(fewest)s."
    )


def _none() -> str:
    return _(
        "How often this evidence errs is not known: no audit judged a whole case, and a correction needs %(fewest)s."
    )


def series_of(name: str, rows: Sequence[AnswerRow | None]) -> list[Series]:
    """One metric over time as lines: what stands, and apart from it what is estimated or still without its rest."""
    open_ = [row is not None and not row.is_settled for row in rows]
    if not any(open_):
        return [_series(name, rows, [True] * len(rows))]
    return [
        _series(_("Settled"), rows, [not part for part in open_]),
        replace(_series(_("Estimated"), rows, open_), estimated=True),
    ]


def _series(name: str, rows: Sequence[AnswerRow | None], shown: Sequence[bool]) -> Series:
    kept = [row if show else None for row, show in zip(rows, shown, strict=True)]
    return Series(
        name,
        [None if row is None else row.value for row in kept],
        [None if row is None else row.low for row in kept],
        [None if row is None else row.high for row in kept],
    )
