"""Exports are read back by independent readers: csv for CSV, openpyxl for XLSX."""

import csv
import io
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from willet.core.records import RequestError, harmless
from willet.figures.domain import exporting
from willet.figures.domain.exporting import ColumnKind, Sheet, SheetField, csv_lines, xlsx_bytes

FIELDS = (
    SheetField("queue"),
    SheetField("received", ColumnKind.COUNT),
    SheetField("service level", ColumnKind.SHARE),
    SheetField("wait (s)", ColumnKind.SECONDS),
    SheetField("day", ColumnKind.DAY),
    SheetField("arrived", ColumnKind.MOMENT),
)
ROW = ("sales", 412, 0.81, 7.25, date(1999, 1, 4), datetime(1999, 1, 4, 8, 30, 15))


def read_csv(sheet: Sheet, *, bom: bool = False) -> list[list[str]]:
    text = "".join(csv_lines(sheet, bom=bom))
    return list(csv.reader(io.StringIO(text)))


def test_csv_has_headings_plain_numbers_and_iso_times() -> None:
    assert read_csv(Sheet("t", FIELDS, [ROW])) == [
        ["queue", "received", "service level", "wait (s)", "day", "arrived"],
        ["sales", "412", "0.81", "7.25", "1999-01-04", "1999-01-04T08:30:15"],
    ]


def test_csv_leaves_what_is_not_known_empty() -> None:
    rows = read_csv(Sheet("t", FIELDS[:3], [("sales", None, None)]))
    assert rows[1] == ["sales", "", ""]


def test_csv_with_bom_starts_with_the_mark_once() -> None:
    text = "".join(csv_lines(Sheet("t", FIELDS[:1], [("a",), ("b",)]), bom=True))
    assert text == "\ufeffqueue\r\na\r\nb\r\n"


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t=", "\n=", "＝", "＠"])
def test_a_text_that_would_run_in_a_spreadsheet_is_made_text(sign: str) -> None:
    text = f"{sign}cmd|' /C calc'!A0"
    rows = read_csv(Sheet("t", (SheetField(text),), [(text,)]))
    assert rows == [[f"'{text}"], [f"'{text}"]]


def test_numbers_below_zero_stay_numbers() -> None:
    assert read_csv(Sheet("t", (SheetField("nps", ColumnKind.NUMBER),), [(-12.5,)]))[1] == ["-12.5"]


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\x00\r"), max_size=30)))
def test_every_text_survives_csv_but_for_the_apostrophe(texts: list[str]) -> None:
    rows = read_csv(
        Sheet("t", (SheetField("n", ColumnKind.COUNT), SheetField("text")), list(enumerate(texts)))
    )
    assert [r[1] for r in rows[1:]] == [str(harmless(t)) for t in texts]


def test_xlsx_holds_real_numbers_with_formats() -> None:
    page = load_workbook(io.BytesIO(xlsx_bytes(Sheet("a/b: c", FIELDS, [ROW])))).worksheets[0]

    assert page.title == "a b  c"
    assert [c.value for c in page[1]] == [f.heading for f in FIELDS]
    assert [c.value for c in page[2]] == [
        "sales", 412, 0.81, 7.25, datetime(1999, 1, 4), datetime(1999, 1, 4, 8, 30, 15),
    ]  # fmt: skip
    assert page["C2"].number_format == "0.0%"


def test_xlsx_keeps_a_formula_as_text() -> None:
    sheet = Sheet("t", (SheetField("topic"),), [("=1+1",), ("http://example.org",)])
    page = load_workbook(io.BytesIO(xlsx_bytes(sheet))).worksheets[0]
    assert [(c.value, c.data_type, c.hyperlink) for c in (page["A2"], page["A3"])] == [
        ("=1+1", "s", None),
        ("http://example.org", "s", None),
    ]


def test_xlsx_says_so_when_the_table_is_longer_than_a_sheet(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(exporting, "SHEET_ROWS", 2)
    with pytest.raises(RequestError, match="Export CSV instead"):
        xlsx_bytes(Sheet("t", (SheetField("n", ColumnKind.COUNT),), [(1,), (2,), (3,)]))


def test_file_name_is_safe_for_every_file_system() -> None:
    assert Sheet('../calls: "a"', (), []).file_name("csv") == "calls-a.csv"
