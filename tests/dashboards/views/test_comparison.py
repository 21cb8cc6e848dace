"""The comparison page: who sees whom, what is ranked, and what was adjusted for."""

import json
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.scaffold.cast import Cast

AGENTS = ("Anna W", "Otto K", "Tomás R")


def text_of(html: str) -> str:
    """What a reader reads."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html)))


def page(client: Client, query: str = "?period=all") -> str:
    response = client.get(f"/comparison/{query}")
    assert response.status_code == 200
    return response.content.decode()


def rows(html: str) -> dict[str, list[str]]:
    """The table: name -> its cells as text."""
    found = re.findall(r"<tr><th scope=\"row\".*?</tr>", html, re.S)
    cells = [[text_of(c).strip() for c in re.findall(r"<t[hd].*?</t[hd]>", r, re.S)] for r in found]
    return {row[0]: row[1:] for row in cells}


def drawing(html: str) -> dict[str, Any]:
    """What the browser gets to draw the funnel."""
    (data,) = re.findall(r'<script type="application/json">(.*?)</script>', html, re.S)
    told: dict[str, Any] = json.loads(data)
    return told


def points(html: str) -> list[dict[str, Any]]:
    return [point for cloud in drawing(html)["clouds"] for point in cloud["points"]]


@pytest.mark.parametrize(
    ("role", "status"),
    [("stranger", 302), ("manager", 200), ("team_lead", 200), ("agent", 200), ("analyst", 200), ("administrator", 200)],
)  # fmt: skip
def test_the_page_is_open_to_everybody_who_signed_in(
    cast: Cast, small_lake: Path, role: str, status: int
) -> None:
    assert cast.client(role).get("/comparison/").status_code == status


@pytest.mark.parametrize(
    ("role", "names"),
    [
        ("manager", {"Anna W", "Otto K"}),
        ("analyst", {"Anna W", "Otto K"}),
        ("team_lead", {"Anna W"}),
        ("agent", {"Anna W"}),
        ("other_agent", {"Otto K"}),
    ],
)
def test_names_of_agents_are_shown_by_sight(
    cast: Cast, small_lake: Path, role: str, names: set[str]
) -> None:
    """Tomás R handled one contact, of an unknown caller and without a verdict: nothing to compare."""
    html = page(cast.client(role))
    assert set(rows(html)) == names
    assert {point["name"] for point in points(html)} == names
    assert {n for n in AGENTS if n in html} == names


@pytest.mark.parametrize("query", ["?period=all", "?period=all&by=agent"])
def test_the_administrator_sees_teams_only(cast: Cast, small_lake: Path, query: str) -> None:
    html = page(cast.client("administrator"), query)
    assert set(rows(html)) == {"North", "South"}
    assert 'value="agent"' not in html


def test_teams_are_open_to_an_agent(cast: Cast, small_lake: Path) -> None:
    assert set(rows(page(cast.client("agent"), "?period=all&by=team"))) == {"North", "South"}


def test_the_raw_share_is_that_counted_by_hand(cast: Cast, small_lake: Path) -> None:
    """Anna: c01 c04 c05 c10 c12, all solved. Otto: c07 solved; c02 and c06 not."""
    found = rows(page(cast.client("manager")))
    assert (found["Anna W"][1], found["Anna W"][4]) == ("100.0 %", "5")
    assert (found["Otto K"][1], found["Otto K"][4]) == ("33.3 %", "3")


def test_below_the_smallest_number_no_name_is_ranked(cast: Cast, small_lake: Path) -> None:
    html = page(cast.client("manager"))
    assert ["too few contacts to rank" in cells[7] for cells in rows(html).values()] == [True, True]
    assert "Names with fewer than 30 contacts are grey" in text_of(html)


def test_the_funnel_draws_each_name_by_its_contacts_and_greys_the_few(
    cast: Cast, small_lake: Path
) -> None:
    """Anna 5, Otto 3 contacts: both below the smallest number, so one grey cloud and no ranking."""
    told = drawing(page(cast.client("manager")))

    assert [(cloud["name"], cloud["tone"]) for cloud in told["clouds"]] == [
        ("too few contacts to rank", "quiet")
    ]
    assert {p["name"]: p["x"] for p in told["clouds"][0]["points"]} == {"Anna W": 5, "Otto K": 3}
    assert [(limit["name"], limit["wide"]) for limit in told["limits"]] == [
        ("Funnel (99.8 %)", True),
        ("Funnel (95 %)", False),
    ]


def test_an_agent_s_curves_tell_nothing_of_the_others_sizes(cast: Cast, small_lake: Path) -> None:
    """Anna alone has 5 contacts: the curves run from 5 to twice as many."""
    told = drawing(page(cast.client("agent")))
    assert [(limit["x"][0], limit["x"][-1]) for limit in told["limits"]] == [(5, 10), (5, 10)]


def test_a_queue_narrows_and_any_other_filter_is_told(cast: Cast, small_lake: Path) -> None:
    html = page(cast.client("manager"), "?period=all&queue=support&channel=voice")
    assert rows(html)["Anna W"][4] == "2"
    assert "other filters are left out" in text_of(html)


def test_the_page_says_what_was_adjusted_for(cast: Cast, small_lake: Path) -> None:
    read = text_of(page(cast.client("agent")))
    assert "topic, queue, hour of the day, and whether the contact was a repeat are allowed for" in read  # fmt: skip


def test_a_period_without_calls_says_so(cast: Cast, small_lake: Path) -> None:
    read = text_of(page(cast.client("manager"), "?from=2025-01-01&to=2025-01-31"))
    assert "Nobody to compare" in read
    assert "Funnel (95 %)" not in read


def test_an_empty_lake_leads_to_the_imports(cast: Cast, home: Path) -> None:
    assert "No calls yet" in page(cast.client("manager"), "")


def test_the_page_needs_few_queries(
    cast: Cast, small_lake: Path, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """Session, account, and the teams a lead may see."""
    client = cast.client("team_lead")
    with django_assert_num_queries(3):
        client.get("/comparison/")
