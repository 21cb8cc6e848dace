"""The curve's own address: points counted by hand, a file, who may have it, and lakes that take longer."""

import csv
import json
import re
import time
from html import unescape
from pathlib import Path
from threading import Event

import pytest
from django.test import Client

from tests.scaffold.cast import Cast
from willet.core.cases.curve import curve
from willet.resolution.curve import query as made_for_pages


def part(client: Client, query: str = "?period=all") -> str:
    response = client.get(f"/resolution/curve/{query}")
    assert response.status_code == 200
    return response.content.decode()


def data_of(html: str) -> dict[str, object]:
    """What the browser draws."""
    (found,) = re.findall(r'<script type="application/json">(.*?)</script>', html, re.S)
    read: dict[str, object] = json.loads(unescape(found))
    return read


def rows_of(client: Client, query: str) -> list[dict[str, str]]:
    response = client.get(f"/resolution/curve/{query}&format=csv")
    lines = b"".join(response.streaming_content).decode().splitlines()  # type: ignore[attr-defined]
    return list(csv.DictReader(lines))


@pytest.mark.parametrize(
    ("role", "status"),
    [("stranger", 302), ("manager", 200), ("team_lead", 200), ("agent", 200), ("administrator", 200)],
)  # fmt: skip
def test_the_curve_is_open_to_everybody_who_signed_in(
    cast: Cast, lent_small_lake: Path, role: str, status: int
) -> None:
    assert cast.client(role).get("/resolution/curve/").status_code == status


@pytest.mark.parametrize(
    ("role", "status"), [("analyst", 200), ("agent", 403), ("administrator", 403)]
)
def test_the_curve_is_a_file_for_who_may_export(
    cast: Cast, lent_small_lake: Path, role: str, status: int
) -> None:
    assert cast.client(role).get("/resolution/curve/?format=xlsx").status_code == status


def test_the_file_has_every_window_of_every_definition(cast: Cast, lent_small_lake: Path) -> None:
    """As on the page: of seven known callers none comes back within a day, of two one within twelve."""
    rows = rows_of(cast.client("manager"), "?period=all")
    avoided = {r["window_days"]: r for r in rows if r["definition"] == "next_contact_avoidance"}
    assert len(rows) == 5 * 30
    assert {d: (avoided[d]["value"], avoided[d]["n"]) for d in ("1", "12")} == {
        "1": ("1.0", "7"),
        "12": ("0.5", "2"),
    }
    assert (avoided["1"]["link"], avoided["1"]["topic"]) == ("chain", "if_known")


def test_five_lines_are_drawn_and_the_window_in_force_is_marked(
    cast: Cast, lent_small_lake: Path
) -> None:
    html = part(cast.client("manager"), "?period=all&window_days=12")
    drawn = data_of(html)
    assert [s["name"] for s in drawn["series"]] == [  # type: ignore[attr-defined]
        "First-contact resolution per case",
        "First-contact resolution per case, net",
        "Next contact avoidance",
        "One and done",
        "Strict first-contact resolution",
    ]
    assert drawn["mark"] == 11
    assert re.findall(r'<th scope="row"[^>]*>(\d+ days \(chosen\))\s*</th>', html) == [
        "12 days (chosen)"
    ]


def test_a_window_beyond_the_curve_marks_nothing(cast: Cast, lent_small_lake: Path) -> None:
    assert data_of(part(cast.client("manager"), "?period=all&window_days=60"))["mark"] is None


def test_files_are_offered_at_the_curve_s_own_address(cast: Cast, lent_small_lake: Path) -> None:
    offered = re.findall(r'href="(/resolution/curve/[^"]*)"', part(cast.client("manager")))
    assert [unescape(address) for address in offered] == [
        "/resolution/curve/?period=all&format=csv",
        "/resolution/curve/?period=all&format=csv&bom=1",
        "/resolution/curve/?period=all&format=xlsx",
    ]
    assert "/resolution/curve/?" not in part(cast.client("agent"))


def test_the_curve_of_a_large_lake_follows_the_page(
    cast: Cast, lent_small_lake: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on, quick = Event(), curve
    monkeypatch.setattr(made_for_pages, "SMALL", 0)
    monkeypatch.setattr(made_for_pages, "curve", lambda *given: go_on.wait(60) and quick(*given))
    client = cast.client("manager")
    query = "?period=all&link=fixed"
    html = client.get(f"/resolution/{query}").content.decode()
    assert f'<willet-live src="/resolution/curve/{query}" every="2">' in unescape(html)
    assert "is being worked out" in part(client, query)
    go_on.set()
    deadline = time.monotonic() + 60
    while "Willet-Done" not in (response := client.get(f"/resolution/curve/{query}")).headers:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    assert len(data_of(response.content.decode())["series"]) == 5  # type: ignore[arg-type]
    assert "<willet-live" not in client.get(f"/resolution/{query}").content.decode()


def test_a_lake_that_cannot_be_read_is_told_once(cast: Cast, small_lake: Path) -> None:
    client = cast.client("manager")
    part(client)  # opens the lake
    for file in (small_lake / "tables" / "contacts").rglob("*.parquet"):
        file.rename(file.with_suffix(".away"))
    response = client.get("/resolution/curve/?period=all&link=fixed&same_topic=required")
    assert response.headers["Willet-Done"] == "1"
    assert "The data store could not be read." in response.content.decode()
