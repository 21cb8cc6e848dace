"""What the four kinds of evidence say of a case, which of them decides, and where they contradict each other."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from willet.calls.domain.listing import local
from willet.core.cases.signals import Signal
from willet.core.records import EvidenceKind
from willet.figures.domain.linking import USUAL
from willet.figures.domain.words import Words, value_words
from willet.resolution.case.links import gap_words
from willet.resolution.case.query import CaseFile, WholeCase
from willet.ui import formats
from willet.ui.components import Cell, Column, Row, Table

SIGNALS: Words = {
    Signal.DISPOSITION: gettext_lazy("words of the disposition"),
    Signal.NEW_AGENT: gettext_lazy("an agent who was new"),
    Signal.HARD_TOPIC: gettext_lazy("a topic that is often not solved"),
    Signal.CONSULTED: gettext_lazy("the agent asked a colleague"),
    Signal.HANDED_ON: gettext_lazy("it was handed on"),
    Signal.LONG_HOLD: gettext_lazy("a long time on hold"),
}
"""What points at a cause."""


def judged(case: WholeCase) -> Mapping[str, bool | None]:
    """What each kind of evidence says, strongest first; None says nothing."""
    return {kind.value: getattr(case, f"by_{kind.value}") for kind in EvidenceKind}


def evidence_side_by_side(file: CaseFile, zone: ZoneInfo) -> Table:
    """The four kinds in a table, strongest first, with the one that decided."""
    return Table(
        caption=_("The evidence, strongest first"),
        columns=[
            Column("kind", _("Evidence")),
            Column("says", _("It says")),
            Column("why", _("Why")),
            Column("decides", _("Decides")),
        ],
        rows=[
            Row(
                [
                    Cell(value_words("kind", kind)),
                    _says(verdict),
                    Cell(_why_no_repeat(file, zone) if kind == "no_repeat" else ""),
                    Cell(_("decides") if kind == file.case.decided_by else ""),
                ],
                current=kind == file.case.decided_by,
            )
            for kind, verdict in judged(file.case).items()
        ],
        note=_(
            "The customer’s answer decides. Without one, no repeat in the window, unless an audit or the "
            "disposition says not solved; then the audit, then the disposition."
        ),
    )


def _says(verdict: bool | None) -> Cell:
    if verdict is None:
        return Cell("", reason=_("says nothing"))
    if verdict:
        return Cell(_("solved"), tone="good", icon="check")
    return Cell(_("not solved"), tone="bad", icon="cross")


def _why_no_repeat(file: CaseFile, zone: ZoneInfo) -> str:
    case = file.case
    if case.by_no_repeat is False:
        return _("the customer came back after %(gap)s") % {"gap": gap_words(case.next_gap_s)}
    if case.by_no_repeat:
        return _("no repeat until the window closed")
    if not case.identified:
        return _("repeats of this customer cannot be seen")
    if file.ends_answered and case.last_at is not None:
        until = formats.moment(local(case.last_at + timedelta(days=USUAL.window_days), zone))
        return _("pending until %(until)s") % {"until": until}
    return _("the last contact was not answered")


def warnings(file: CaseFile) -> Iterator[str]:
    """What is odd about the case, in words."""
    if file.total > len(file.members):
        yield _("This case has %(total)s contacts; the first %(shown)s are shown.") % {
            "total": formats.number(file.total),
            "shown": formats.number(len(file.members)),
        }
    if file.oddities.busy is not None:
        yield _(
            "The customer has %(contacts)s contacts, more than a person has: probably a test line or a "
            "switchboard. Its contacts count in every figure."
        ) % {"contacts": formats.number(file.oddities.busy.contacts)}
    if file.oddities.stray:
        yield _(
            "The day of this case lies far from all others; the date is most likely wrong. Silence after it "
            "says nothing."
        )
    if file.case.customers > 1:
        yield _spanning(file.case)
    yield from _contradictions(file.case)
    if file.case.reopened:
        yield _("The customer came back after the case had been called solved.")
    if file.case.lost:
        yield _("The last attempt within the window was lost: nobody reached the customer then.")


def _spanning(case: WholeCase) -> str:
    values = {"n": formats.number(case.customers)}
    if case.linked_by == "case_ref":
        return (
            _(
                "The source’s case number spans %(n)s customers. It is taken at its word; "
                "split the case by hand if it is wrong."
            )
            % values
        )
    return _("The contacts of this case name %(n)s customers.") % values


def _contradictions(case: WholeCase) -> Iterator[str]:
    sides: dict[bool, list[str]] = {True: [], False: []}
    for kind, verdict in judged(case).items():
        if verdict is not None:
            sides[verdict].append(value_words("kind", kind))
    if all(sides.values()):
        yield _(
            "The evidence disagrees. Solved: %(solved)s. Not solved: %(unsolved)s. What decides: %(by)s."
        ) % {
            "solved": ", ".join(sides[True]),
            "unsolved": ", ".join(sides[False]),
            "by": value_words("kind", case.decided_by),
        }


def cause_words(file: CaseFile) -> Sequence[tuple[str, str]]:
    """Why it was not solved and who said so, as pairs; a suggestion is marked as one."""
    case, suggested = file.case, file.suggested
    if case.cause is not None:
        by = _("a suggestion, nobody said it") if case.cause_by == "suggested" else ""
        return (
            (_("Why not solved"), value_words("cause", case.cause)),
            (_("Said by"), by or value_words("kind", case.cause_by)),
        )
    if suggested is None:
        return ()
    why = ", ".join(str(SIGNALS.get(s, s)) for s in suggested.signals)
    return (
        (_("Why not solved"), value_words("cause", suggested.cause)),
        (_("Said by"), _("a suggestion, nobody said it")),
        (_("Suggested because of"), why),
    )
