"""A table as a workbook: real numbers, no live formulas, filters at the headings, and a sheet that says what it is."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import xlsxwriter
from babel import Locale
from django.utils.translation import gettext as _

from willet.core.records import RequestError
from willet.figures.domain.exporting import ColumnKind, Sheet, SheetField
from willet.figures.domain.spreadsheets.values import Known, row_in_words
from willet.ui import formats

SHEET_ROWS = 1_048_575
NAME_LETTERS = 31
CELL_LETTERS = 32_767
_FORMATS = {
    ColumnKind.TEXT: "@",
    ColumnKind.COUNT: "#,##0",
    ColumnKind.NUMBER: "#,##0.00",
    ColumnKind.SECONDS: "#,##0.0",
}
About = Sequence[tuple[str, str]]


def xlsx_bytes(sheets: Sheet | Sequence[Sheet], about: About = ()) -> bytes:
    """Tables as a workbook, a sheet each, built on disk so that a long table needs little memory.

    Raises:
        RequestError: more rows than a sheet can hold.
    """
    with TemporaryDirectory() as folder:
        path = Path(folder) / "table.xlsx"
        _write_workbook([sheets] if isinstance(sheets, Sheet) else sheets, about, path)
        return path.read_bytes()


def _write_workbook(sheets: Sequence[Sheet], about: About, path: Path) -> None:
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        taken: set[str] = set()
        for sheet in sheets:
            _write_table(book, book.add_worksheet(_sheet_name(sheet, taken)), sheet)
        if about:
            _write_about(book, about, taken)


def _write_table(
    book: xlsxwriter.Workbook, page: xlsxwriter.worksheet.Worksheet, sheet: Sheet
) -> None:
    forms = [book.add_format({"num_format": number_format(f.kind)}) for f in sheet.fields]
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    page.freeze_panes(1, 1)
    page.repeat_rows(0)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    for column, field in enumerate(sheet.fields):
        page.set_column(column, column, _width(field))
        page.write_string(0, column, field.title, bold)
    last = 0
    for last, row in enumerate(sheet.rows, start=1):
        _within_a_sheet(last)
        _write_row(page, last, row_in_words(sheet.fields, row), forms)
    if sheet.fields:
        page.autofilter(0, 0, last, len(sheet.fields) - 1)


def number_format(kind: ColumnKind) -> str:
    """How a column shows its values: days and percent signs as the reader's country writes them."""
    locale = formats.locale()
    if kind is ColumnKind.SHARE:
        return "0.0 %" if formats.percent_is_parted(locale) else "0.0%"
    if kind is ColumnKind.DAY:
        return _day_format(locale)
    if kind is ColumnKind.MOMENT:
        return f"{_day_format(locale)} hh:mm:ss"
    return _FORMATS[kind]


def _day_format(locale: Locale) -> str:
    """The short date of CLDR as a spreadsheet spells it, with the century: `dd.mm.yyyy`."""
    pattern = re.sub(r"y+", "yyyy", str(locale.date_formats["short"].pattern))
    return pattern.replace("M", "m")


def _width(field: SheetField) -> int:
    return max(10, min(40, len(field.title) + 4))


def _write_row(
    page: xlsxwriter.worksheet.Worksheet,
    number: int,
    row: Sequence[Known],
    forms: Sequence[xlsxwriter.format.Format],
) -> None:
    for column, (value, form) in enumerate(zip(row, forms, strict=True)):
        if value is None:
            continue
        if isinstance(value, int | float | Decimal):
            page.write_number(number, column, float(value), form)
        elif isinstance(value, datetime | date):
            page.write_datetime(number, column, value, form)
        else:
            # More letters than a cell holds would leave it empty.
            page.write_string(number, column, value[:CELL_LETTERS])


def _write_about(book: xlsxwriter.Workbook, about: About, taken: set[str]) -> None:
    page = book.add_worksheet(_free(_("About this table"), taken))
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True})
    page.set_column(0, 0, 28)
    page.set_column(1, 1, 80)
    for number, (label, words) in enumerate(about):
        page.write_string(number, 0, label, bold)
        page.write_string(number, 1, words, wrapped)


def _within_a_sheet(number: int) -> None:
    if number > SHEET_ROWS:
        raise RequestError(
            _(
                "The table has more than %(n)s rows, more than one sheet can hold. Export CSV instead."
            )
            % {"n": formats.number(SHEET_ROWS)}
        )


def _sheet_name(sheet: Sheet, taken: set[str]) -> str:
    return _free(str(sheet.title) or sheet.name, taken)


def _free(name: str, taken: set[str]) -> str:
    """A name that a workbook takes, and that no other sheet of it has: the second of a name is numbered."""
    plain = re.sub(r"[\[\]:*?/\\']", " ", name)[:NAME_LETTERS].strip() or "table"
    numbers = (f" {number}" for number in count(2))
    free = plain
    while free.casefold() in taken:
        number = next(numbers)
        free = f"{plain[: NAME_LETTERS - len(number)]}{number}"
    taken.add(free.casefold())
    return free
