"""The comparison of customers as a file: each outcome with both differences, their intervals, and the cases."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from willet.core.worth import ResolutionWorth, WorthDifference, WorthOutcome
from willet.figures.domain.exporting import ColumnKind, Sheet, SheetField
from willet.resolution.worth.words import outcome_name

NUMBER = ColumnKind.NUMBER


def worth_sheet(result: ResolutionWorth) -> Sheet:
    """One row for each outcome; shares from 0 to 1."""
    fields = [
        SheetField("outcome", words=_("What came"), in_words=outcome_name),
        SheetField("days", ColumnKind.COUNT, _("Days looked ahead")),
        *_fields(
            "adjusted", _("Solved, adjusted"), _("Not solved, adjusted"), _("Difference, adjusted")
        ),
        *_fields(
            "unadjusted",
            _("Solved, as it stands"),
            _("Not solved, as it stands"),
            _("Difference, as it stands"),
        ),
        SheetField("cases", ColumnKind.COUNT, _("Cases")),
        SheetField("left_out", ColumnKind.COUNT, _("Cases without anybody to compare with")),
    ]
    rows = [_values(outcome, result.days) for outcome in result.outcomes]
    return Sheet("worth", fields, rows, _("What resolution is worth"))


def _fields(name: str, solved: str, others: str, difference: str) -> list[SheetField]:
    headings = {
        "solved": solved,
        "not_solved": others,
        "difference": difference,
        "low": _("%(figure)s, interval from") % {"figure": difference},
        "high": _("%(figure)s, interval to") % {"figure": difference},
    }
    return [SheetField(f"{name}_{key}", NUMBER, text) for key, text in headings.items()]


def _values(outcome: WorthOutcome, days: int) -> Sequence[object]:
    sides = [*_sides(outcome.adjusted), *_sides(outcome.plain)]
    return [outcome.name, days, *sides, outcome.cases, outcome.left_out]


def _sides(of: WorthDifference | None) -> list[float | None]:
    if of is None:
        return [None] * 5
    return [of.solved, of.others, of.difference, of.low, of.high]
