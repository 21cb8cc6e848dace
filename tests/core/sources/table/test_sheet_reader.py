"""Workbooks: cells as a CSV would have them, rows numbered as the sheet shows them."""

import gzip
import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from willet.core.records import RequestError
from willet.core.sources.table import FileLimits
from willet.core.sources.table.sheet_reader import text_of

Importer = Callable[..., Any]
MAPPING = """
name = "desk"
zone = "UTC"
[columns.contact_id]
from = "id"
[columns.arrived_at]
from = "at"
format = "%d.%m.%Y %H:%M"
[columns.talk_s]
from = "talk"
[columns.topic]
from = "topic"
[columns.customer_number]
from = "phone"
"""


def workbook(rows: list[list[Any]], *, sheet: str = "Calls", before: int = 0) -> bytes:
    """A workbook with these rows; a tuple is a formula and its value."""
    data = io.BytesIO()
    book = xlsxwriter.Workbook(
        data, {"in_memory": True, "default_date_format": "yyyy-mm-dd hh:mm:ss"}
    )
    page = book.add_worksheet(sheet)
    span = book.add_format({"num_format": "[h]:mm:ss"})
    for r, row in enumerate(rows, before):
        for c, cell in enumerate(row):
            if isinstance(cell, tuple):
                page.write_formula(r, c, cell[0], None, cell[1])
            elif isinstance(cell, timedelta):
                page.write_number(r, c, cell / timedelta(days=1), span)
            else:
                page.write(r, c, cell)
    book.close()
    return data.getvalue()


HEAD = ["id", "at", "talk", "topic", "phone"]
NINE = datetime(2021, 3, 1, 9, 30)


def test_typed_cells_need_no_format(importer: Importer) -> None:
    """
    | id  | at                  | talk            | topic   | phone        |
    |-----|---------------------|-----------------|---------|--------------|
    | 1   | a date cell         | 1:02:03         | x       | 491701234567 |
    | a-2 | text 01.03.2021 9:30| 26:00:00        | a number|              |
    """
    data = workbook(
        [
            HEAD,
            [1, NINE, timedelta(seconds=3723), "x", 491701234567],
            ["a-2", "01.03.2021 09:30", timedelta(hours=26), 7, None],
        ]
    )

    found = importer(data, mapping=MAPPING, name="c.xlsx")

    assert found.ids == ["1", "a-2"]
    assert found.column("(arrived_at, talk_s, topic, identity)") == [
        (NINE, 3723.0, "x", "number"),
        (NINE, 93_600.0, "7", None),
    ]


def test_formula_cells_give_their_value(importer: Importer) -> None:
    data = workbook([HEAD, [("=1+1", 2), NINE, ("=60+2", 62), ("=1/0", "#DIV/0!"), "=cmd"]])

    found = importer(data, mapping=MAPPING, name="c.xlsx")

    assert found.column("(contact_id, talk_s, topic)") == [("desk:2", 62.0, None)]


def test_a_number_a_spreadsheet_cut_names_nobody(importer: Importer) -> None:
    data = workbook(
        [
            HEAD,
            [1, NINE, 5, "", 6.02701234567891e17],
            [2, NINE, 5, "", "6.02701E+11"],
            [3, NINE, 5, "", "6.02701E+11"],
        ]
    )

    found = importer(data, mapping=MAPPING, name="c.xlsx")

    assert found.column("(customer_key, number_key, identity)") == [(None, None, None)] * 3
    assert found.landing.notes[0].startswith("3 values of phone could not be read")


def test_rejects_name_the_row_of_the_sheet(importer: Importer) -> None:
    data = workbook([["Report"], [], HEAD, [1, NINE, 5], [], [2, "never", 5]], before=1)

    found = importer(data, mapping=MAPPING + "[file]\nskip = 2\n", name="c.xlsx")

    assert found.ids == ["1"]
    assert [(r[0], r[1], r[2]) for r in found.rejects] == [("c.xlsx", 7, "at")]


@pytest.mark.journey("history")
def test_sheet_by_name_or_number(importer: Importer) -> None:
    data = workbook([HEAD, [1, NINE, 5]], sheet="March")

    for sheet in ('"March"', "1"):
        assert importer(
            data, mapping=MAPPING + f"[file]\nsheet = {sheet}\n", name="c.xlsx"
        ).ids == ["1"]
    with pytest.raises(RequestError, match=r"has no sheet 'Marhc'\. Did you mean 'March'"):
        importer(data, mapping=MAPPING + '[file]\nsheet = "Marhc"\n', name="c.xlsx")


def test_rows_in_batches(importer: Importer) -> None:
    data = workbook([HEAD, *([n, NINE, n] for n in range(25))])

    found = importer(data, mapping=MAPPING, name="c.xlsx", limits=FileLimits(batch_rows=10))

    assert (found.landing.rows_read, sum(found.column("talk_s"))) == (25, 300.0)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (109.0, "109"),
        (1.5, "1.5"),
        (True, "true"),
        (491701234567.0, "491701234567"),
        (6.02701e17, "6.02701E+17"),
        (timedelta(seconds=143), "0:02:23"),
        (timedelta(hours=26, milliseconds=500), "26:00:00.500"),
        (time(9, 12, 58), "09:12:58"),
        (date(2021, 1, 1), "2021-01-01"),
        (datetime(2021, 1, 1), "2021-01-01"),
        (datetime(2021, 1, 1, 9, 12, 57, 999_600), "2021-01-01 09:12:58"),
        ("a\x1fb", "a b"),
    ],
)
def test_text_of_a_cell(cell: Any, text: str) -> None:
    assert text_of(cell) == text


# ── workbooks that must not be opened ────────────────────────────────────────


def repacked(data: bytes, name: str, content: bytes) -> bytes:
    """The workbook with one of its parts replaced."""
    result = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for entry in old.infolist():
            if entry.filename != name:
                new.writestr(entry, old.read(entry))
        new.writestr(name, content)
    return result.getvalue()


def test_zip_bomb(importer: Importer) -> None:
    bomb = repacked(workbook([HEAD]), "xl/sharedStrings.xml", b" " * 5_000_000)

    with pytest.raises(RequestError, match="times its size, as a zip bomb does"):
        importer(bomb, name="c.xlsx", limits=FileLimits(sheet_free_bytes=1_000_000))
    with pytest.raises(RequestError, match="a CSV of any size is read"):
        importer(bomb, name="c.xlsx", limits=FileLimits(sheet_bytes=1_000_000))


def test_two_cells_in_opposite_corners(importer: Importer) -> None:
    """The reader would keep 17 billion cells for them."""
    sheet = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        b'<dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
        b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
    )
    data = repacked(workbook([HEAD]), "xl/worksheets/sheet1.xml", sheet)

    with pytest.raises(RequestError, match="reaches to row 1,048,576 and column 16,384"):
        importer(data, name="c.xlsx")


def test_a_dimension_of_a_billion_rows_alone_does_no_harm(importer: Importer) -> None:
    data = workbook([HEAD, [1, NINE, 5]])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    start, end = sheet.index(b'ref="') + 5, sheet.index(b'"', sheet.index(b'ref="') + 5)
    told = repacked(
        data, "xl/worksheets/sheet1.xml", sheet[:start] + b"A1:E999999999" + sheet[end:]
    )

    assert importer(told, mapping=MAPPING, name="c.xlsx").ids == ["1"]


@pytest.mark.parametrize("cut", [100, 1000, 3000])
def test_damaged_workbook(importer: Importer, cut: int) -> None:
    with pytest.raises(RequestError, match=r"c\.xlsx"):
        importer(workbook([HEAD, [1, NINE, 5]])[:-cut], name="c.xlsx")


def test_broken_sheet(importer: Importer) -> None:
    data = repacked(
        workbook([HEAD]),
        "xl/worksheets/sheet1.xml",
        b"<worksheet><sheetData><row><c t='s'><v>99</v>",
    )

    with pytest.raises(RequestError, match=r"c\.xlsx"):
        importer(data, name="c.xlsx")


def test_an_empty_sheet(importer: Importer) -> None:
    with pytest.raises(RequestError, match="the sheet is empty"):
        importer(workbook([]), name="c.xlsx")


def test_a_gzipped_workbook(importer: Importer) -> None:
    with pytest.raises(RequestError, match=r"inside a gzip archive\. Unpack it first"):
        importer(gzip.compress(workbook([HEAD])), name="c.xlsx.gz")


def test_the_limits_can_be_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("WILLET_TABLE_SHEET_CELLS", "12")

    assert FileLimits.from_environment() == FileLimits(sheet_cells=12)


def sheets(**pages: list[list[Any]]) -> bytes:
    """A workbook with these sheets in order."""
    data = io.BytesIO()
    book = xlsxwriter.Workbook(data, {"in_memory": True})
    for name, rows in pages.items():
        page = book.add_worksheet(name)
        for n, row in enumerate(rows):
            page.write_row(n, 0, row)
    book.close()
    return data.getvalue()


def test_sheets_that_are_not_read_are_said(importer: Importer) -> None:
    pages = {name: [HEAD, [name, "01.03.2021 09:30"]] for name in ("January", "February", "March")}
    data = sheets(**pages)

    found = importer(data, mapping=MAPPING, name="c.xlsx")
    named = importer(data, mapping=MAPPING + '[file]\nsheet = "March"\n', name="c.xlsx")

    assert (found.ids, named.ids) == (["January"], ["March"])
    assert [note for note in map(str, found.landing.notes) if "sheet" in note] == [
        "2 further sheets of c.xlsx are not read: February, March. `sheet` in the mapping names the one that is"
    ]
    assert [note for note in map(str, named.landing.notes) if "sheet" in note] == []


def test_a_cover_sheet_before_the_table_is_said(importer: Importer) -> None:
    data = sheets(Cover=[["Report"]], Calls=[HEAD, [1, "01.03.2021 09:30"]])

    with pytest.raises(RequestError, match=r"Of its sheets Cover, Calls only one is read"):
        importer(data, mapping=MAPPING, name="c.xlsx")
