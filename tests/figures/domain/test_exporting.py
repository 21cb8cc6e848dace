"""CSV for programs is read back by an independent reader."""

import csv
import io
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from willet.core.records import harmless
from willet.figures.domain.exporting import ColumnKind, Sheet, SheetField, csv_lines

FIELDS = (
    SheetField("queue"),
    SheetField("received", ColumnKind.COUNT),
    SheetField("service level", ColumnKind.SHARE),
    SheetField("wait (s)", ColumnKind.SECONDS),
    SheetField("day", ColumnKind.DAY),
    SheetField("arrived", ColumnKind.MOMENT),
)
ROW = ("sales", 412, 0.81, 7.25, date(1999, 1, 4), datetime(1999, 1, 4, 8, 30, 15))


def read_csv(sheet: Sheet) -> list[list[str]]:
    text = "".join(csv_lines(sheet))
    return list(csv.reader(io.StringIO(text)))


def test_csv_has_headings_plain_numbers_and_iso_times() -> None:
    assert read_csv(Sheet("t", FIELDS, [ROW])) == [
        ["queue", "received", "service level", "wait (s)", "day", "arrived"],
        ["sales", "412", "0.81", "7.25", "1999-01-04", "1999-01-04T08:30:15"],
    ]


def test_csv_leaves_what_is_not_known_empty() -> None:
    rows = read_csv(Sheet("t", FIELDS[:3], [("sales", None, None)]))
    assert rows[1] == ["sales", "", ""]


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


def test_file_name_is_safe_for_every_file_system() -> None:
    assert Sheet('../calls: "a"', (), []).file_name("csv") == "calls-a.csv"
