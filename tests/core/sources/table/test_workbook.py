"""A workbook is looked into before it is unpacked: one that is damaged, however packed, is refused by its name."""

import zipfile
from pathlib import Path

import pytest

from willet.core.records import RequestError
from willet.core.sources.table.limits import FileLimits
from willet.core.sources.table.workbook import holds_workbook, refuse_bombs

SHEET = '<worksheet><sheetData><row r="1"><c r="B2"/></row></sheetData></worksheet>'


@pytest.mark.parametrize("method", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2, zipfile.ZIP_DEFLATED])
def test_workbook_with_any_one_byte_turned_is_read_or_refused(method: int, tmp_path: Path) -> None:
    book = tmp_path / "calls.xlsx"
    with zipfile.ZipFile(book, "w", method) as parts:
        parts.writestr("xl/workbook.xml", "<workbook/>")
        parts.writestr("xl/worksheets/sheet1.xml", SHEET)
    data = book.read_bytes()
    refuse_bombs(book, FileLimits())

    refused = 0
    for place in range(len(data)):
        turned = bytearray(data)
        turned[place] ^= 0xFF
        book.write_bytes(turned)
        holds_workbook(book)
        try:
            refuse_bombs(book, FileLimits())
        except RequestError:
            refused += 1

    assert refused > 20
