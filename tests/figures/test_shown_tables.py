"""Every table of every page can be taken as a file, by who may take tables out, with the rows that the page shows."""

import csv
import html
import io
import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from tests.scaffold.cast import Cast
from tests.scaffold.walk import PAGES, Visit, rooms
from willet.figures.domain.exporting import ColumnKind, SheetField
from willet.figures.domain.showntables import sheet_of
from willet.people.models import User
from willet.people.rules import EXPORT_LISTS
from willet.ui import formats
from willet.ui.components import Cell, Column, Row, Table

LINK = re.compile(r'<a href="(\?[^"]*file=xlsx[^"]*)" download')
TABLE = Table(
    caption="Teams",
    columns=[Column("team", "Team"), Column("share", "Share", align="end"), Column("do", "")],
    rows=[
        Row([Cell("North"), Cell("81 %", sub="78–84"), Cell("Edit", href="/x/")]),
        Row([Cell("South"), Cell("", reason="too few"), Cell("Edit", href="/y/")]),
    ],
)


def test_what_a_table_shows_is_its_sheet() -> None:
    """
    | Team  | Share   | Share, details | (what can be done: left out) |
    | North | 81 %    | 78–84          | Edit                         |
    | South | too few |                | Edit                         |
    """
    sheet = sheet_of(TABLE, "teams-0")

    assert list(sheet.fields) == [
        SheetField("team", words="Team"),
        SheetField("share", words="Share"),
        SheetField("share_details", words="Share, details"),
    ]
    assert list(sheet.rows) == [["North", "81 %", "78–84"], ["South", "too few", None]]


def offering(reader: object) -> bool:
    return isinstance(reader, User) and reader.has_perm(EXPORT_LISTS)


@pytest.mark.journey("walk", but_first=True)
@pytest.mark.parametrize("room", rooms())
def test_every_table_of_a_page_is_offered_as_a_file(
    cast: Cast, things: dict[str, object], lent_small_lake: object, room: str
) -> None:
    pages = [visit for visit in PAGES if visit.room == room]

    met = {visit.name: met_on(cast, visit, visit.address.format(**things)) for visit in pages}

    assert met == dict.fromkeys(met, "every table offered")


def met_on(cast: Cast, visit: Visit, address: str) -> str:
    """Whether each table of a page is offered where its reader may take it, and the first file holds its rows."""
    client, offers = cast.client(visit.reader()), offering(cast.named(visit.reader()))
    page = client.get(address).content.decode()
    frames, offered = page.count('<div class="table-frame'), page.count('class="exports"')
    if offered < frames if offers else offered:
        return f"{frames} tables, {offered} offered"
    for link in LINK.findall(page)[:1]:
        answer: Any = client.get(address.partition("?")[0] + html.unescape(link))
        if load_workbook(io.BytesIO(b"".join(answer))).worksheets[0].max_row < 2:
            return "a file without a row"
    return "every table offered"


def test_figures_and_days_of_a_table_are_values_in_its_file() -> None:
    columns = [Column("at", "Day"), Column("value", "Share", "end"), Column("n", "Calls", "end")]
    rows = [
        Row([Cell(formats.date(date(2026, 11, 5))), Cell("81.5% (78.0–84.6)"), Cell("1,204")]),
        Row([Cell(formats.date(date(2026, 11, 6))), Cell("", reason="too few"), Cell("7")]),
    ]

    sheet = sheet_of(Table("Days", columns, rows), "days")

    assert [(f.title, f.kind) for f in sheet.fields] == [
        ("Day", ColumnKind.DAY),
        ("Share", ColumnKind.SHARE),
        ("Share, details", ColumnKind.TEXT),
        ("Calls", ColumnKind.COUNT),
    ]
    assert list(sheet.rows) == [
        [date(2026, 11, 5), Decimal("0.815"), "78.0–84.6", 1204],
        [date(2026, 11, 6), None, "too few", 7],
    ]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_what_is_chosen_in_a_pages_own_filters_stands_in_its_files(
    cast: Cast, home: object, form: str
) -> None:
    address = f"/activity/?who=Daan&did=changed&from=2026-11-05&shown=0&file={form}"
    cast.client("administrator").post(
        "/profile/", {"name": "Daan Vos", "language": "", "theme": ""}
    )

    answer: Any = cast.client("administrator").get(address, headers={"accept-language": "de"})

    content = b"".join(answer)
    if form == "xlsx":
        about = load_workbook(io.BytesIO(content)).worksheets[-1].iter_rows(values_only=True)
        said = {row[0]: row[1] for row in about}
    else:
        said = dict(
            row
            for row in csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";")
            if len(row) == 2
        )
    assert {said["Wer"], said["Von"]} == {"Daan", "05.11.2026"}


@pytest.mark.journey("walk")
def test_a_list_is_whole_in_its_file(cast: Cast, home: object) -> None:
    client = cast.client("administrator")
    for _ in range(60):
        client.get("/activity/?shown=0&file=csv")

    answer: Any = client.get("/activity/?shown=0&file=csv")

    rows = list(csv.reader(io.StringIO(b"".join(answer).decode("utf-8-sig"))))
    assert len(rows[rows.index([]) + 2 :]) >= 60


@pytest.mark.parametrize(
    ("reader", "address", "status"),
    [
        ("stranger", "/metrics/?shown=0&file=csv", 302),
        ("agent", "/metrics/?shown=0&file=csv", 403),
        ("manager", "/metrics/?shown=99&file=csv", 404),
        ("manager", "/metrics/?shown=-1&file=csv", 404),
        ("manager", "/metrics/?file=csv&shown=" + "9" * 5000, 404),
        ("manager", "/people/?shown=0&file=csv", 403),
        ("manager", "/metrics/?shown=0&file=exe", 200),
    ],
)
def test_a_file_has_the_rights_of_its_page(
    cast: Cast, lent_small_lake: object, reader: str, address: str, status: int
) -> None:
    client = Client() if reader == "stranger" else cast.client(reader)

    answer = client.get(address)

    assert answer.status_code == status
    assert "attachment" not in answer.get("Content-Disposition", "")
