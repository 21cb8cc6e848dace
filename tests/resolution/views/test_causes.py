"""The causes page, opened by everybody: causes counted by hand, whose cases are listed, and what is not known."""

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.scaffold.cast import Cast
from tests.scaffold.page_text import text_of
from willet.core.statistics.better_quarter import recoverable


def page(client: Client, query: str = "?period=all") -> str:
    response = client.get(f"/causes/{query}")
    assert response.status_code == 200
    return response.content.decode()


def rows(html: str, caption: str) -> dict[str, list[str]]:
    """A table of the page: the row's heading -> its other cells as text."""
    tables = re.findall(r"<table.*?</table>", html, re.S)
    (table,) = [t for t in tables if re.search(rf"<caption[^>]*>{caption}</caption>", t)]
    found = re.findall(r"<tr><th scope=\"row\".*?</tr>", table, re.S)
    cells = [[text_of(c).strip() for c in re.findall(r"<t[hd].*?</t[hd]>", r, re.S)] for r in found]
    return {row[0]: row[1:] for row in cells}


def listed(html: str) -> list[str]:
    return re.findall(r'href="/cases/case:table:(c\d+)/"', html)


def chart(html: str) -> dict[str, Any]:
    (data,) = re.findall(r'<script type="application/json">(.*?)</script>', html, re.S)
    told: dict[str, Any] = json.loads(data)
    return told


CAUSES = "Causes, most recoverable first"
BOTH = recoverable(np.array([60.0, 61.0]), np.array([24.0, 7.0]), np.array([0, 0]))
"""Worked out from the counts alone; the estimator has an oracle of its own."""


@pytest.mark.parametrize(
    ("role", "status"),
    [("stranger", 302), ("manager", 200), ("team_lead", 200), ("agent", 200), ("analyst", 200), ("administrator", 200)],
)  # fmt: skip
def test_the_page_is_open_to_everybody_who_signed_in(
    cast: Cast, lent_small_lake: Path, role: str, status: int
) -> None:
    assert cast.client(role).get("/causes/").status_code == status


def test_causes_are_those_counted_by_hand(cast: Cast, lent_causes_lake: Path) -> None:
    found = rows(page(cast.client("manager")), CAUSES)

    assert BOTH is not None
    value, low, high = (f"{x:.0f}" for x in (BOTH.value, BOTH.low, BOTH.high))
    alone = "– no two comparable names on one topic"
    silent = "– without a cause nothing can be compared"
    none = "– no data"
    assert found == {
        "agent not allowed": [
            "wider authority",
            "31",
            "30 agent 30",
            "1 suggestion",
            f"{value} {low}–{high}",
            "31",
            "100.0%",
        ],
        "parts late": [
            "– the centre’s own cause has no lever yet",
            "2",
            "2 agent 2",
            "0",
            alone,
            alone,
            none,
        ],
        "no cause known": [none, "1", "0", "0", silent, silent, none],
    }


def test_the_summary_parts_what_was_said_from_what_is_suggested(
    cast: Cast, lent_causes_lake: Path
) -> None:
    read = text_of(page(cast.client("manager")))
    assert "34 unresolved cases. Cause said: 32; only suggested: 1; not known: 1." in read


def test_the_chart_has_the_interval_and_marks_suggestions(
    cast: Cast, lent_causes_lake: Path
) -> None:
    told = chart(page(cast.client("manager")))

    assert BOTH is not None
    assert told["labels"] == ["agent not allowed (1 of 31 suggested)"]
    (series,) = told["series"]
    assert (series["values"], series["low"], series["high"]) == ([BOTH.value], [BOTH.low], [BOTH.high])  # fmt: skip


@pytest.mark.parametrize(
    ("query", "said"),
    [("", "had every agent met the cause"), ("&by=team", "had every team met"), ("&by=queue", "had every queue met")],
)  # fmt: skip
def test_what_is_compared_stands_in_the_address_and_in_words(
    cast: Cast, lent_causes_lake: Path, query: str, said: str
) -> None:
    assert said in text_of(page(cast.client("manager"), f"?period=all{query}"))


def test_where_one_queue_has_it_all_nothing_is_said_to_be_recoverable(
    cast: Cast, lent_causes_lake: Path
) -> None:
    read = text_of(page(cast.client("manager"), "?period=all&by=queue"))
    assert "nothing is said to be recoverable" in read


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("&cause=parts+late", {"c200", "c201"}),
        ("&said_by=suggested", {"c300"}),
        ("&said_by=~unknown", {"c301"}),
        ("&cause=~unknown", {"c301"}),
        ("&cause=authority&said_by=suggested", {"c300"}),
        ("&queue=help", {"c301"}),
        ("&cause=elsewhere", set()),
    ],
)
def test_the_list_follows_the_address(
    cast: Cast, lent_causes_lake: Path, query: str, names: set[str]
) -> None:
    html = page(cast.client("manager"), f"?period=all{query}")
    assert set(listed(html)) == names
    assert f"{len(names)} case{'' if len(names) == 1 else 's'} " in text_of(html)


def test_the_list_has_pages(
    cast: Cast, lent_causes_lake: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("willet.resolution.views.causes.PER_PAGE", 20)
    client = cast.client("manager")
    one, two = (listed(page(client, f"?period=all&page={n}")) for n in (1, 2))
    assert (len(one), len(two), len(set(one) & set(two))) == (20, 14, 0)


def test_a_suggestion_is_told_as_one_with_what_it_rests_on(
    cast: Cast, lent_causes_lake: Path
) -> None:
    html = page(cast.client("manager"), "?period=all&said_by=suggested")
    (cells,) = rows(html, "Unresolved cases").values()
    assert cells[-2:] == [
        "agent not allowed",
        "a suggestion, nobody said it because of: it was handed on",
    ]


@pytest.mark.parametrize(
    ("role", "agents", "count"),
    [
        ("manager", {"Anna W", "Otto K", "Tomás R"}, 34),
        ("analyst", {"Anna W", "Otto K", "Tomás R"}, 34),
        ("team_lead", {"Anna W", "Tomás R"}, 26),
        ("agent", {"Anna W"}, 24),
        ("other_agent", {"Otto K"}, 8),
        ("administrator", set(), 0),
    ],
)
def test_cases_are_listed_by_sight(
    cast: Cast, lent_causes_lake: Path, role: str, agents: set[str], count: int
) -> None:
    """The causes themselves are open to all: they name nobody."""
    html = page(cast.client(role))
    assert {n for n in ("Anna W", "Otto K", "Tomás R") if n in html} == agents
    assert len(listed(html)) == count
    assert rows(html, CAUSES)["agent not allowed"][1] == "31"


def test_an_agent_who_asks_for_a_colleague_by_address_gets_no_figures(
    cast: Cast, lent_causes_lake: Path
) -> None:
    read = text_of(page(cast.client("agent"), "?period=all&agent=Otto+K"))
    assert "No unresolved case in this selection" in read


def test_the_causes_as_csv(cast: Cast, lent_causes_lake: Path) -> None:
    response = cast.client("manager").get("/causes/?period=all&table=causes&format=csv")

    found = list(csv.DictReader(io.StringIO(b"".join(response).decode())))
    assert [(r["cause"], r["lever"], r["cases"], r["desk"], r["suggested"]) for r in found] == [
        ("authority", "authority", "31", "30", "1"),
        ("parts late", "", "2", "2", "0"),
        ("", "", "1", "0", "0"),
    ]
    assert BOTH is not None
    assert float(found[0]["recoverable_low"]) == BOTH.low


def test_the_cases_as_a_file_are_those_in_sight(cast: Cast, lent_causes_lake: Path) -> None:
    response = cast.client("team_lead").get("/causes/?period=all&table=cases&format=csv")

    found = list(csv.DictReader(io.StringIO(b"".join(response).decode())))
    assert {r["agent"] for r in found} == {"Anna W", "Tomás R"}
    assert (len(found), found[0]["said_by"]) == (26, "desk")


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize(
    ("role", "table", "status"),
    [
        ("analyst", "causes", 200),
        ("agent", "causes", 403),
        ("agent", "cases", 403),
        ("administrator", "cases", 403),
    ],
)
def test_tables_are_files_for_who_may_export(
    cast: Cast, lent_causes_lake: Path, role: str, table: str, status: int, kind: str
) -> None:
    response = cast.client(role).get(f"/causes/?period=all&table={table}&format={kind}")
    assert response.status_code == status


def test_nothing_said_is_told(cast: Cast, lent_causes_lake: Path) -> None:
    read = text_of(page(cast.client("manager"), "?period=all&queue=help"))
    assert "1 unresolved case. Cause said: 0; only suggested: 0; not known: 1." in read
    assert "Nobody said why these cases were not solved" in read


def test_a_selection_without_an_unresolved_case_says_so(cast: Cast, lent_small_lake: Path) -> None:
    read = text_of(page(cast.client("manager"), "?from=2026-03-12&to=2026-03-14"))
    assert "No unresolved case in this selection" in read
    assert "How is this computed" not in read


def test_an_empty_lake_leads_to_the_imports(cast: Cast, home: Path) -> None:
    assert "No calls yet" in page(cast.client("manager"), "")


@pytest.mark.parametrize("query", ["?by=planet", "?said_by=x&cause=" + "y" * 500, "?page=-4"])
def test_an_address_that_means_nothing_is_no_error(
    cast: Cast, lent_small_lake: Path, query: str
) -> None:
    assert cast.client("manager").get(f"/causes/{query}").status_code == 200


@pytest.mark.journey("walk", but_first=True)
@pytest.mark.parametrize("language", ["en", "nl", "de", "es", "vi"])
def test_the_page_speaks_the_reader_s_language(
    cast: Cast, lent_causes_lake: Path, language: str
) -> None:
    cast.manager.language = language
    cast.manager.save()
    html = page(cast.client("manager"))
    assert f'lang="{language}"' in html
    assert ("Recoverable cases" in html) == (language == "en")


@pytest.mark.parametrize("query", ["?period=all&cause=parts+late", "?period=all"])
def test_the_page_needs_few_queries(
    cast: Cast,
    lent_causes_lake: Path,
    django_assert_num_queries: DjangoAssertNumQueries,
    query: str,
) -> None:
    """Session, account, the teams a lead may see, and what waits in the inbox; as many for 2 cases as for 26."""
    client = cast.client("team_lead")
    with django_assert_num_queries(5):
        client.get(f"/causes/{query}")
