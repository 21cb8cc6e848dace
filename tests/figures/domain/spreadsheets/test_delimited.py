"""CSV for the reader's Excel: separator, decimal mark and words by language and country; formulas stay text.

Separators and decimal marks are those of Windows' own settings for each country.
"""

import csv
import io
from datetime import date, datetime

import pytest

from willet.figures.domain.exporting import ColumnKind, Sheet, SheetField
from willet.figures.domain.spreadsheets.columns import dimension
from willet.figures.domain.spreadsheets.delimited import BOM, excel_lines
from willet.ui.tongues import speaking

FIELDS = (
    dimension("queue"),
    dimension("outcome"),
    SheetField("received", ColumnKind.COUNT, "Received"),
    SheetField("level", ColumnKind.SHARE, "Service level"),
    SheetField("nps", ColumnKind.NUMBER, "NPS"),
    SheetField("day", ColumnKind.DAY, "Day"),
    SheetField("arrived", ColumnKind.MOMENT, "Arrived"),
    SheetField("solved", words="Solved"),
)
ROW = (
    "sales",
    "abandoned",
    41200,
    0.8125,
    -12.5,
    date(1999, 1, 4),
    datetime(1999, 1, 4, 8, 30),
    True,
)
WRITTEN = """
tongue | separator | received | level   | nps   | outcome      | solved
en     | ,         | 41200    | 81.25%  | -12.5 | abandoned    | yes
en-GB  | ,         | 41200    | 81.25%  | -12.5 | abandoned    | yes
nl     | ;         | 41200    | 81,25%  | -12,5 | afgehaakt    | ja
de     | ;         | 41200    | 81,25%  | -12,5 | abgebrochen  | ja
de-CH  | ;         | 41200    | 81.25%  | -12.5 | abgebrochen  | ja
es     | ;         | 41200    | 81,25%  | -12,5 | abandonada   | sí
es-MX  | ,         | 41200    | 81.25%  | -12.5 | abandonada   | sí
es-AR  | ;         | 41200    | 81,25%  | -12,5 | abandonada   | sí
vi     | ;         | 41200    | 81,25%  | -12,5 | bỏ cuộc      | có
"""
CASES = [[cell.strip() for cell in line.split("|")] for line in WRITTEN.strip().splitlines()[1:]]


def read(sheet: Sheet, tongue: str, separator: str, *about: tuple[str, str]) -> list[list[str]]:
    with speaking(tongue):
        lines = excel_lines(sheet, about)
    text = "".join(lines)
    assert text.startswith(BOM)
    assert text.count(BOM) == 1
    return list(csv.reader(io.StringIO(text[1:]), delimiter=separator))


@pytest.mark.parametrize(
    ("tongue", "separator", "received", "level", "nps", "outcome", "solved"), CASES
)
def test_a_row_is_written_as_the_readers_excel_reads_it(
    tongue: str, separator: str, received: str, level: str, nps: str, outcome: str, solved: str
) -> None:
    heading, row = read(Sheet("t", FIELDS, [ROW]), tongue, separator)

    assert row[2:7] == [received, level, nps, "1999-01-04", "1999-01-04 08:30:00"]
    assert (row[0], row[7]) == ("sales", solved)
    assert row[1] == outcome
    assert "outcome" not in heading


@pytest.mark.parametrize("value", [None, 0, 0.0, 1.0, 0.1, 1e-9, 100.0, 123456789012])
def test_a_number_comes_back_as_it_was(value: float | None) -> None:
    sheet = Sheet("t", (SheetField("n", ColumnKind.NUMBER, "n"),), [(value,)])
    text = read(sheet, "de", ";")[1][0] if value is not None else ""

    assert (float(text.replace(",", ".")) if text else None) == value
    assert "e" not in text


def test_what_it_speaks_of_stands_above_the_table_with_an_empty_line_between() -> None:
    rows = read(
        Sheet("t", FIELDS[:1], [("a",)]), "nl", ";", ("Periode", "1–5 nov"), ("Wachtrij", "a")
    )

    assert rows == [["Periode", "1–5 nov"], ["Wachtrij", "a"], [], ["Wachtrij"], ["a"]]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t=", "\n=", "＝", "＠"])
@pytest.mark.parametrize(("tongue", "separator"), [("en", ","), ("de", ";")])
def test_a_text_that_would_run_is_made_text_wherever_it_stands(
    sign: str, tongue: str, separator: str
) -> None:
    text = f"{sign}cmd|' /C calc'!A0"
    rows = read(Sheet("t", (SheetField(text),), [(text,)]), tongue, separator, (text, text))

    assert [cell for row in rows for cell in row] == [f"'{text}"] * 4


def test_a_closed_name_of_the_centre_stays_as_it_is_written() -> None:
    rows = read(Sheet("t", (dimension("topic"),), [("Umzug",), (None,)]), "de", ";")

    assert rows[1:] == [["Umzug"], [""]]
