"""Workbooks are read back by an independent reader."""

import io
from datetime import date, datetime

import pytest
from openpyxl import Workbook, load_workbook

from willet.core.records import RequestError
from willet.figures.domain.exporting import ColumnKind, Sheet, SheetField
from willet.figures.domain.spreadsheets import workbook
from willet.figures.domain.spreadsheets.columns import dimension
from willet.figures.domain.spreadsheets.workbook import xlsx_bytes
from willet.ui.tongues import speaking

FIELDS = (
    dimension("outcome"),
    SheetField("received", ColumnKind.COUNT, "Received"),
    SheetField("level", ColumnKind.SHARE, "Service level"),
    SheetField("day", ColumnKind.DAY, "Day"),
    SheetField("arrived", ColumnKind.MOMENT, "Arrived"),
    SheetField("solved", words="Solved"),
)
ROW = ("answered", 412, 0.81, date(1999, 1, 4), datetime(1999, 1, 4, 8, 30, 15), False)


def read(sheet: Sheet, tongue: str, *about: tuple[str, str]) -> Workbook:
    with speaking(tongue):
        return load_workbook(io.BytesIO(xlsx_bytes(sheet, about)))


def test_it_holds_real_numbers_words_and_a_filter() -> None:
    book = read(Sheet("a/b: c", FIELDS, [ROW]), "en")
    page = book.worksheets[0]

    assert (len(book.worksheets), page.title) == (1, "a b  c")
    assert [c.value for c in page[1]] == [
        "Outcome", "Received", "Service level", "Day", "Arrived", "Solved",
    ]  # fmt: skip
    assert [c.value for c in page[2]] == [
        "answered", 412, 0.81, datetime(1999, 1, 4), datetime(1999, 1, 4, 8, 30, 15), "no",
    ]  # fmt: skip
    assert page.auto_filter.ref == "A1:F2"


@pytest.mark.parametrize(
    ("tongue", "share", "day", "outcome"),
    [
        ("en", "0.0%", "m/d/yyyy", "answered"),
        ("en-GB", "0.0%", "dd/mm/yyyy", "answered"),
        ("nl", "0.0%", "dd-mm-yyyy", "beantwoord"),
        ("de", "0.0 %", "dd.mm.yyyy", "angenommen"),
        ("de-CH", "0.0%", "dd.mm.yyyy", "angenommen"),
        ("es", "0.0 %", "d/m/yyyy", "atendida"),
        ("es-MX", "0.0%", "dd/mm/yyyy", "atendida"),
        ("vi", "0.0%", "d/m/yyyy", "đã trả lời"),
    ],
)
def test_percent_signs_days_and_codes_are_the_readers(
    tongue: str, share: str, day: str, outcome: str
) -> None:
    page = read(Sheet("t", FIELDS, [ROW]), tongue).worksheets[0]

    shown = [page["C2"].number_format, page["D2"].number_format, page["E2"].number_format]
    assert shown == [share, day, f"{day} hh:mm:ss"]
    assert page["A2"].value == outcome


def test_what_it_speaks_of_stands_on_a_sheet_of_its_own() -> None:
    book = read(Sheet("t", FIELDS[:1], [("answered",)]), "de", ("Zeitraum", "1.–5. Nov."))

    about = book.worksheets[1]
    assert about.title == "Über diese Tabelle"
    assert [[c.value for c in row] for row in about.rows] == [["Zeitraum", "1.–5. Nov."]]


def test_two_tables_of_one_name_stand_beside_each_other() -> None:
    sheet = Sheet("t", FIELDS[:1], [("answered",)], "By queue: " + "x" * 40)
    book = load_workbook(io.BytesIO(xlsx_bytes([sheet, sheet])))

    assert [page.title for page in book.worksheets] == [
        "By queue  " + "x" * 21,
        "By queue  " + "x" * 19 + " 2",
    ]


def test_a_dozen_tables_of_one_long_name_each_have_a_name() -> None:
    sheets = [Sheet("t", FIELDS[:1], [("answered",)], "Erstlösung je Warteschlange und Thema")] * 12

    names = load_workbook(io.BytesIO(xlsx_bytes(sheets))).sheetnames

    assert len({name.casefold() for name in names}) == 12
    assert max(map(len, names)) == 31
    assert names[-1].endswith(" 12")


def test_a_text_longer_than_a_cell_is_cut_and_not_left_out() -> None:
    sheet = Sheet("t", (SheetField("note"),), [("x" * 40_000,)])

    page = load_workbook(io.BytesIO(xlsx_bytes(sheet))).worksheets[0]

    assert page["A2"].value == "x" * 32_767


def test_a_formula_stays_text() -> None:
    sheet = Sheet("t", (SheetField("topic"),), [("=1+1",), ("http://example.org",)])
    page = read(sheet, "en", ("=2+2", "=3+3")).worksheets[0]

    assert [(c.value, c.data_type, c.hyperlink) for c in (page["A2"], page["A3"])] == [
        ("=1+1", "s", None),
        ("http://example.org", "s", None),
    ]


def test_it_says_so_when_the_table_is_longer_than_a_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "SHEET_ROWS", 2)
    with pytest.raises(RequestError, match="Export CSV instead"):
        xlsx_bytes(Sheet("t", (SheetField("n", ColumnKind.COUNT),), [(1,), (2,), (3,)]))
