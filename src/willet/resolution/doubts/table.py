"""The cases a doubt is about, in the reader's language: what each kind of evidence says, and as a file."""

from collections.abc import Mapping, Sequence
from functools import partial

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from willet.calls.domain.listing import local
from willet.core.records import EvidenceKind
from willet.figures.domain.exporting import ColumnKind, Sheet, SheetField
from willet.figures.domain.spreadsheets import columns
from willet.figures.domain.words import EVIDENCE, value_words
from willet.resolution.doubts.cases import DoubtedCase, DoubtedCases
from willet.ui import formats
from willet.ui.clocks import by_clock
from willet.ui.components import Cell, Column, Empty, Row, Table

TITLES: Mapping[str, str | Promise] = {
    "contradictory": gettext_lazy("Cases with evidence that disagrees"),
    "only_silence": gettext_lazy("Cases that only silence calls solved"),
    "spanning": gettext_lazy("Cases that span more than one customer"),
    "never_reached": gettext_lazy("Abandoned and never reached"),
}
WHAT: Mapping[str, str | Promise] = {
    "contradictory": gettext_lazy(
        "One kind of evidence says solved, another not. The verdict is that of the strongest kind; that nobody "
        "came back does not overrule a stated no."
    ),
    "only_silence": gettext_lazy(
        "Nobody came back, but somebody said that it was not solved. Silence does not overrule that: the verdict "
        "is not solved."
    ),
    "spanning": gettext_lazy(
        "The contacts of these cases name different customers: the source gave them one case number, or they "
        "were joined by hand."
    ),
    "never_reached": gettext_lazy(
        "The last attempt ended without an agent, and the customer did not come back within the window. These "
        "cases are no failures of first-contact resolution: nobody had a contact to solve them in."
    ),
}


def cases_table(
    cases: Sequence[DoubtedCase], doubted: DoubtedCases, exports: Sequence[tuple[str, str]]
) -> Table:
    """One page of the cases."""
    spanning = doubted.kind == "spanning"
    customers = [Column("customers", _("Customers"), "end")] if spanning else []
    return Table(
        caption=str(TITLES[doubted.kind]),
        columns=[
            Column("opened", by_clock(_("Opened"), doubted.reading.zone.key)),
            Column("queue", _("Queue")),
            Column("topic", _("Topic")),
            Column("contacts", _("Contacts"), "end"),
            *customers,
            Column("yes", _("Solved, say")),
            Column("no", _("Not solved, say")),
            Column("verdict", _("Verdict")),
        ],
        rows=[_row(case, doubted, spanning=spanning) for case in cases],
        empty=Empty(
            _("No such case here"),
            _("Nothing in this selection. Choose a longer period or fewer filters."),
            icon="check",
        ),
        exports=exports,
        caption_hidden=True,
    )


def _row(case: DoubtedCase, doubted: DoubtedCases, *, spanning: bool) -> Row:
    customers = [Cell(formats.number(case.customers))] if spanning else []
    opened = formats.moment(local(case.opened_at, doubted.reading.zone))
    return Row(
        [
            Cell(opened, href=_address(case, doubted)),
            Cell(value_words("queue", case.queue)),
            Cell(value_words("topic", case.topic)),
            Cell(formats.number(case.contacts)),
            *customers,
            _sayers(case, says=True),
            _sayers(case, says=False),
            _verdict(case),
        ]
    )


def _address(case: DoubtedCase, doubted: DoubtedCases) -> str:
    # Pages of cases show them as they are linked by the usual rules; under others a case has no page of its own.
    if doubted.rules.params:
        return reverse("calls:call", args=[case.first_contact])
    return reverse("resolution:case", args=[case.case_id])


def _sayers(case: DoubtedCase, *, says: bool) -> Cell:
    kinds = [k.value for k in EvidenceKind if getattr(case, f"by_{k.value}") is says]
    return Cell(", ".join(value_words("kind", kind) for kind in kinds), reason=_("nobody said"))


def _verdict(case: DoubtedCase) -> Cell:
    by = value_words("kind", case.decided_by)
    if case.resolved is None:
        return Cell("", reason=_("nobody said"))
    if case.resolved:
        return Cell(_("solved"), sub=by, tone="good", icon="check")
    return Cell(_("not solved"), sub=by, tone="bad", icon="cross")


_FIELDS = (
    columns.CASE_ID,
    columns.OPENED,
    columns.dimension("queue"),
    columns.dimension("topic"),
    columns.CONTACTS,
    SheetField("customers", ColumnKind.COUNT, gettext_lazy("Customers")),
    *(SheetField(f"by_{kind.value}", words=EVIDENCE[kind.value]) for kind in EvidenceKind),
    SheetField("resolved", words=gettext_lazy("Verdict: solved")),
    SheetField(
        "decided_by", words=gettext_lazy("Decided by"), in_words=partial(value_words, "kind")
    ),
)


def cases_sheet(doubted: DoubtedCases) -> Sheet:
    """All of them as a file, named as the lake names the columns."""
    rows = (_values(case, doubted) for case in doubted.listed())
    return Sheet(f"{doubted.kind}-cases", _FIELDS, rows, TITLES[doubted.kind])


def _values(case: DoubtedCase, doubted: DoubtedCases) -> Sequence[object]:
    opened = local(case.opened_at, doubted.reading.zone)
    named = {"opened_local": opened}
    return [named[f.heading] if f.heading in named else getattr(case, f.heading) for f in _FIELDS]
