"""The evidence page, opened by everybody: counts, agreement, the ladder and the correction by hand."""

import re
from html import unescape
from pathlib import Path
from time import monotonic, sleep

import pytest
from django.conf import LazySettings
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.scaffold.cast import Cast
from tests.scaffold.lent import Lend, own
from tests.scaffold.page_text import text_of
from tests.scaffold.shelf import Shelf
from tests.scaffold.small_lake import csv_of
from willet.figures.domain import aside

TABLE = """
contact_id | arrived_at          | queue | agent  | team  | outcome  | customer_id | resolved | audit | says
e1         | 2026-03-02 09:00:00 | sales | Anna W | North | answered | k1          | true     | yes   | 1
e2         | 2026-03-02 09:10:00 | sales | Anna W | North | answered | k2          | true     | no    |
e3         | 2026-03-02 09:20:00 | sales | Anna W | North | answered | k3          | true     | yes   |
e4         | 2026-03-02 09:30:00 | sales | Otto K | South | answered | k4          | false    | no    |
e5         | 2026-03-03 09:00:00 | sales | Otto K | South | answered | k5          | false    |       | 1
e6         | 2026-03-03 09:10:00 | sales | Otto K | South | answered | k6          | false    |       |
e7         | 2026-03-03 09:20:00 | sales | Otto K | South | answered | k7          | true     |       |
e8         | 2026-03-03 09:30:00 | sales | Otto K | South | answered | k8          |          |       |
end        | 2026-04-20 09:00:00 | sales | Otto K | South | answered | k9          |          |       |
"""
"""Nobody comes back, so of each case but the last, too young one, `no repeat` says solved.

    case  customer  no repeat  audit  disposition  decided by   verdict
    e1    yes       yes        yes    yes          customer     solved
    e2    -         yes        no     yes          audit        not, against two
    e3    -         yes        yes    yes          no repeat    solved
    e4    -         yes        no     no           audit        not, against silence
    e5    yes       yes        -      no           customer     solved, against the agent
    e6    -         yes        -      no           disposition  not, against silence
    e7    -         yes        -      yes          no repeat    solved
    e8    -         yes        -      -            no repeat    solved
"""
MAPPING = """
name = "evidence"
zone = "Europe/Amsterdam"
[columns]
contact_id = { from = "contact_id" }
arrived_at = { from = "arrived_at" }
queue = { from = "queue" }
agent = { from = "agent" }
team = { from = "team" }
outcome = { from = "outcome" }
customer_id = { from = "customer_id" }
resolved = { from = "resolved" }
[[evidence]]
kind = "audit"
from = "audit"
values = { yes = true, no = false }
[[survey]]
instrument = "resolved"
scale = "0-1"
from = "says"
"""


@pytest.fixture
def evidence_lake(shelf: Shelf, lend: Lend) -> Path:
    """A lake with all four kinds of evidence."""
    return lend(shelf.made(csv_of(TABLE), mapping=MAPPING, zone=None, count=9))


def page(client: Client, query: str = "?period=all") -> str:
    response = client.get(f"/resolution/evidence/{query}")
    assert response.status_code == 200
    return response.content.decode()


def rows_of(html: str, caption: str) -> dict[str, list[str]]:
    """The rows of one table by their heading."""
    (table,) = [t for t in re.findall(r"<table.*?</table>", html, re.S) if caption in t]
    body = table.split("<tbody>")[1]
    rows = [re.findall(r"<t[hd].*?</t[hd]>", row, re.S) for row in body.split("</tr>")[:-1]]
    told = [[text_of(cell).strip() for cell in row] for row in rows]
    return {row[0]: row[1:] for row in told}


@pytest.mark.parametrize(
    ("role", "status"),
    [("stranger", 302), ("manager", 200), ("team_lead", 200), ("agent", 200), ("analyst", 200), ("administrator", 200)],
)  # fmt: skip
def test_the_page_is_open_to_everybody_who_signed_in(
    cast: Cast, lent_small_lake: Path, role: str, status: int
) -> None:
    assert cast.client(role).get("/resolution/evidence/").status_code == status


def test_the_kinds_stand_side_by_side_with_what_they_decide(
    cast: Cast, evidence_lake: Path
) -> None:
    found = rows_of(page(cast.client("manager")), "The four kinds of evidence, strongest first")
    #  cases that have it, solved it says (Wilson), decided, against another kind
    assert {kind: cells[:4] for kind, cells in found.items()} == {
        "the customer’s answer": ["2 25.0%", "100.0% 34.2–100.0", "2 25.0%", "1"],
        "no repeat call": ["8 100.0%", "100.0% 67.6–100.0", "3 37.5%", "0"],
        "a quality audit": ["4 50.0%", "50.0% 15.0–85.0", "2 25.0%", "2"],
        "the agent’s word": ["7 87.5%", "57.1% 25.0–84.2", "1 12.5%", "1"],
    }


def test_agreement_is_told_beside_chance_and_in_words(cast: Cast, evidence_lake: Path) -> None:
    """Audit and disposition: 3 of 4 agree; by chance 0.5 x 0.75 + 0.5 x 0.25; kappa (0.75 - 0.5) / 0.5."""
    found = rows_of(page(cast.client("manager")), "Agreement on single contacts")
    told = found["a quality audit – the agent’s word"]
    assert told[:3] == ["4", "75.0%", "50.0%"]
    assert told[3].startswith("0.50 ")
    assert told[4] == "agree fairly"


def test_a_kind_that_never_varies_agrees_with_nothing(cast: Cast, evidence_lake: Path) -> None:
    found = rows_of(page(cast.client("manager")), "Agreement on whole cases")
    told = found["no repeat call – the agent’s word"]
    assert told[:2] == ["7", "57.1%"]
    assert told[4] == "one of the two always says the same, so agreeing says nothing"


def test_dispositions_are_corrected_by_audits(cast: Cast, evidence_lake: Path) -> None:
    """4 of 7 say solved; right about 2 of 2 solved and 1 of 2 unsolved: (4/7 + 1/2 - 1) / (1 + 1/2 - 1) = 1/7."""
    read = text_of(page(cast.client("manager")))
    assert "The agents’ dispositions, corrected by audits 14.3%" in read
    assert (
        "The dispositions say 57.1%. They were right about 2 of 2 that audits found solved, and about 1 of 2 "
        "that audits found not solved."
    ) in read


def test_without_audits_no_correction_is_made(cast: Cast, lent_small_lake: Path) -> None:
    told = "Needs audits of both: there are 0 of solved and 0 of unsolved contacts that have a disposition."
    assert told in text_of(page(cast.client("manager")))


def test_the_truth_is_not_told_from_two_kinds_over_one_topic(
    cast: Cast, lent_small_lake: Path
) -> None:
    read = text_of(page(cast.client("manager"), "?period=all&topic=order"))
    assert "Three kinds of evidence that say both yes and no are needed" in read


def test_contradictory_cases_are_counted_and_listed(cast: Cast, evidence_lake: Path) -> None:
    html = page(cast.client("manager"))
    assert "The evidence of 4 cases disagrees" in text_of(html)
    assert 'href="/resolution/cases/contradictory/?period=all"' in html


def test_the_evidence_follows_period_filter_and_rules(cast: Cast, evidence_lake: Path) -> None:
    client = cast.client("manager")
    read = text_of(page(client, "?from=2026-03-02&to=2026-03-02"))
    assert "whose window has closed: 4." in read
    assert "whose window has closed: 0." in text_of(page(client, "?period=all&window_days=90"))
    assert "No calls in this selection" in text_of(page(client, "?from=2025-01-01&to=2025-01-31"))


def test_the_tables_are_files_too(cast: Cast, evidence_lake: Path) -> None:
    client = cast.client("analyst")
    lines = {
        table: b"".join(
            client.get(f"/resolution/evidence/?period=all&table={table}&format=csv").streaming_content  # type: ignore[attr-defined]
        ).decode().splitlines()
        for table in ("kinds", "agreement")
    }  # fmt: skip
    assert lines["kinds"][0] == (
        "evidence,cases,says_solved,says_not_solved,decides,decides_solved,contradicted"
    )
    assert lines["kinds"][3:] == ["audit,4,2,2,2,0,2", "disposition,7,4,3,1,0,1", ",,,,0,0,0"]
    assert lines["agreement"][-1].startswith("contacts,audit,disposition,4,0.75,0.5,0.5,")


@pytest.mark.parametrize(
    ("role", "status"), [("agent", 403), ("administrator", 403), ("team_lead", 200)]
)
def test_who_may_not_export_gets_no_file(
    cast: Cast, lent_small_lake: Path, role: str, status: int
) -> None:
    client = cast.client(role)
    assert client.get("/resolution/evidence/?table=kinds&format=csv").status_code == status
    assert ("format=xlsx" in page(client)) is (status == 200)


def test_the_rules_and_filters_lead_back_to_the_resolution(
    cast: Cast, lent_small_lake: Path
) -> None:
    html = unescape(page(cast.client("manager"), "?period=all&queue=sales&window_days=3"))
    assert 'href="/resolution/?period=all&queue=sales&window_days=3"' in html


def test_a_rule_that_cannot_be_is_told(cast: Cast, lent_small_lake: Path) -> None:
    read = text_of(page(cast.client("manager"), "?window_days=x"))
    assert "a whole number of days from 0 to 10,000, not “x”." in read


def test_an_empty_lake_leads_to_the_imports(cast: Cast, home: Path) -> None:
    assert "No calls yet" in page(cast.client("manager"), "")


def test_the_administrator_gets_no_links_to_cases(
    cast: Cast, evidence_lake: Path, settings: LazySettings
) -> None:
    settings.WILLET_SMALLEST_GROUP = 1

    assert "/resolution/cases/" not in page(cast.client("administrator"))


def test_of_a_large_lake_the_page_comes_first_and_the_figures_follow(
    cast: Cast, evidence_lake: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(aside, "SMALL", 0)
    own(evidence_lake)  # of which nothing is known yet
    client, query = cast.client("manager"), "?period=all&window_days=3"
    html = page(client, query)
    assert "it is being weighed and will appear here" in html
    assert "The four kinds of evidence" not in html
    (address,) = re.findall(r'<willet-live src="([^"]*)"', html)

    deadline = monotonic() + 20
    while "Willet-Done" not in (answer := client.get(unescape(address))):
        assert monotonic() < deadline, "the figures follow"
        sleep(0.05)

    found = rows_of(answer.content.decode(), "The four kinds of evidence, strongest first")
    assert found["a quality audit"][0] == "4 50.0%"
    assert "willet-live" not in page(client, query)


@pytest.mark.parametrize(("role", "status"), [("stranger", 302), ("manager", 200), ("agent", 200)])
def test_the_figures_are_open_to_whom_the_page_is(
    cast: Cast, evidence_lake: Path, settings: LazySettings, role: str, status: int
) -> None:
    settings.WILLET_SMALLEST_GROUP = 1

    answer = cast.client(role).get("/resolution/evidence/figures/?period=all")
    assert (answer.status_code, "Willet-Done" in answer) == (status, status == 200)


def test_of_no_lake_no_figures_follow(cast: Cast, home: Path) -> None:
    answer = cast.client("manager").get("/resolution/evidence/figures/")
    assert (answer.content, answer["Willet-Done"]) == (b"", "1")


@pytest.mark.parametrize("query", ["?period=all", "?from=2026-03-02&to=2026-03-02"])
def test_the_page_needs_few_queries(
    cast: Cast,
    evidence_lake: Path,
    django_assert_num_queries: DjangoAssertNumQueries,
    query: str,
) -> None:
    """Session and account: the figures come from the lake."""
    client = cast.client("manager")
    with django_assert_num_queries(3):
        client.get(f"/resolution/evidence/{query}")
