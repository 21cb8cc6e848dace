"""A cell as a person reads it in a spreadsheet: codes in words, yes and no, and numbers left as numbers."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from willet.figures.domain.exporting import SheetField
from willet.figures.domain.words import yes_or_no
from willet.ui.zones import centre_zone

Known = str | int | float | Decimal | date | datetime | None


def known(field: SheetField, value: object) -> Known:
    """One value in the reader's words; None stays what is not known."""
    if value is None:
        return None
    if field.in_words is not None:
        return field.in_words(value)
    if isinstance(value, bool):
        return yes_or_no(value)
    if isinstance(value, datetime) and value.tzinfo is not None:
        # A spreadsheet knows no zones: a moment is told by the clock of the centre.
        return value.astimezone(centre_zone()).replace(tzinfo=None)
    return value if isinstance(value, int | float | Decimal | date) else str(value)


def row_in_words(fields: Sequence[SheetField], row: Sequence[object]) -> list[Known]:
    """A whole row."""
    return [known(field, value) for field, value in zip(fields, row, strict=True)]
