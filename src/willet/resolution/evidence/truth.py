"""What the evidence makes likely together, in the reader's language: the latent-class estimate and the correction."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from willet.core.cases.latent import Judge
from willet.core.records import Message
from willet.figures.domain.words import value_words
from willet.resolution.evidence.query import LikelyTruth
from willet.ui import formats
from willet.ui.components import Cell, Column, Row, Table, Tile
from willet.ui.messages import translate


def estimate_tile(truth: LikelyTruth) -> Tile:
    """The share truly solved by the latent-class model."""
    result, title = truth.estimate, _("Truly solved, estimated")
    if result is None:
        return Tile(
            title,
            reason=_(
                "Three kinds of evidence that say both yes and no are needed, or two over several topics."
            ),
        )
    used = ", ".join(value_words("kind", judge.name) for judge in result.judges)
    return Tile(
        title,
        value=formats.percent(result.value),
        interval=formats.interval(result.low, result.high, "share"),
        n=formats.number(result.n),
        note=_("From %(kinds)s.") % {"kinds": used},
    )


def correction_tile(truth: LikelyTruth, dispositions: int) -> Tile:
    """What so many dispositions call solved, corrected for the errors that audits found in them."""
    result, (yes, no) = truth.corrected, truth.audits
    title = _("The agents’ dispositions, corrected by audits")
    if result is None:
        return Tile(title, reason=_correction_lacks(truth))
    note = _(
        "The dispositions say %(observed)s. They were right about %(yes)s of %(n_yes)s that audits found "
        "solved, and about %(no)s of %(n_no)s that audits found not solved."
    ) % {
        "observed": formats.percent(result.observed),
        "yes": formats.number(yes.right),
        "n_yes": formats.number(yes.n),
        "no": formats.number(no.right),
        "n_no": formats.number(no.n),
    }
    return Tile(
        title,
        value=formats.percent(result.value),
        interval=formats.interval(result.low, result.high, "share"),
        n=formats.number(dispositions),
        note=note,
    )


def _correction_lacks(truth: LikelyTruth) -> str:
    yes, no = truth.audits
    if not (yes.n and no.n):
        values = {"yes": formats.number(yes.n), "no": formats.number(no.n)}
        sentence = _(
            "Needs audits of both: there are %(yes)s of solved and %(no)s of unsolved contacts that have a disposition."
        )
        return sentence % values
    return _(
        "By the audits the dispositions tell nothing about the truth: no correction is possible."
    )


def judges_table(truth: LikelyTruth) -> Table:
    """How good each kind of evidence is, by the model."""
    result = truth.estimate
    return Table(
        caption=_("How good each kind is, by the model"),
        columns=[
            Column("kind", _("Evidence")),
            Column("yes", _("Says solved when it was"), "end"),
            Column("no", _("Says not solved when it was not"), "end"),
        ],
        rows=[_judge_row(judge) for judge in result.judges] if result else [],
    )


def _judge_row(judge: Judge) -> Row:
    right = (judge.sensitivity, judge.specificity)
    return Row([Cell(value_words("kind", judge.name)), *(Cell(formats.percent(r)) for r in right)])


def warning_words(warning: Message) -> str:
    """A doubt of the model in the reader's language."""
    return capfirst(translate(warning))
