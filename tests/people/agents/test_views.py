"""The pages of agents: by role, with what they change, refuse and list, at a literal number of queries."""

from datetime import date
from pathlib import Path
from string import ascii_lowercase

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.scaffold.cast import ROLES, Cast
from tests.scaffold.commits import Committed
from willet.people.agents.keeping import NOBODY
from willet.people.agents.leavers import pseudonymise_leavers
from willet.people.agents.verbs import add_agent, give_spelling
from willet.people.models import KnownAgent, NotOne, Spelling, Team, TeamStretch

# Act -> what each role meets: stranger, manager, lead, agent, analyst, administrator.
MAY = (302, 302, 403, 403, 403, 302)


@pytest.fixture
def manager(cast: Cast) -> Client:
    return cast.client("manager")


def texts(page: object) -> str:
    return str(getattr(page, "content", b"").decode())


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("act", ["spellings", "teams", "merge", "apart"])
def test_only_managers_and_administrators_change_agents(cast: Cast, role: str, act: str) -> None:
    anna = add_agent("Anna", by=NOBODY)

    answer = cast.client(role).post(f"/agents/{anna.pk}/{act}/", {"spelt": "aw"})

    assert answer.status_code == MAY[ROLES.index(role)]
    assert Spelling.objects.exists() is (
        act == "spellings" and role in {"manager", "administrator"}
    )


def test_an_agent_is_added_renamed_and_removed_and_comes_back(manager: Client) -> None:
    manager.post("/agents/new/", {"name": " Anna  W ", "languages": ["de", "en"]})
    anna = KnownAgent.objects.get(name="Anna W")
    manager.post(f"/agents/{anna.pk}/change/", {"name": "Anna Weber", "hired": "2026-01-01"})
    anna.refresh_from_db()
    assert (anna.name, str(anna.hired), anna.languages) == ("Anna Weber", "2026-01-01", [])
    assert [s.spelt for s in anna.spellings.all()] == ["Anna W"]

    page = manager.post(f"/agents/{anna.pk}/remove/", follow=True)
    assert KnownAgent.objects.count() == 0
    undo = texts(page).split('action="/undo/')[1].split('"')[0]
    manager.post(f"/undo/{undo}")
    assert [s.agent.name for s in Spelling.objects.all()] == ["Anna Weber"]


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"name": "Otto"}, "means Otto already"),
        ({"name": "ok"}, "means Otto already"),
        ({"name": "Bea", "hired": "2026-03-02", "left": "2026-03-01"}, "before being hired"),
    ],
)
def test_a_wrong_agent_is_refused_with_a_sentence(
    manager: Client, given: dict[str, str], why: str
) -> None:
    give_spelling(add_agent("Otto", by=NOBODY), "ok", by=NOBODY)

    page = manager.post("/agents/new/", given)

    assert page.status_code == 422
    assert why in texts(page)
    assert KnownAgent.objects.count() == 1


def test_teams_over_time_are_added_and_overlaps_refused(manager: Client) -> None:
    anna, north = add_agent("Anna", by=NOBODY), Team.objects.get(name="North")
    days = {"team": north.pk, "days_from": "2026-03-01", "days_to": "2026-03-31"}
    manager.post(f"/agents/{anna.pk}/teams/", days)

    page = manager.post(
        f"/agents/{anna.pk}/teams/", {"team": north.pk, "days_from": "2026-03-31"}, follow=True
    )

    assert "in one team at a time" in texts(page)
    (stretch,) = TeamStretch.objects.all()
    manager.post(f"/agents/teams/{stretch.pk}/remove/")
    assert TeamStretch.objects.count() == 0


def test_a_team_of_agents_is_not_removed(cast: Cast) -> None:
    north = Team.objects.get(name="North")
    TeamStretch.objects.create(agent=add_agent("Anna", by=NOBODY), team=north)

    page = cast.client("administrator").post(
        f"/people/teams/{north.pk}/", {"remove": "1"}, follow=True
    )

    assert "Agents are or were in North" in texts(page)
    assert Team.objects.filter(name="North").exists()


def test_two_people_who_merge_two_agents_into_each_other(cast: Cast) -> None:
    anna, bea = add_agent("Anna", by=NOBODY), add_agent("Bea", by=NOBODY)

    cast.client("manager").post(f"/agents/{anna.pk}/merge/", {"into": "Bea"})
    page = cast.client("administrator").post(
        f"/agents/{bea.pk}/merge/", {"into": "Anna"}, follow=True
    )

    assert "Anna counts as Bea already" in texts(page)
    merged = KnownAgent.objects.values_list("name", "merged_into__name").order_by("name")
    assert list(merged) == [("Anna", "Bea"), ("Bea", None)]


def test_proposals_are_shown_25_on_a_page(manager: Client, small_lake: Path) -> None:
    names = [
        n for letter in ascii_lowercase for n in (f"{letter * 5} x", f"{letter.upper() * 5} X.")
    ]
    KnownAgent.objects.bulk_create(KnownAgent(name=name) for name in names)

    pages = [manager.get(f"/agents/proposals/?page={n}").context for n in (1, 2)]

    assert [len(page["pairs"]) for page in pages] == [25, pages[0]["page"].paginator.count - 25]
    assert len(pages[1]["pairs"]) > 0


def test_proposals_are_confirmed_or_told_apart(
    manager: Client, small_lake: Path, committed: Committed
) -> None:
    add_agent("Anna Weber", by=NOBODY, spellings=["nobody"])
    add_agent("ANNA W", by=NOBODY)
    assert "ANNA W" in texts(manager.get("/agents/proposals/"))

    manager.post("/agents/proposals/", {"name": "Anna W", "other": "ANNA W", "same": "0"})
    assert [(n.one, n.other) for n in NotOne.objects.all()] == [("ANNA W", "Anna W")]
    add_agent("Otto  k.", by=NOBODY)
    with committed():
        manager.post("/agents/proposals/", {"name": "Otto K", "other": "Otto k.", "same": "1"})

    assert KnownAgent.objects.get(name="Otto k.").merged_into == KnownAgent.objects.get(
        name="Otto K"
    )


def test_a_table_is_taken_in_and_bad_lines_are_listed(manager: Client) -> None:
    table = SimpleUploadedFile("agents.csv", b"spelling,name\naw,Anna\nbo,\n")

    page = manager.post("/agents/table/", {"table": table})

    assert "1 line is in." in texts(page)
    assert "Line 3: “bo” means nobody yet" in texts(page)
    assert [s.spelt for s in Spelling.objects.all()] == ["aw"]


def test_a_leaver_is_shown_by_number_and_their_spellings_to_nobody(
    manager: Client, small_lake: Path
) -> None:
    anna = add_agent("Anna W", by=NOBODY, spellings=["aw1"])
    KnownAgent.objects.filter(pk=anna.pk).update(left="2020-01-01")
    pseudonymise_leavers(date(2026, 3, 31))

    for address in ("/agents/", "/agents/?q=Anna", f"/agents/{anna.pk}/"):
        page = texts(manager.get(address))
        assert "Anna W" not in page
        assert "aw1" not in page
    assert "Former agent 1" in texts(manager.get("/agents/"))


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_often_for_three_as_for_one(cast: Cast, count: int) -> None:
    for n in range(count):
        agent = add_agent(f"Agent {n}", by=NOBODY, spellings=[f"a{n}"])
        TeamStretch.objects.create(agent=agent, team=Team.objects.get(name="North"))
    client = cast.client("manager")
    client.get("/agents/")

    with CaptureQueriesContext(connection) as asked:
        assert client.get("/agents/").status_code == 200
    assert len(asked) == 7


def test_an_agent_sees_calls_under_both_spellings(
    cast: Cast, small_lake: Path, committed: Committed
) -> None:
    with committed():
        add_agent("Anna Weber", by=NOBODY, spellings=["Anna W", "Otto K"])

    page = texts(cast.client("agent").get("/calls/?period=all"))

    # Five of Anna W's and four of Otto K's; the agent's account carries the first spelling.
    assert "9 calls" in page
    assert "Otto K" not in page
