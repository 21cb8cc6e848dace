"""CSV as the reader's Excel opens it: separator, decimal mark and mark of UTF-8 of its country, the reader's words."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from babel import Locale

from willet.core.records import harmless
from willet.figures.domain.exporting import ColumnKind, Sheet, SheetField, lines_of
from willet.figures.domain.spreadsheets.values import Known, row_in_words
from willet.ui import formats
from willet.ui.tongues import speaking, tongue

BOM: Final = "\ufeff"
About = Sequence[tuple[str, str]]
_SEMICOLON_BESIDE_A_POINT: Final = frozenset({"CH", "LI"})
"""Countries whose Windows parts lists by a semicolon though their decimal mark is a point."""


def separator_of(locale: Locale) -> str:
    """What parts the cells of a line: a semicolon where the comma is taken by the numbers."""
    semicolon = decimal_mark(locale) == "," or locale.territory in _SEMICOLON_BESIDE_A_POINT
    return ";" if semicolon else ","


def decimal_mark(locale: Locale) -> str:
    """The decimal mark of a language and region."""
    return str(locale.number_symbols["latn"]["decimal"])


def excel_lines(sheet: Sheet, about: About) -> Iterator[str]:
    """The table line by line: what it speaks of, an empty line, headings, rows."""
    locale = formats.locale()
    rows = _rows(sheet, about, decimal_mark(locale), tongue())
    return _marked(lines_of(rows, separator_of(locale)))


def _marked(lines: Iterator[str]) -> Iterator[str]:
    for number, line in enumerate(lines):
        yield BOM + line if number == 0 else line


def _rows(sheet: Sheet, about: About, mark: str, name: str) -> Iterator[Sequence[object]]:
    for label, words in about:
        yield [harmless(label), harmless(words)]
    if about:
        yield []
    # What follows is written while the answer is sent, when no request's language is active any more.
    with speaking(name):
        heading = [harmless(field.title) for field in sheet.fields]
    yield heading
    for row in sheet.rows:
        with speaking(name):
            cells = row_in_words(sheet.fields, row)
        yield [_text(f, cell, mark) for f, cell in zip(sheet.fields, cells, strict=True)]


def _text(field: SheetField, value: Known, mark: str) -> object:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M:%S}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float | Decimal):
        return _number(field, value, mark)
    return harmless(value)


def _number(field: SheetField, value: float | Decimal, mark: str) -> str:
    """A number without grouping, as exact as it is kept; a share in percent, which every Excel reads as one."""
    exact = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    share = field.kind is ColumnKind.SHARE
    text = f"{exact * 100 if share else exact:f}"
    whole, _point, rest = text.partition(".")
    rest = rest.rstrip("0")
    return f"{whole}{mark if rest else ''}{rest}{'%' if share else ''}"
