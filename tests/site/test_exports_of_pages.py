"""Every file that a page offers is in the reader's words: headings, codes, what it speaks of; programs get theirs."""

import csv
import html
import io
import re
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
from django.test import Client
from openpyxl import load_workbook

from tests.scaffold.cast import Cast
from tests.scaffold.walk import PAGES, Visit

OFFERED = re.compile(r'<a href="([^"]*format=[^"]*)" download')
CODE = re.compile(r"[a-z]+(_[a-z0-9]+)+")
"""A name of the lake, as no language writes one: `wait_s`, `timed_out`, `if_known`."""
CODES = {
    "answered",
    "abandoned",
    "inbound",
    "chain",
    "desk",
    "suggested",
    "true",
    "false",
    "within",
    "above",
    "below",
    "both",
    "worse",
    "can",
    "missed",
    "reached",
    "safe",
    "cannot",
    "barely",
    "waiting",
    "id",
    "refund",
}
HAVE = {
    "dashboards:overview",
    "resolution:resolution",
    "resolution:evidence",
    "resolution:causes",
    "resolution:comparison",
    "calls:list",
    "imports:imports",
    "dashboards:hours",
    "desk:dispositions",
    "authority:ledger",
    "goals:list",
    "goals:alerts",
    "plans:list",
}
"""Pages that have a table of figures or of calls; each must offer it as a file."""
BY_DAYS = {"authority:ledger"}
"""Pages that are narrowed to days by fields of their own."""


def offered(client: Client, visit: Visit, things: dict[str, object]) -> list[str]:
    address = visit.address.format(**things)
    response: Any = client.get(address, headers={"accept-language": "de"})
    links = OFFERED.findall(response.content.decode())
    return [urljoin(address, html.unescape(link)) for link in links]


def body(client: Client, address: str, language: str = "de") -> bytes:
    response: Any = client.get(address, headers={"accept-language": language})
    assert response.status_code == 200
    return b"".join(response) if response.streaming else response.content


def is_raw(cell: object) -> bool:
    return isinstance(cell, str) and (CODE.fullmatch(cell) is not None or cell in CODES)


@pytest.mark.journey("walk", but_first=True)
@pytest.mark.parametrize("visit", [v for v in PAGES if v.name in HAVE], ids=lambda v: v.name)
def test_the_files_of_a_page_are_in_the_readers_words(
    visit: Visit, cast: Cast, lent_small_lake: Path, things: dict[str, object]
) -> None:
    client = cast.client("manager")
    links = [link for link in offered(client, visit, things) if "xlsx" in link]

    assert links
    for link in dict.fromkeys(links):
        book = load_workbook(io.BytesIO(body(client, link)))
        table, about = book.worksheets
        cells = [cell for row in table.iter_rows(values_only=True) for cell in row]
        told = {row[0]: row[1] for row in about.iter_rows(values_only=True)}
        assert [cell for cell in cells if is_raw(cell)] == []
        assert table.auto_filter.ref
        assert {"Tabelle", "Abgerufen am", "Seite"} <= told.keys()
        assert ("Zeitraum" in told) is ("period=" in visit.address or visit.name in BY_DAYS)


@pytest.mark.journey("walk", but_first=True)
@pytest.mark.parametrize("visit", [v for v in PAGES if v.name in HAVE], ids=lambda v: v.name)
def test_csv_for_programs_is_the_same_in_every_language(
    visit: Visit, cast: Cast, lent_small_lake: Path, things: dict[str, object]
) -> None:
    client = cast.client("manager")
    links = [x for x in offered(client, visit, things) if "format=csv" in x and "bom" not in x]

    for link in links:
        german, english = (body(client, link, language).decode() for language in ("de", "en"))
        heading = next(csv.reader(io.StringIO(german)))
        assert heading == next(csv.reader(io.StringIO(english)))
        assert [name for name in heading if not re.fullmatch(r"[a-z0-9_]+", name)] == []


def test_the_headings_of_a_table_without_a_row_are_words_too(
    cast: Cast, lent_small_lake: Path
) -> None:
    address = "/resolution/cases/spanning/?period=all&format=xlsx"
    table, about = load_workbook(io.BytesIO(body(cast.client("manager"), address))).worksheets

    assert [c.value for c in table[1] if is_raw(c.value) or c.value is None] == []
    assert about["B1"].value == "Fälle, die mehr als einen Kunden umfassen"


def test_filters_limits_and_rules_stand_in_the_file(cast: Cast, lent_small_lake: Path) -> None:
    client = cast.client("manager")
    query = "period=all&queue=sales&queue=support&outcome=abandoned&window_days=3&link=fixed"
    rows = body(client, f"/resolution/?{query}&format=csv&bom=1").decode().splitlines()

    assert rows[1:6] == [
        "Zeitraum;02.03.2026 – 14.03.2026",
        "Warteschlange;sales, support",
        "Ergebnis;abgebrochen",
        "Wiederholungsfenster;3 Tage",
        "Das Fenster beginnt;beim ersten Kontakt",
    ]


def test_a_name_beyond_the_readers_sight_is_not_repeated(cast: Cast, lent_small_lake: Path) -> None:
    address = "/calls/?period=all&agent=Otto+K&format=csv&bom=1"
    rows = body(cast.client("team_lead"), address, "en").decode()

    assert "Agent,another agent" in rows.replace('"', "")
