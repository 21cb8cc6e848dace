"""The doubts on the resolution page, and the lists of cases they lead to."""

import re
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import LazySettings
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.resolution.views.test_evidence import evidence_lake
from tests.resolution.views.test_resolution import tile
from tests.scaffold.cast import Cast
from tests.scaffold.lent import Lend
from tests.scaffold.page_text import text_of
from tests.scaffold.shelf import Shelf
from tests.scaffold.small_lake import csv_of
from willet.core.intake import import_files

__all__ = ["evidence_lake"]

ODD = """
contact_id | arrived_at          | queue | agent  | team  | topic | outcome   | case_ref | customer_id | resolved
begin      | 2026-02-20 09:00:00 | sales | Anna W | North | order | answered  |          | k8          | true
a1         | 2026-03-02 09:00:00 | sales | Anna W | North | order | answered  | T1       | k1          | true
a2         | 2026-03-03 10:30:00 | sales | Otto K | South | order | answered  | T1       | k2          | true
b1         | 2026-03-04 09:00:00 | sales | Otto K | South | order | answered  |          | k3          | false
l1         | 2026-03-05 09:00:00 | sales |        |       | order | abandoned |          | k4          |
l2         | 2026-03-06 09:00:00 | sales |        |       | order | abandoned |          | k5          |
l3         | 2026-03-06 10:00:00 | sales | Anna W | North | order | answered  |          | k5          | true
end        | 2026-04-20 09:00:00 | sales | Anna W | North | order | answered  |          | k9          | true
"""
"""T1 spans k1 and k2; b1 is called unsolved but nobody came back; k4 was never reached, k5 was."""


def imported(home: Path, text: str) -> Path:
    calls = home / "calls.csv"
    calls.write_text(text, encoding="utf-8")
    assert import_files(home / "lake", "table", [calls], zone="Europe/Amsterdam").rejects.total == 0
    return home / "lake"


@pytest.fixture
def odd_lake(shelf: Shelf, lend: Lend) -> Path:
    """A lake with one case of each doubt."""
    return lend(shelf.made(csv_of(ODD), count=ODD.strip().count("\n")))


def page(client: Client, address: str = "/resolution/?period=all") -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def doubts(html: str) -> list[str]:
    """The titles of the doubts on the page."""
    return [
        text_of(t).strip() for t in re.findall(r'class="card doubt"><h3>(.*?)</h3>', html, re.S)
    ]


def cases_in(html: str) -> list[str]:
    """The cases a list leads to."""
    table = html.rsplit("<tbody>", maxsplit=1)[-1]
    return re.findall(r'href="/cases/([^"]+)/"', table)


# On the resolution page.


def test_where_nothing_is_doubtful_nothing_is_said(cast: Cast, home: Path) -> None:
    imported(home, "contact_id,arrived_at,customer_id\na,2026-03-02 09:00:00,k1\n")
    assert "Data quality" not in page(cast.client("manager"))


def test_contradictions_and_spanning_cases_are_counted(cast: Cast, odd_lake: Path) -> None:
    html = page(cast.client("manager"))
    assert doubts(html) == [
        "The evidence of 1 case disagrees",
        "1 case spans more than one customer",
    ]
    assert "that nobody came back does not overrule a stated no" in text_of(html)
    assert (
        "In 1 of them the only yes is that nobody came back; it counts as not solved. "
        "Show the cases Show the cases called solved only because nobody called back"
    ) in text_of(html)


def test_cases_that_only_silence_calls_solved_have_a_list(cast: Cast, evidence_lake: Path) -> None:
    """Of four with evidence on both sides, e4 and e6 are called solved by nobody's coming back alone."""
    client = cast.client("manager")
    assert (
        "In 2 of them the only yes is that nobody came back; they count as not solved."
        in text_of(page(client))
    )
    found = cases_in(page(client, "/resolution/cases/only_silence/?period=all"))
    assert found == ["case:evidence:e6", "case:evidence:e4"]


def test_never_reached_is_a_count_of_its_own_that_leads_to_its_cases(
    cast: Cast, odd_lake: Path
) -> None:
    """k4 hung up and did not come back; k5 hung up too, and was answered an hour later."""
    client = cast.client("manager")
    html = page(client)
    assert " 1 " in tile(html, "Abandoned and never reached")
    address = "/resolution/cases/never_reached/?period=all"
    assert f'href="{address}"' in html
    assert cases_in(page(client, address)) == ["case:table:l1"]


def calls_of_a_line(outcome: str) -> str:
    """The calls of a test line and of four customers; `outcome` ends each row."""
    line = [f"t{i:03},2026-03-02 {8 + i // 60:02}:{i % 60:02}:00,line" for i in range(120)]
    others = [f"p{i},2026-03-03 09:00:00,k{i}" for i in range(3)]
    rows = [*line, *others, "end,2026-03-05 23:00:00,k9"]
    head = "contact_id,arrived_at,customer_id" + (",outcome" if outcome else "")
    return "\n".join([head, *(row + outcome for row in rows)]) + "\n"


@pytest.mark.journey("history")
def test_a_test_line_is_told_with_what_it_does_to_the_figure(cast: Cast, home: Path) -> None:
    """
    The line calls 120 times, a minute apart, on 2 March: within a day each but its last is followed by another.
    Three customers call once each, two days before the end. Next contact avoidance at one day:
    4 of 123 with the line, 3 of 3 without it.
    """
    imported(home, calls_of_a_line(",answered"))
    html = page(cast.client("manager"), "/resolution/?period=all&window_days=1")
    assert doubts(html) == ["1 customer has more contacts than a person has"]
    assert (
        "120 contacts in this selection are theirs, 96.8% of all. Next contact avoidance is 3.3%; without "
        "them it would be 100.0%."
    ) in text_of(html)
    assert 'href="/cases/case:table:t000/"' in html
    elsewhere = page(cast.client("manager"), "/resolution/?from=2026-03-03&to=2026-03-03")
    assert doubts(elsewhere) == []


def test_where_the_figure_is_not_known_the_line_is_told_without_it(cast: Cast, home: Path) -> None:
    """No row says how it ended, so nothing counts as answered."""
    imported(home, calls_of_a_line(""))
    read = text_of(page(cast.client("manager")))
    assert "theirs, 96.8% of all. 120 contacts since Mar 2, 2026: show the longest case" in read


def test_a_doubtful_clock_is_told_with_its_day(cast: Cast, home: Path) -> None:
    """On 25 October 2026 the hour from two to three comes twice in Amsterdam."""
    imported(home, "contact_id,arrived_at,customer_id\na,2026-10-25 02:30:00,k1\n")
    html = page(cast.client("manager"))
    assert doubts(html) == ["The clock of 1 contact is doubtful"]
    assert "the hour came twice" in text_of(html)
    assert 'href="/calls/?from=2026-10-25&amp;to=2026-10-25"' in html


def test_days_far_from_all_others_are_told(cast: Cast, home: Path) -> None:
    """Four hundred calls on twenty days of March 2026, and one that says 2099."""
    days = [
        f"c{d:02}{i:02},2026-03-{d:02} 09:{i:02}:00,k{d}{i}"
        for d in range(2, 22)
        for i in range(20)
    ]
    rows = ["contact_id,arrived_at,customer_id", *days, "far,2099-01-01 09:00:00,kf"]
    imported(home, "\n".join(rows) + "\n")
    html = page(cast.client("manager"))
    assert doubts(html) == ["1 contact lies on a day that is most likely wrong"]
    assert 'href="/calls/?from=2099-01-01&amp;to=2099-01-01"' in html


@pytest.mark.parametrize(
    ("role", "links"), [("manager", True), ("agent", True), ("administrator", False)]
)
def test_only_who_may_open_calls_gets_links(
    cast: Cast, odd_lake: Path, settings: LazySettings, role: str, links: bool
) -> None:
    settings.WILLET_SMALLEST_GROUP = 1

    html = page(cast.client(role))
    assert ("/resolution/cases/" in html) is links
    assert len(doubts(html)) == 2


# The lists of cases.


@pytest.mark.parametrize(
    ("role", "status"),
    [("stranger", 302), ("manager", 200), ("team_lead", 200), ("agent", 200), ("analyst", 200), ("administrator", 403)],
)  # fmt: skip
def test_the_list_is_open_to_who_may_open_calls(
    cast: Cast, odd_lake: Path, role: str, status: int
) -> None:
    assert cast.client(role).get("/resolution/cases/spanning/").status_code == status


@pytest.mark.parametrize(
    ("role", "spanning", "contradictory"),
    [
        ("manager", ["table:T1"], ["case:table:b1"]),
        ("team_lead", ["table:T1"], []),
        ("other_agent", ["table:T1"], ["case:table:b1"]),
    ],
)
def test_the_list_shows_the_cases_open_to_the_reader(
    cast: Cast, odd_lake: Path, role: str, spanning: list[str], contradictory: list[str]
) -> None:
    """Anna of North and Otto of South both had a contact of T1; b1 was Otto's alone."""
    client = cast.client(role)
    found = [
        cases_in(page(client, f"/resolution/cases/{kind}/?period=all"))
        for kind in ("spanning", "contradictory")
    ]
    assert found == [spanning, contradictory]
    assert all(
        client.get(f"/cases/{case}/").status_code == 200 for case in (*spanning, *contradictory)
    )


def test_each_side_of_a_contradiction_is_named_with_the_verdict(cast: Cast, odd_lake: Path) -> None:
    read = text_of(page(cast.client("manager"), "/resolution/cases/contradictory/?period=all"))
    assert "1 case " in read
    assert (
        "Mar 4, 2026, 09:00 sales order 1 no repeat call the agent’s word not solved "
        "the agent’s word"
    ) in read


def test_under_other_rules_a_row_leads_to_the_first_call(cast: Cast, odd_lake: Path) -> None:
    """Pages of cases show them linked by the usual rules."""
    html = page(cast.client("manager"), "/resolution/cases/contradictory/?period=all&window_days=3")
    assert (cases_in(html), "/calls/table:b1/" in html) == ([], True)


def test_filters_rules_and_the_way_back_stay(cast: Cast, odd_lake: Path) -> None:
    address = "/resolution/cases/spanning/?period=all&queue=sales&window_days=3"
    html = unescape(page(cast.client("manager"), address))
    ways = [
        parse_qs(urlsplit(way).query) for way in re.findall(r'href="(/resolution/\?[^"]*)"', html)
    ]
    kept = {"period": ["all"], "queue": ["sales"]}
    assert ways == [kept, {**kept, "window_days": ["3"]}]  # the menu's, and the way back


def test_the_list_is_a_file_too(cast: Cast, odd_lake: Path) -> None:
    response = cast.client("analyst").get("/resolution/cases/spanning/?period=all&format=csv")
    lines = b"".join(response.streaming_content).decode().splitlines()  # type: ignore[attr-defined]
    assert lines == [
        "case_id,opened_local,queue,topic,contacts,customers,by_customer,by_no_repeat,by_audit,by_disposition,"
        "resolved,decided_by",
        "table:T1,2026-03-02T09:00:00,sales,order,2,2,,true,,true,true,no_repeat",
    ]
    assert cast.client("agent").get("/resolution/cases/spanning/?format=csv").status_code == 403


@pytest.mark.parametrize("kind", ["nothing", "received", "' or 1=1"])
def test_a_doubt_that_does_not_exist_is_not_found(cast: Cast, odd_lake: Path, kind: str) -> None:
    assert cast.client("manager").get(f"/resolution/cases/{kind}/").status_code == 404


def test_an_empty_lake_has_no_cases(cast: Cast, home: Path) -> None:
    assert cast.client("manager").get("/resolution/cases/spanning/").status_code == 200


@pytest.mark.parametrize(("kind", "rows"), [("spanning", 0), ("contradictory", 4)])
def test_the_store_is_asked_twice_however_long_the_list(
    cast: Cast,
    evidence_lake: Path,
    django_assert_num_queries: DjangoAssertNumQueries,
    kind: str,
    rows: int,
) -> None:
    client = cast.client("manager")
    with django_assert_num_queries(3):
        html = page(client, f"/resolution/cases/{kind}/?period=all")
    assert len(cases_in(html)) == rows
