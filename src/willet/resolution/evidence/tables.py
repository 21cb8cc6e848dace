"""The four kinds of evidence in the reader's language: what each says, what it decides, and how far they agree."""

from collections.abc import Mapping, Sequence

import numpy as np
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from willet.core.cases.agreement import Rung
from willet.core.statistics import Agreement
from willet.core.statistics.proportions import wilson_interval
from willet.figures.domain.exporting import ColumnKind, Sheet, SheetField
from willet.figures.domain.words import value_words
from willet.resolution.evidence.query import Weighed, Weighing
from willet.ui import formats
from willet.ui.components import Cell, Column, Empty, Row, Table

_AGREE: Sequence[tuple[float, str | Promise]] = (
    (0.8, gettext_lazy("nearly always agree")),
    (0.6, gettext_lazy("agree well")),
    (0.4, gettext_lazy("agree fairly")),
    (0.2, gettext_lazy("agree little")),
    (-1.0, gettext_lazy("agree hardly more than by chance")),
)
"""From which kappa on which words hold."""
_WHY: Mapping[str | None, str | Promise] = {
    "customer": gettext_lazy("The customer knows best: the answer stands against all others."),
    "no_repeat": gettext_lazy(
        "Nobody came back, and neither an audit nor the agent says it was not solved."
    ),
    "audit": gettext_lazy("Somebody looked into it; silence does not overrule a no."),
    "disposition": gettext_lazy("Nobody else spoke, or silence stood against the agent’s no."),
    None: gettext_lazy("Nobody said anything, and the last contact was lost or nobody is known."),
}


def kinds_table(weighing: Weighing, exports: Sequence[tuple[str, str]] = ()) -> Table:
    """The four kinds side by side over the cases, strongest first."""
    total = weighing.cases.evidence.n
    return Table(
        caption=_("The four kinds of evidence, strongest first"),
        columns=[
            Column("kind", _("Evidence")),
            Column("has", _("Cases that have it"), "end"),
            Column("solved", _("Solved, it says"), "end"),
            Column("decided", _("Cases it decides"), "end"),
            Column("against", _("Against another kind"), "end"),
            Column("why", _("When it decides")),
        ],
        rows=[
            _kind_row(rung, weighing, total) for rung in weighing.rungs if rung.kind or rung.decided
        ],
        exports=exports,
        note=_("Received cases that somebody took and whose window has closed: %(n)s.")
        % {"n": formats.number(total)},
    )


def _kind_row(rung: Rung, weighing: Weighing, total: int) -> Row:
    unsolved, solved = weighing.cases.evidence.votes().get(str(rung.kind), (0, 0))
    name = value_words("kind", rung.kind) if rung.kind else _("no evidence")
    return Row(
        [
            Cell(name),
            _count_of(unsolved + solved, total) if rung.kind else Cell("", reason=_("none")),
            _share(solved, unsolved + solved),
            _count_of(rung.decided, total),
            Cell(formats.number(rung.contradicted)),
            Cell(str(_WHY[rung.kind])),
        ]
    )


def _count_of(count: int, total: int) -> Cell:
    share = formats.percent(count / total) if total else ""
    return Cell(formats.number(count), sub=share)


def _share(hits: int, n: int) -> Cell:
    if not n:
        return Cell("", reason=_("it says nothing here"))
    low, high = share_interval(hits, n)
    return Cell(formats.percent(hits / n), sub=formats.interval(low, high, "share"))


def share_interval(hits: int, n: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson)."""
    low, high = wilson_interval(np.array([float(hits)]), np.array([float(n)]))
    return float(low[0]), float(high[0])


def pairs_table(weighed: Weighed, caption: str, exports: Sequence[tuple[str, str]] = ()) -> Table:
    """How far every two kinds agree over what both speak of."""
    return Table(
        caption=caption,
        columns=[
            Column("pair", _("Two kinds")),
            Column("n", _("Both speak"), "end"),
            Column("agreed", _("Agree"), "end"),
            Column("chance", _("By chance"), "end"),
            Column("kappa", _("Kappa"), "end"),
            Column("words", _("In words")),
        ],
        rows=[_pair_row(pair, result) for pair, result in weighed.agreements.items() if result],
        exports=exports,
        empty=Empty(
            _("No two kinds speak of the same"),
            _("Agreement needs two kinds of evidence on the same case."),
            icon="info",
        ),
    )


def _pair_row(pair: tuple[str, str], agreement: Agreement) -> Row:
    kappa = Cell("", reason=_("one of the two always says the same"))
    if agreement.kappa is not None:
        span = formats.interval(agreement.low, agreement.high, "score")
        kappa = Cell(formats.number(agreement.kappa, 2), sub=span)
    chance = by_chance(agreement)
    return Row(
        [
            Cell(" – ".join(value_words("kind", kind) for kind in pair)),
            Cell(formats.number(agreement.n)),
            Cell(formats.percent(agreement.agreed)),
            Cell("" if chance is None else formats.percent(chance)),
            kappa,
            Cell(agreement_words(agreement)),
        ]
    )


def by_chance(agreement: Agreement) -> float | None:
    """How often the two would agree if neither looked at the case; None where kappa is not defined."""
    if agreement.kappa is None or agreement.kappa == 1:
        return None
    return (agreement.agreed - agreement.kappa) / (1 - agreement.kappa)


def agreement_words(agreement: Agreement) -> str:
    """An agreement in words."""
    if agreement.kappa is None:
        return _("one of the two always says the same, so agreeing says nothing")
    kappa = agreement.kappa
    return str(next((words for least, words in _AGREE if kappa >= least), _AGREE[-1][1]))


def kinds_sheet(weighing: Weighing) -> Sheet:
    """The four kinds as a file; counts of cases."""
    counts = (SheetField(name, ColumnKind.COUNT, words) for name, words in _COUNTS.items())
    fields = [SheetField("evidence", words=_("Evidence"), in_words=_kind), *counts]
    rows = [_kind_values(rung, weighing) for rung in weighing.rungs]
    return Sheet("evidence", fields, rows, _("The four kinds of evidence, strongest first"))


_COUNTS: Mapping[str, str | Promise] = {
    "cases": gettext_lazy("Cases that have it"),
    "says_solved": gettext_lazy("Solved, it says"),
    "says_not_solved": gettext_lazy("Not solved, it says"),
    "decides": gettext_lazy("Cases it decides"),
    "decides_solved": gettext_lazy("Cases it decides as solved"),
    "contradicted": gettext_lazy("Against another kind"),
}
"""The counts of a kind by their names in a file for programs."""


def _kind(code: str) -> str:
    return value_words("kind", code)


def _kind_values(rung: Rung, weighing: Weighing) -> list[object]:
    unsolved, solved = weighing.cases.evidence.votes().get(str(rung.kind), (0, 0))
    counts: list[object] = [unsolved + solved, solved, unsolved] if rung.kind else [None] * 3
    return [rung.kind, *counts, rung.decided, rung.solved, rung.contradicted]


def pairs_sheet(weighing: Weighing) -> Sheet:
    """The agreement of every two kinds as a file, on cases and on single contacts."""
    fields = [
        SheetField("on", words=_("On"), in_words=lambda on: str(_ON[on])),
        SheetField("one", words=_("One kind"), in_words=_kind),
        SheetField("other", words=_("The other kind"), in_words=_kind),
        SheetField("n", ColumnKind.COUNT, _("Both speak")),
        SheetField("agreed", ColumnKind.SHARE, _("Agree")),
        SheetField("by_chance", ColumnKind.SHARE, _("By chance")),
        SheetField("kappa", ColumnKind.NUMBER, _("Kappa")),
        SheetField("kappa_low", ColumnKind.NUMBER, _("Kappa, interval from")),
        SheetField("kappa_high", ColumnKind.NUMBER, _("Kappa, interval to")),
    ]
    both = (("cases", weighing.cases), ("contacts", weighing.contacts))
    rows = [row for on, part in both for row in _pair_values(on, part)]
    return Sheet("agreement", fields, rows, _("How far the kinds agree"))


_ON: Mapping[str, str | Promise] = {
    "cases": gettext_lazy("whole cases"),
    "contacts": gettext_lazy("single contacts"),
}


def _pair_values(on: str, part: Weighed) -> list[list[object]]:
    return [
        [on, *pair, f.n, f.agreed, by_chance(f), f.kappa, f.low, f.high]
        for pair, f in part.agreements.items()
        if f
    ]
