"""What the evidence makes likely together, in the reader's language: the latent-class estimate and the correction."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from willet.core.cases.latent import Judge
from willet.core.metrics import Sentence
from willet.figures.domain.words import said
from willet.resolution.evidence.query import Truth
from willet.ui import formats
from willet.ui.components import Cell, Column, Row, Table, Tile

WARNINGS = (
    gettext_noop(
        "The evidence meets more or less often than judges who err independently, and alike in every group, "
        "would: the estimate leans towards what they share, and its interval is too narrow."
    ),
    gettext_noop(
        "With these few kinds of evidence the model fits any data: its assumptions could not be checked."
    ),
    gettext_noop(
        "The evidence hardly tells solved from unsolved here: the estimate did not settle, and its interval "
        "is too narrow."
    ),
    gettext_noop(
        "%(judge)s hardly tells solved from unsolved here; the estimate rests on the others."
    ),
)
"""The doubts of the core's model, for the word lists; a test holds them equal to the core's."""


def estimate_tile(truth: Truth) -> Tile:
    """The share truly solved by the latent-class model."""
    found, title = truth.estimate, _("Truly solved, estimated")
    if found is None:
        return Tile(
            title,
            reason=_(
                "Three kinds of evidence that say both yes and no are needed, or two over several topics."
            ),
        )
    used = ", ".join(said("kind", judge.name) for judge in found.judges)
    return Tile(
        title,
        value=formats.percent(found.value),
        interval=formats.interval(found.low, found.high, "share"),
        n=formats.number(found.n),
        note=_("From %(kinds)s.") % {"kinds": used},
    )


def correction_tile(truth: Truth, dispositions: int) -> Tile:
    """What so many dispositions call solved, corrected for the errors that audits found in them."""
    found, (yes, no) = truth.corrected, truth.audits
    title = _("The agents’ dispositions, corrected by audits")
    if found is None:
        return Tile(title, reason=_correction_lacks(truth))
    note = _(
        "The dispositions say %(observed)s. They were right about %(yes)s of %(n_yes)s that audits found "
        "solved, and about %(no)s of %(n_no)s that audits found not solved."
    ) % {
        "observed": formats.percent(found.observed),
        "yes": formats.number(yes.right),
        "n_yes": formats.number(yes.n),
        "no": formats.number(no.right),
        "n_no": formats.number(no.n),
    }
    return Tile(
        title,
        value=formats.percent(found.value),
        interval=formats.interval(found.low, found.high, "share"),
        n=formats.number(dispositions),
        note=note,
    )


def _correction_lacks(truth: Truth) -> str:
    yes, no = truth.audits
    if not (yes.n and no.n):
        values = {"yes": formats.number(yes.n), "no": formats.number(no.n)}
        said = _(
            "Needs audits of both: there are %(yes)s of solved and %(no)s of unsolved contacts that have a disposition."
        )
        return said % values
    return _(
        "By the audits the dispositions tell nothing about the truth: no correction is possible."
    )


def judges_table(truth: Truth) -> Table:
    """How good each kind of evidence is, by the model."""
    found = truth.estimate
    return Table(
        caption=_("How good each kind is, by the model"),
        columns=[
            Column("kind", _("Evidence")),
            Column("yes", _("Says solved when it was"), "end"),
            Column("no", _("Says not solved when it was not"), "end"),
        ],
        rows=[_judge_row(judge) for judge in found.judges] if found else [],
    )


def _judge_row(judge: Judge) -> Row:
    right = (judge.sensitivity, judge.specificity)
    return Row([Cell(said("kind", judge.name)), *(Cell(formats.percent(r)) for r in right)])


def warning_words(sentence: Sentence) -> str:
    """A doubt of the model in the reader's language."""
    values = {name: said("kind", value) for name, value in sentence.values.items()}
    text = _(sentence.text) % values if values else _(sentence.text)
    return text[:1].upper() + text[1:]
