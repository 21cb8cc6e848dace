"""The resolution page, opened by everybody: figures counted by hand, rules in the address, and pending days."""

import csv
import io
import re
from html import unescape
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.scaffold.cast import Cast
from tests.scaffold.page_text import text_of
from willet.core.intake import import_files


def page(client: Client, query: str = "?period=all") -> str:
    response = client.get(f"/resolution/{query}")
    assert response.status_code == 200
    return response.content.decode()


def tile(html: str, title: str) -> str:
    """The text of one tile."""
    tiles = [text_of(t) for t in re.findall(r"<article class=\"tile.*?</article>", html, re.S)]
    (found,) = [t for t in tiles if t.strip().startswith(f"{title} ")]
    return found


@pytest.mark.parametrize(
    ("role", "status"),
    [("stranger", 302), ("manager", 200), ("team_lead", 200), ("agent", 200), ("analyst", 200), ("administrator", 200)],
)  # fmt: skip
def test_the_page_is_open_to_everybody_who_signed_in(
    cast: Cast, lent_small_lake: Path, role: str, status: int
) -> None:
    assert cast.client(role).get("/resolution/").status_code == status


def test_next_contact_avoidance_follows_the_window_in_the_address(
    cast: Cast, lent_small_lake: Path
) -> None:
    """k1 is handled on 2 March (c01) and comes back on 14 March (c12), twelve days later.

    Old enough for one day: c01 c02 c04 c05 c06 c07 c10 of known customers, none repeated within a day.
    Old enough for twelve days: c01 and c02; c01 is repeated within twelve days.
    """
    client = cast.client("manager")
    one = tile(page(client, "?period=all&window_days=1"), "Next contact avoidance")
    twelve = tile(page(client, "?period=all&window_days=12"), "Next contact avoidance")
    assert "100.0%" in one
    assert "n 7 " in one
    assert " 50.0% " in twelve
    assert "n 2 " in twelve


def test_unknown_callers_are_told_with_the_bounds(cast: Cast, lent_small_lake: Path) -> None:
    """One day: seven known callers of eight; c09 is unknown, so the figure lies between 7/8 and 8/8."""
    one = tile(page(cast.client("manager"), "?period=all&window_days=1"), "Next contact avoidance")
    assert (
        "Callers known for 87.5%. Between 87.5% and 100.0%, whatever the unknown callers did."
        in one
    )


def test_how_a_figure_is_computed_shows_the_rules_in_force(
    cast: Cast, lent_small_lake: Path
) -> None:
    read = tile(
        page(cast.client("manager"), "?period=all&window_days=3&link=fixed&same_topic=ignored"),
        "First-contact resolution per case",
    )
    assert "window_days 3 link fixed topic ignored" in read


def test_the_definitions_stand_side_by_side_with_what_each_counts(
    cast: Cast, lent_small_lake: Path
) -> None:
    """One day: of seven known callers none comes back, of eight in all one is unknown.

    The intervals are Wilson's of 7 of 7. Nobody was asked, so the strict figure has no value.
    """
    html = page(cast.client("manager"), "?period=all&window_days=1")
    (table,) = [
        t for t in re.findall(r"<table.*?</table>", html, re.S) if "Five definitions and what" in t
    ]
    rows = [text_of(row).strip() for row in table.split("<tbody>")[1].split("</tr>")[:-1]]
    assert rows[2] == (
        "Next contact avoidance 100.0% 64.6–100.0 7 87.5% 87.5–100.0% Answered contacts of known customers "
        "after which the customer did not contact us again within the window, as a share of those whose window "
        "has passed."
    )
    assert rows[4].startswith(
        "Strict first-contact resolution – no known customer in this selection said whether it was solved 0 0.0%"
    )


@pytest.mark.parametrize(
    ("role", "status"), [("analyst", 200), ("agent", 403), ("administrator", 403)]
)
def test_the_definitions_are_a_file_for_who_may_export(
    cast: Cast, lent_small_lake: Path, role: str, status: int
) -> None:
    answer = cast.client(role).get("/resolution/?period=all&window_days=1&link=fixed&format=xlsx")
    assert answer.status_code == status


def test_the_file_holds_each_definition_with_the_rules_it_was_counted_under(
    cast: Cast, lent_small_lake: Path
) -> None:
    response = cast.client("manager").get("/resolution/?period=all&window_days=1&format=csv")
    lines = b"".join(response.streaming_content).decode().splitlines()  # type: ignore[attr-defined]
    assert lines[0] == (
        "definition,value,low,high,n,coverage,bound_low,bound_high,window_days,link,topic,reason,what_it_counts"
    )
    assert [line.split(",")[0] for line in lines[1:]] == [
        "fcr_case",
        "fcr_case_net",
        "next_contact_avoidance",
        "one_and_done_share",
        "fcr_strict",
    ]
    name, value, low, high, *rest = lines[3].split(",")
    assert (name, value, high, rest[:7]) == (
        "next_contact_avoidance",
        "1.0",
        "1.0",
        ["7", "0.875", "0.875", "1.0", "1", "chain", "if_known"],
    )
    assert float(low) == pytest.approx(7 / (7 + 1.959964**2))


@pytest.mark.parametrize("address", ["/resolution/", "/resolution/curve/"])
def test_the_files_say_why_a_record_is_too_short(
    cast: Cast, lent_small_lake: Path, address: str
) -> None:
    """13 days and a window of 7: four definitions have no value, and the same reason; the fifth looks forward only."""
    response = cast.client("manager").get(f"{address}?period=all&format=csv")
    text = b"".join(response.streaming_content).decode()  # type: ignore[attr-defined]
    rows = list(csv.DictReader(io.StringIO(text.lstrip("\ufeff"))))
    told = "the first figure comes with the records of Mar 16, 2026"
    found = [row for row in rows if row["window_days"] == "7"]
    assert {row["definition"]: told in row["reason"] for row in found} == {
        "fcr_case": True,
        "fcr_case_net": True,
        "next_contact_avoidance": False,
        "one_and_done_share": True,
        "fcr_strict": True,
    }


def test_a_filter_keeps_the_rules_and_a_rule_keeps_the_filters(
    cast: Cast, lent_small_lake: Path
) -> None:
    html = page(cast.client("manager"), "?period=all&queue=sales&window_days=3&same_topic=ignored")
    _days, filters, rules = re.findall(r"<form class=\"filters\".*?</form>", html, re.S)
    hidden = re.compile(r'type="hidden" name="(\w+)" value="(\w+)"')
    kept = [("period", "all"), ("window_days", "3"), ("same_topic", "ignored")]
    assert hidden.findall(filters) == kept
    assert hidden.findall(rules) == [("period", "all"), ("queue", "sales")]


def test_the_calls_behind_a_figure_are_linked_by_the_same_rules(
    cast: Cast, lent_small_lake: Path
) -> None:
    """Under twelve days fixed, topic ignored, only c01 and c02 are old enough; c02 stayed without a repeat."""
    client = cast.client("manager")
    html = page(client, "?period=all&window_days=12&link=fixed&same_topic=ignored")
    (address,) = {
        unescape(a) for a in re.findall(r'href="(/calls/\?[^"]*next_contact_avoidance[^"]*)"', html)
    }
    listed = client.get(f"{address}&part=numerator").content.decode()
    assert set(re.findall(r"/calls/table:(c\d\d)/", listed)) == {"c02"}


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("?window_days=-1", "a whole number of days from 0 to 10,000, not “-1”."),
        ("?window_days=10001", "a whole number of days from 0 to 10,000, not “10001”."),
        ("?window_days=soon", "a whole number of days from 0 to 10,000, not “soon”."),
        ("?link=sideways", "“sideways” is no rule for linking contacts; the rules are chain, fixed."),
    ],
)  # fmt: skip
def test_a_rule_that_cannot_be_is_told(
    cast: Cast, lent_small_lake: Path, query: str, told: str
) -> None:
    assert told in text_of(page(cast.client("manager"), query))


def test_a_window_of_no_days_links_what_came_at_the_same_instant(
    cast: Cast, lent_small_lake: Path
) -> None:
    """Eight answered contacts of known customers, all old enough at once; k1 came back, but not at the same instant."""
    html = page(cast.client("manager"), "?period=all&window_days=0")
    assert "links only contacts that came at the same instant" in text_of(html)
    assert "100.0%" in tile(html, "Next contact avoidance")
    assert " n 8 " in tile(html, "Next contact avoidance")
    assert 'name="window_days" value="0" min="0" max="10000"' in html


def test_under_a_window_longer_than_the_calls_everything_is_pending(
    cast: Cast, lent_small_lake: Path
) -> None:
    """All eleven cases: c03 and c04 are one, and so are c01 and c12, for k1 came back about the same topic."""
    html = page(cast.client("manager"), "?period=all&window_days=10000")
    told = "The calls span 13 days. A case is judged by what came within 10,000 days before it opened and after"
    assert told in text_of(html)
    assert " 10 " in tile(html, "Pending cases")
    short = "a window of 10000 days needs a record of more than 20000 days, and this one has 13"
    assert short in tile(html, "First-contact resolution per case")
    assert short in tile(html, "One and done")
    assert short in tile(html, "Abandoned and never reached")
    told = "the records do not reach far enough back for this window"
    assert told in tile(html, "Repeat rate")


def test_a_record_of_two_windows_gives_no_figure_and_says_from_when(
    cast: Cast, lent_small_lake: Path
) -> None:
    """13 days, from 2 March: too few for 7 days on either side, two of them missing."""
    html = page(cast.client("manager"), "?period=all")
    told = "this one has 13; the first figure comes with the records of Mar 16, 2026"
    for name in ("First-contact resolution per case", "One and done", "Contacts per case"):
        assert told in tile(html, name)
    assert "the first figures of cases come with the calls of Mar 16, 2026." in text_of(html)
    assert "the first figure" not in tile(html, "Next contact avoidance")


def test_cases_of_a_long_enough_record_may_all_be_too_young(
    cast: Cast, lent_small_lake: Path
) -> None:
    """Six days: no case opened on 8 March, the one day with six before it and six after."""
    html = page(cast.client("manager"), "?period=all&window_days=6")
    young = "nothing in this selection is old enough for this window yet"
    assert young in tile(html, "First-contact resolution per case")
    assert "the first figure" not in text_of(html)


def test_a_selection_without_calls_of_one_kind_is_not_called_too_young(
    cast: Cast, lent_small_lake: Path
) -> None:
    """Nobody was answered in the queue of the blocked and abandoned; nothing there is pending under one day."""
    html = page(cast.client("manager"), "?from=2026-03-10&to=2026-03-10&queue=sales&window_days=1")
    assert "no cases in this selection" in tile(html, "First-contact resolution per case")


@pytest.mark.journey("history")
def test_an_unusual_window_is_said_to_be_one(cast: Cast, home: Path) -> None:
    calls = home / "two.csv"
    calls.write_text(
        "contact_id,arrived_at,customer_id\na,2026-01-01 09:00:00,k1\nb,2026-04-01 09:00:00,k2\n",
        encoding="utf-8",
    )
    import_files(home / "lake", "table", [calls], zone="Europe/Amsterdam")
    client = cast.client("manager")
    assert "the newest 31 days are pending" in text_of(page(client, "?window_days=31"))
    assert "unusual" not in text_of(page(client, "?window_days=30"))


def test_the_curve_of_a_small_lake_comes_with_the_page(cast: Cast, lent_small_lake: Path) -> None:
    html = page(cast.client("manager"))
    curve = re.search(r'id="curve".*?</section>', html, re.S)
    assert curve is not None
    days = re.findall(r'<th scope="row"[^>]*>(\d+) days?', curve[0])
    assert days == [str(day) for day in range(1, 31)]
    assert "<willet-live" not in html


def test_pending_is_explained_with_the_window(cast: Cast, lent_small_lake: Path) -> None:
    """Twelve days: one repeat is known (k1), so recent days can be estimated; all from 3 March on are pending."""
    read = text_of(page(cast.client("manager"), "?period=all&window_days=12&same_topic=ignored"))
    assert "A contact is pending while its repeat window of 12 days is open" in read
    assert "Days with pending contacts" in read
    assert "Mar 12, 2026 1 0 1 100.0%" in read


def test_a_period_without_calls_shows_no_figures(cast: Cast, lent_small_lake: Path) -> None:
    read = text_of(page(cast.client("manager"), "?from=2025-01-01&to=2025-01-31"))
    assert "No calls in this selection" in read
    assert "five definitions" not in read


def test_an_empty_lake_leads_to_the_imports(cast: Cast, home: Path) -> None:
    assert "No calls yet" in page(cast.client("manager"), "")


def test_an_agent_who_asks_for_a_colleague_by_address_gets_no_figures(
    cast: Cast, lent_small_lake: Path
) -> None:
    read = text_of(page(cast.client("agent"), "?period=all&agent=Otto+K"))
    assert "No calls in this selection" in read


def test_the_administrator_gets_no_links_to_calls(cast: Cast, lent_small_lake: Path) -> None:
    assert "/calls/?" not in page(cast.client("administrator"))


@pytest.mark.parametrize(("role", "queries"), [("manager", 3), ("team_lead", 5)])
def test_the_page_needs_few_queries(
    cast: Cast,
    lent_small_lake: Path,
    django_assert_num_queries: DjangoAssertNumQueries,
    role: str,
    queries: int,
) -> None:
    """Session and account, what is unread, and the teams of a lead: the figures come from the lake."""
    client = cast.client(role)
    with django_assert_num_queries(queries):
        client.get("/resolution/")
