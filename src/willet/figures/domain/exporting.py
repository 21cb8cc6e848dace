"""Any table of a page as a file for a spreadsheet: CSV and XLSX, real numbers, no live formulas."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory

import xlsxwriter
from django.utils.translation import gettext as _

from willet.core.records import RequestError, harmless
from willet.ui import formats

BOM = "\ufeff"
SHEET_ROWS = 1_048_575


class ColumnKind(StrEnum):
    """What a column holds; decides how a spreadsheet shows it, never the value itself."""

    TEXT = "text"
    COUNT = "count"
    NUMBER = "number"
    SHARE = "share"
    SECONDS = "seconds"
    DAY = "day"
    MOMENT = "moment"


_FORMATS = {
    ColumnKind.TEXT: "@",
    ColumnKind.COUNT: "#,##0",
    ColumnKind.NUMBER: "#,##0.00",
    ColumnKind.SHARE: "0.0%",
    ColumnKind.SECONDS: "#,##0.0",
    ColumnKind.DAY: "yyyy-mm-dd",
    ColumnKind.MOMENT: "yyyy-mm-dd hh:mm:ss",
}


@dataclass(frozen=True, slots=True)
class SheetField:
    """One column of an exported table: its heading (with the unit) and what it holds."""

    heading: str
    kind: ColumnKind = ColumnKind.TEXT


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table to be exported: a name for the file, the columns, and rows of plain values (None: not known)."""

    name: str
    fields: Sequence[SheetField]
    rows: Iterable[Sequence[object]]

    def file_name(self, suffix: str) -> str:
        """A name every file system takes."""
        return f"{re.sub(r'[^A-Za-z0-9._-]+', '-', self.name).strip('-.') or 'table'}.{suffix}"


def csv_lines(sheet: Sheet, *, bom: bool = False) -> Iterator[str]:
    """The table line by line (RFC 4180), numbers with a point, times as ISO 8601; `bom` is for old Excel."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    heading = [harmless(f.heading) for f in sheet.fields]
    for number, row in enumerate(_chain(heading, sheet.rows)):
        writer.writerow([_plain(cell) for cell in row])
        text = buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
        yield BOM + text if bom and number == 0 else text


def _chain(
    heading: Sequence[object], rows: Iterable[Sequence[object]]
) -> Iterator[Sequence[object]]:
    yield heading
    yield from rows


def _plain(value: object) -> object:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bool):
        return str(value).lower()
    return harmless(value)


def xlsx_bytes(sheet: Sheet) -> bytes:
    """The table as a workbook of one sheet, built on disk so that a long table needs little memory.

    Raises:
        RequestError: more rows than a sheet can hold.
    """
    with TemporaryDirectory() as folder:
        path = Path(folder) / "table.xlsx"
        _write_workbook(sheet, path)
        return path.read_bytes()


def _write_workbook(sheet: Sheet, path: Path) -> None:
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        page = book.add_worksheet(_sheet_name(sheet.name))
        forms = [book.add_format({"num_format": _FORMATS[f.kind]}) for f in sheet.fields]
        bold = book.add_format({"bold": True})
        page.freeze_panes(1, 0)
        for column, field in enumerate(sheet.fields):
            page.set_column(column, column, max(10, min(40, len(field.heading) + 2)))
            page.write_string(0, column, field.heading, bold)
        for number, row in enumerate(sheet.rows, start=1):
            _within_a_sheet(number)
            _write_row(page, number, row, forms)


def _write_row(
    page: xlsxwriter.worksheet.Worksheet,
    number: int,
    row: Sequence[object],
    forms: Sequence[xlsxwriter.format.Format],
) -> None:
    for column, (value, form) in enumerate(zip(row, forms, strict=True)):
        if value is None:
            continue
        if isinstance(value, bool):
            page.write_boolean(number, column, value)
        elif isinstance(value, int | float | Decimal):
            page.write_number(number, column, float(value), form)
        elif isinstance(value, datetime | date):
            page.write_datetime(number, column, value, form)
        else:
            page.write_string(number, column, str(value))


def _within_a_sheet(number: int) -> None:
    if number > SHEET_ROWS:
        raise RequestError(
            _(
                "The table has more than %(n)s rows, more than one sheet can hold. Export CSV instead."
            )
            % {"n": formats.number(SHEET_ROWS)}
        )


def _sheet_name(name: str) -> str:
    return re.sub(r"[\[\]:*?/\\']", " ", name)[:31].strip() or "table"
