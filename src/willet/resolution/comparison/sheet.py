"""The comparison as a file: every name the reader may see, with raw, expected and adjusted share and its limits."""

from collections.abc import Sequence
from math import isnan

from django.utils.translation import gettext as _

from willet.core.cases.comparing import FAR, USUAL, Compared
from willet.figures.domain.exporting import ColumnKind, Sheet, SheetField
from willet.figures.domain.splits import TITLES
from willet.figures.domain.spreadsheets import columns
from willet.resolution.comparison.query import Compare
from willet.resolution.comparison.words import stands_words


def compared_sheet(compare: Compare) -> Sheet:
    """Names in the order of the page; teams that are closed to the reader last, with the reason alone."""
    fields = [columns.split_by(compare.by), *_figures()]
    rows = [_values(row) for row in compare.rows]
    empty = [None] * (len(fields) - 2)
    rows += [[name, *empty, why] for name, why in sorted(compare.closed.items())]
    return Sheet("comparison", fields, rows, TITLES[compare.by])


def _figures() -> list[SheetField]:
    share = ColumnKind.SHARE
    return [
        SheetField("adjusted", share, _("Adjusted share")),
        SheetField("adjusted_low", share, _("Adjusted share, interval from")),
        SheetField("adjusted_high", share, _("Adjusted share, interval to")),
        SheetField("raw", share, _("Raw share")),
        SheetField("expected", share, _("Expected of this mix")),
        SheetField("difference", share, _("Difference from expected")),
        SheetField("n", ColumnKind.COUNT, _("Handled contacts")),
        SheetField("limit_95", share, _("Limits (95%)")),
        SheetField("limit_99_8", share, _("Limits (99.8%)")),
        SheetField("differs", words=_("Differs"), in_words=stands_words),
    ]


def _values(row: Compared) -> Sequence[object]:
    alone = row.unranked == "alone"
    adjusted = [None] * 3 if alone else [row.adjusted, row.low, row.high]
    limits = [None] * 2 if alone else [row.limit(USUAL), row.limit(FAR)]
    shares = [None if isnan(share) else share for share in (row.raw, row.expected, row.difference)]
    stands = row.unranked or row.stands_out or "within"
    return [row.name, *adjusted, *shares, row.n, *limits, stands]
