"""The overview, opened by everybody: figures counted by hand from the small lake, and who sees which names."""

import csv
import io
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.scaffold.cast import Cast
from tests.scaffold.commits import Committed
from tests.scaffold.page_text import text_of
from willet.lists.models import ListEntry
from willet.people.agents.publishing import publish


def page(client: Client, path: str = "/") -> str:
    response = client.get(path)
    assert response.status_code == 200
    return text_of(response.content.decode())


@pytest.mark.parametrize(
    ("role", "status"),
    [("stranger", 302), ("manager", 200), ("team_lead", 200), ("agent", 200), ("analyst", 200), ("administrator", 200)],
)  # fmt: skip
def test_the_overview_is_open_to_everybody_who_signed_in(
    cast: Cast, lent_small_lake: Path, role: str, status: int
) -> None:
    assert cast.client(role).get("/").status_code == status


def test_the_figures_of_the_newest_week_are_those_counted_by_hand(
    cast: Cast, lent_small_lake: Path
) -> None:
    """Newest seven days: c05 to c12, all inbound, c11 blocked, c08 abandoned, six answered."""
    read = page(cast.client("manager"), "/?period=7d")

    assert "Received 8 " in read
    assert "Answered 6 " in read
    # offered are all but the blocked one; within 20 s: c05 c07 c09 c10 c12
    assert "Service level 71.4%" in read
    assert "Abandonment rate 14.3%" in read
    # the mean wait of c05 c06 c07 c09 c10 c12
    assert "Average speed of answer 20.5 s" in read


def test_a_filter_in_the_address_narrows_every_figure(cast: Cast, lent_small_lake: Path) -> None:
    read = page(cast.client("manager"), "/?period=7d&queue=support")
    assert "Received 3 " in read
    assert "Answered 3 " in read


def test_a_period_without_calls_shows_a_dash_and_the_reason_never_zero_percent(
    cast: Cast, lent_small_lake: Path
) -> None:
    read = page(cast.client("manager"), "/?from=2025-01-01&to=2025-01-31")
    assert "Service level – no data no contacts in this selection" in read
    assert "0.0%" not in read
    assert "Calls are known from Mar 2, 2026 to Mar 14, 2026. Show everything" in read


def test_an_own_period_that_ends_before_it_begins_is_told(
    cast: Cast, lent_small_lake: Path
) -> None:
    read = page(cast.client("manager"), "/?from=2026-03-05&to=2026-03-01")
    assert "The period ends (2026-03-01) before it begins (2026-03-05)." in read


def test_an_empty_lake_leads_to_the_imports(cast: Cast, home: Path) -> None:
    response = cast.client("manager").get("/")
    assert "No calls yet" in text_of(response.content.decode())
    assert 'href="/imports/"' in response.content.decode()


def test_an_agent_without_calls_is_told_who_can_import(cast: Cast, home: Path) -> None:
    read = page(cast.client("agent"))
    assert "An administrator, manager or analyst can do it" in read


@pytest.mark.parametrize(
    ("role", "names"),
    [
        ("manager", {"Anna W", "Otto K", "Tomás R"}),
        ("analyst", {"Anna W", "Otto K", "Tomás R"}),
        ("team_lead", {"Anna W", "Tomás R"}),
        ("agent", {"Anna W"}),
        ("other_agent", {"Otto K"}),
        ("administrator", set()),
    ],
)
def test_names_of_agents_are_shown_by_sight(
    cast: Cast, lent_small_lake: Path, role: str, names: set[str]
) -> None:
    read = page(cast.client(role), "/?period=all")
    assert {n for n in ("Anna W", "Otto K", "Tomás R") if n in read} == names


def test_an_agent_who_asks_for_a_colleague_by_address_gets_no_figures(
    cast: Cast, lent_small_lake: Path
) -> None:
    read = page(cast.client("agent"), "/?period=all&agent=Otto+K")
    assert "Answered 0 " in read


def test_a_table_sorts_by_the_address(cast: Cast, lent_small_lake: Path) -> None:
    read = page(cast.client("manager"), "/?period=all&sort_queue=-received")
    table = read[read.index("By queue") : read.index("By agent")]
    assert table.index("sales") < table.index("support")


def test_a_table_as_csv_has_value_interval_and_n(cast: Cast, lent_small_lake: Path) -> None:
    response = cast.client("manager").get("/?period=all&table=queue&format=csv")

    rows = list(csv.DictReader(io.StringIO(b"".join(response).decode())))
    assert response["Content-Disposition"].startswith('attachment; filename="by-queue.csv"')
    assert [(r["queue"], r["received"], r["service_level_n"]) for r in rows] == [
        ("sales", "7", "6"),
        ("support", "5", "5"),
    ]


@pytest.mark.parametrize("role", ["agent", "administrator"])
def test_a_table_is_no_file_for_who_may_not_export(
    cast: Cast, lent_small_lake: Path, role: str
) -> None:
    assert cast.client(role).get("/?table=queue&format=csv").status_code == 403


@pytest.mark.parametrize("language", ["en", "nl", "de", "es", "vi"])
def test_the_overview_speaks_the_reader_s_language(
    cast: Cast, lent_small_lake: Path, language: str
) -> None:
    cast.manager.language = language
    cast.manager.save()
    html = cast.client("manager").get("/?period=7d").content.decode()
    assert f'lang="{language}"' in html
    assert ("71.4" in html, "71,4" in html) == (language == "en", language != "en")


def test_the_overview_needs_few_queries(
    cast: Cast, lent_small_lake: Path, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """Session, account, what the account may see by name, remarks on days, goals of tiles, those of
    tables, and a lead’s inbox: the figures come from the lake.
    """
    client = cast.client("team_lead")
    with django_assert_num_queries(8):
        client.get("/")


@pytest.mark.journey("history")
def test_a_queue_renamed_or_left_out_of_menus_is_so_on_a_board_opened_before(
    cast: Cast, small_lake: Path, committed: Committed
) -> None:
    manager = cast.client("manager")
    shown = [page(manager)]
    with committed():
        manager.post("/lists/queue/new/?name=sales", {"name": "sales", "words_en": "New business"})
    shown.append(page(manager))
    with committed():
        ListEntry.objects.update(words={"en": "Old business"}, is_hidden=True)
        publish()
    shown.append(page(manager))

    counts = [
        [part.count(name) for part in shown] for name in ("sales", "New business", "Old business")
    ]
    assert [[bool(count) for count in row] for row in counts] == [
        [True, False, False],
        [False, True, False],
        [False, False, True],
    ]
    # Left out of the menu, and in the table as before.
    assert counts[2][2] < counts[1][1]
