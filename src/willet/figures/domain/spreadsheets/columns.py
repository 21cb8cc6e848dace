"""The columns that tables of many pages share, with their headings and their codes in the reader's words."""

from functools import partial

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from willet.core.metrics import catalogue
from willet.figures.domain.dimensions import LABELS
from willet.figures.domain.exporting import ColumnKind, SheetField
from willet.figures.domain.titles import words_of
from willet.figures.domain.words import named, value_words

KINDS = {"share": ColumnKind.SHARE, "s": ColumnKind.SECONDS, "count": ColumnKind.COUNT}
"""What a column of a metric holds, by the metric's unit; all else is a number."""
CASE_ID = SheetField("case_id", words=gettext_lazy("Case number"))
OPENED = SheetField("opened_local", ColumnKind.MOMENT, gettext_lazy("Opened"))
CONTACTS = SheetField("contacts", ColumnKind.COUNT, gettext_lazy("Contacts it took"))
N = SheetField("n", ColumnKind.COUNT, gettext_lazy("Based on (number)"))
LOW = SheetField("low", ColumnKind.SHARE, gettext_lazy("Interval from"))
HIGH = SheetField("high", ColumnKind.SHARE, gettext_lazy("Interval to"))
VALUE = SheetField("value", ColumnKind.SHARE, gettext_lazy("Value"))
COVERAGE = SheetField("coverage", ColumnKind.SHARE, gettext_lazy("Known for"))
BOUND_LOW = SheetField(
    "bound_low", ColumnKind.SHARE, gettext_lazy("Whatever the unknown did, from")
)
BOUND_HIGH = SheetField(
    "bound_high", ColumnKind.SHARE, gettext_lazy("Whatever the unknown did, to")
)
REASON = SheetField("reason", words=gettext_lazy("Why there is no figure"))


def dimension(name: str) -> SheetField:
    """The column of a dimension; what is not known stays empty."""
    return SheetField(name, words=LABELS[name], in_words=partial(value_words, name))


def split_by(name: str) -> SheetField:
    """The first column of a table that is split by a dimension."""
    return SheetField(name, words=LABELS[name], in_words=partial(named, name))


def metric_name(heading: str) -> SheetField:
    """A column that names metrics."""
    return SheetField(
        heading, words=gettext_lazy("Definition"), in_words=lambda m: words_of(catalogue()[m]).title
    )


def metric_fields(name: str) -> list[SheetField]:
    """The columns of one metric: its value, the ends of its interval, what it rests on, what is still open."""
    metric = catalogue()[name]
    kind, heading = KINDS.get(metric.unit, ColumnKind.NUMBER), words_of(metric).title
    value = _("%(figure)s (seconds)") if kind is ColumnKind.SECONDS else "%(figure)s"
    fields = [SheetField(name, kind, value % {"figure": heading})]
    if kind is not ColumnKind.COUNT:
        fields += _beside(name, kind, heading)
    if metric.settles is not None:
        fields += _unsettled(name, heading)
    return fields


def _beside(name: str, kind: ColumnKind, heading: str) -> list[SheetField]:
    given = {"figure": heading}
    return [
        SheetField(f"{name}_low", kind, _("%(figure)s, interval from") % given),
        SheetField(f"{name}_high", kind, _("%(figure)s, interval to") % given),
        SheetField(f"{name}_n", ColumnKind.COUNT, _("%(figure)s, based on (number)") % given),
    ]


def _unsettled(name: str, heading: str) -> list[SheetField]:
    given = {"figure": heading}
    return [
        SheetField(f"{name}_pending", ColumnKind.COUNT, _("%(figure)s, still open") % given),
        SheetField(f"{name}_estimated", words=_("%(figure)s, estimated") % given, in_words=_yes),
    ]


def _yes(code: str) -> str:
    return _("yes") if code == "yes" else _("no")
