"""The comparison page: who sees whom, what is ranked, and what was adjusted for."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.scaffold.cast import Cast
from tests.scaffold.page_text import text_of

AGENTS = ("Anna W", "Otto K", "Tomás R")


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
    cast: Cast, lent_fair_lake: Path, role: str, status: int
) -> None:
    assert cast.client(role).get("/comparison/").status_code == status


@pytest.mark.parametrize(
    ("role", "names"),
    [
        ("manager", {"Anna W", "Otto K", "Tomás R"}),
        ("analyst", {"Anna W", "Otto K", "Tomás R"}),
        ("team_lead", {"Anna W", "Tomás R"}),
        ("agent", {"Anna W"}),
        ("other_agent", {"Otto K"}),
    ],
)
def test_names_of_agents_are_shown_by_sight(
    cast: Cast, lent_fair_lake: Path, role: str, names: set[str]
) -> None:
    html = page(cast.client(role))
    assert set(rows(html)) == names
    assert {point["name"] for point in points(html)} == names
    assert {n for n in AGENTS if n in html} == names


@pytest.mark.parametrize("query", ["?period=all", "?period=all&by=agent"])
def test_the_administrator_sees_teams_only(cast: Cast, lent_fair_lake: Path, query: str) -> None:
    html = page(cast.client("administrator"), query)
    assert set(rows(html)) == {"North", "South"}
    assert 'value="agent"' not in html


def test_teams_are_named_to_an_agent_and_small_ones_closed(
    cast: Cast, lent_fair_lake: Path
) -> None:
    found = rows(page(cast.client("agent"), "?period=all&by=team"))

    assert set(found) == {"North", "South"}
    assert all("fewer than 3 people" in cell for cells in found.values() for cell in cells)


def test_the_figures_are_those_counted_by_hand(cast: Cast, lent_fair_lake: Path) -> None:
    """51 of 85 solved, all of one kind: three fifths are expected of everybody.

    Of Anna's variance 9.6 is left 9.6 * 45 / 85, so that her 38 are 6.2 standard deviations above 24.
    """
    found = rows(page(cast.client("manager")))

    assert [cell.replace("\xa0", " ") for cell in found["Anna W"][1:5]] == [
        "95.0%",
        "60.0%",
        "+35.0 pp",
        "40",
    ]
    # 3.0902 times the root of 9.6 * 45 / 85, of 40
    assert found["Anna W"][6].replace("\xa0", " ") == "±17.4 pp"
    assert "above what chance explains" in found["Anna W"][7]
    assert "below what chance explains" in found["Otto K"][7]


def test_below_the_smallest_number_no_name_is_ranked(cast: Cast, lent_fair_lake: Path) -> None:
    html = page(cast.client("manager"))
    assert "too few contacts to rank" in rows(html)["Tomás R"][7]
    assert "Names with fewer than 30 contacts are grey" in text_of(html)


def test_the_funnel_draws_each_name_on_the_side_on_which_it_is_judged(
    cast: Cast, lent_fair_lake: Path
) -> None:
    told = drawing(page(cast.client("manager")))

    clouds = {cloud["tone"]: [p["name"] for p in cloud["points"]] for cloud in told["clouds"]}
    assert clouds == {"good": ["Anna W"], "bad": ["Otto K"], "quiet": ["Tomás R"]}
    assert [(limit["name"], limit["wide"]) for limit in told["limits"]] == [
        ("Limits (99.8%)", True),
        ("Limits (95%)", False),
    ]
    wide = told["limits"][0]
    for cloud in told["clouds"]:
        for point in cloud["points"]:
            place = wide["x"].index(point["x"])
            assert (abs(point["y"]) > wide["high"][place]) == (cloud["tone"] in {"good", "bad"})


def test_a_topic_nobody_had_makes_no_drawing_and_says_so(cast: Cast, lent_fair_lake: Path) -> None:
    html = page(cast.client("manager"), "?period=all&topic=nothing")
    assert "Nobody to compare" in text_of(html)
    assert "<willet-chart" not in html


def test_an_agent_s_curves_tell_nothing_of_the_others_sizes(
    cast: Cast, lent_fair_lake: Path
) -> None:
    """Anna's point alone: the curves run from it to twice as much."""
    told = drawing(page(cast.client("agent")))
    (anna,) = [point for cloud in told["clouds"] for point in cloud["points"]]
    assert [(limit["x"][0], limit["x"][-1]) for limit in told["limits"]] == [
        (anna["x"], 2 * anna["x"])
    ] * 2


@pytest.mark.parametrize(
    ("query", "contacts"),
    [
        ("&queue=sales", "40"),
        ("&channel=~unknown", "40"),
        ("&queue=sales&queue=nowhere&agent=Anna+W", "40"),
        ("&team=North&topic=order&outcome=answered", "40"),
    ],
)
def test_every_filter_narrows(cast: Cast, lent_fair_lake: Path, query: str, contacts: str) -> None:
    html = page(cast.client("manager"), f"?period=all{query}")
    assert rows(html)["Anna W"][4] == contacts


@pytest.mark.parametrize(
    "query", ["&channel=voice", "&queue=nowhere", "&team=South", "&outcome=abandoned", "&agent=O'K"]
)
def test_a_filter_leaves_no_contact_that_does_not_have_it(
    cast: Cast, lent_fair_lake: Path, query: str
) -> None:
    assert "Anna W" not in rows(page(cast.client("manager"), f"?period=all{query}"))


def test_a_filter_by_another_s_name_shows_an_agent_nothing_of_it(
    cast: Cast, lent_fair_lake: Path
) -> None:
    address = "/comparison/?period=all&agent=Otto+K"
    shown = {r: cast.client(r).get(address).content.decode() for r in ("manager", "agent")}
    assert {role: "25.0%" in text_of(html) for role, html in shown.items()} == {
        "manager": True,
        "agent": False,
    }


def test_the_page_says_what_was_adjusted_for(cast: Cast, lent_fair_lake: Path) -> None:
    read = text_of(page(cast.client("agent")))
    allowed = (
        "Topic, queue, channel, hour of the day, contacts by others before, and being handed on"
    )
    assert f"{allowed} are allowed for" in read


def test_a_period_without_calls_says_so(cast: Cast, lent_fair_lake: Path) -> None:
    read = text_of(page(cast.client("manager"), "?from=2025-01-01&to=2025-01-31"))
    assert "Nobody to compare" in read
    assert "Limits (95%)" not in read


def test_an_empty_lake_leads_to_the_imports(cast: Cast, home: Path) -> None:
    assert "No calls yet" in page(cast.client("manager"), "")


def test_the_page_needs_few_queries(
    cast: Cast, lent_fair_lake: Path, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """Session, account, the teams a lead may see, and what waits in the inbox."""
    client = cast.client("team_lead")
    with django_assert_num_queries(5):
        client.get("/comparison/")
