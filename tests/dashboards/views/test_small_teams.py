"""A team so small that its figures are a single person's is closed on every road to who may not see all its agents."""

import csv
import io
import re
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client

from tests.dashboards.views.test_board import page
from tests.resolution.views.test_comparison import rows as compared
from tests.scaffold.cast import Cast
from tests.scaffold.lent import Lend, own
from tests.scaffold.page_text import text_of
from tests.scaffold.shelf import Shelf
from willet.core.intake import import_files

TEAMS = {
    "North": ("Anna W", "Tomás R"),
    "South": ("Otto K",),
    "West": ("Wim A", "Wim B", "Wim C"),
    "East": ("Eva A", "Eva B", "Eva C", "Eva D"),
}
"""Anna is an agent of a team of two which Tomás leads, Otto one alone; teams of three and four are strangers."""
OPEN = {
    "manager": {"North", "South", "West", "East"},
    "analyst": {"North", "South", "West", "East"},
    # Their own team of two is theirs to see. Otto would follow from the whole: the next smallest is closed beside him.
    "team_lead": {"North", "East"},
    # North and South together are three people: neither follows from the whole.
    "administrator": {"West", "East"},
    "agent": {"West", "East"},
    # Otto is the whole of his team. Without another the two of North would follow from the whole.
    "other_agent": {"South", "East"},
}
"""Role -> the teams whose figures it sees."""
FEW = "fewer than 3 people: it would show a single person’s figures"
PAGES = (
    "/",
    "/resolution/",
    "/resolution/curve/",
    "/resolution/evidence/",
    "/resolution/evidence/figures/",
    "/causes/",
    "/metrics/call_resolution/",
)


@pytest.fixture
def team_lake(shelf: Shelf, lend: Lend) -> Path:
    """Each agent of the teams with six calls early in March, and one on the 20th."""
    lines = ["contact_id,arrived_at,queue,agent,team,topic,outcome,talk_s,resolved"]
    agents = [(agent, team) for team, crew in TEAMS.items() for agent in crew]
    for i, (agent, team) in enumerate(agents):
        for day in (2, 3, 4, 5, 6, 9, 20):
            solved = "true" if (i + day) % 3 else "false"
            lines.append(
                f"c{i}-{day},2026-03-{day:02} 09:{i:02}:00,sales,{agent},{team},order,answered,60,{solved}"
            )
    return lend(shelf.made("\n".join(lines) + "\n", count=70))


def team_lines(client: Client) -> dict[str, list[str]]:
    """The overview's table by team: name -> its cells."""
    html = client.get("/?period=all").content.decode()
    (table,) = [t for t in re.findall(r"<table.*?</table>", html, re.S) if "By team" in t]
    lines = re.findall(r"<tr>.*?</tr>", table, re.S)
    cells = [[text_of(c).strip() for c in re.findall(r"<t[hd].*?</t[hd]>", r, re.S)] for r in lines]
    return {row[0]: row[1:] for row in cells if row[0] in TEAMS}


def is_closed(cell: str) -> bool:
    return FEW in cell or "closed beside figures of fewer than 3 people" in cell


@pytest.mark.parametrize("role", OPEN)
def test_the_table_by_team_shows_figures_of_open_teams_only(
    cast: Cast, team_lake: Path, role: str
) -> None:
    lines = team_lines(cast.client(role))

    assert set(lines) == set(TEAMS)
    assert {t for t, cells in lines.items() if not any(map(is_closed, cells))} == OPEN[role]
    assert {t for t, cells in lines.items() if all(map(is_closed, cells))} == set(TEAMS) - OPEN[
        role
    ]


@pytest.mark.parametrize("role", OPEN)
def test_a_comparison_of_teams_shows_figures_of_open_teams_only(
    cast: Cast, team_lake: Path, role: str
) -> None:
    lines = compared(cast.client(role).get("/comparison/?period=all&by=team").content.decode())

    assert set(lines) == set(TEAMS)
    assert {t for t, cells in lines.items() if not all(map(is_closed, cells))} == OPEN[role]


@pytest.mark.journey("walk", but_first=True)
@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("role", OPEN)
def test_a_team_named_in_the_address_is_open_on_every_page_or_on_none(
    cast: Cast, team_lake: Path, role: str, path: str
) -> None:
    client = cast.client(role)

    answers = {t: client.get(f"{path}?period=all&team={t}").status_code for t in TEAMS}

    assert answers == {t: 200 if t in OPEN[role] else 403 for t in TEAMS}


def test_a_closed_page_says_why_and_holds_no_figure(cast: Cast, team_lake: Path) -> None:
    response = cast.client("agent").get("/?period=all&team=North")

    read = text_of(response.content.decode())
    assert FEW in read
    assert "Received" not in read


@pytest.mark.parametrize(
    ("language", "word"),
    [("nl", "minder dan 3 mensen"), ("de", "weniger als 3 Personen"), ("es", "menos de 3 personas"),
     ("vi", "ít hơn 3 người")],
)  # fmt: skip
def test_the_reason_is_in_the_readers_language(
    cast: Cast, team_lake: Path, language: str, word: str
) -> None:
    client = cast.client("agent")
    client.cookies["django_language"] = language
    cast.agent.language = language
    cast.agent.save()

    assert word in text_of(client.get("/?period=all&team=North").content.decode())


@pytest.mark.parametrize(
    "query",
    [
        "team=North&team=East",  # a sum with an open team gives the closed one by a difference
        "team=North&queue=sales",
        "team=East&team=~unknown",  # nothing is known of who these are
        "team=Nowhere",
    ],
)
def test_a_closed_team_stays_closed_beside_other_filters(
    cast: Cast, team_lake: Path, query: str
) -> None:
    assert cast.client("agent").get(f"/?period=all&{query}").status_code == 403


@pytest.mark.journey("walk")
def test_an_agent_still_sees_their_own_figures_within_their_team(
    cast: Cast, team_lake: Path
) -> None:
    assert "Answered 7 " in page(cast.client("agent"), "/?period=all&team=North&agent=Anna+W")


def test_a_lead_exports_reasons_in_place_of_closed_figures(cast: Cast, team_lake: Path) -> None:
    response = cast.client("team_lead").get("/?period=all&table=team&format=csv")

    lines = {r["team"]: r for r in csv.DictReader(io.StringIO(b"".join(response).decode()))}
    assert {t: r["answered"] for t, r in lines.items()} == {
        "North": "14",
        "South": "",
        "West": "",
        "East": "28",
    }
    assert lines["South"]["closed"] == FEW
    assert (lines["North"]["closed"], lines["East"]["closed"]) == ("", "")
    assert set(lines["South"].values()) <= {"South", "", FEW, "no"}


def test_a_file_of_a_closed_team_is_refused(cast: Cast, team_lake: Path) -> None:
    client = cast.client("team_lead")
    addresses = ("/?table=queue&", "/resolution/?", "/resolution/curve/?", "/causes/?table=causes&")

    answers = [client.get(f"{a}period=all&team=South&format=csv").status_code for a in addresses]

    assert answers == [403] * 4


def test_a_manager_exports_no_column_of_reasons(cast: Cast, team_lake: Path) -> None:
    response = cast.client("manager").get("/?period=all&table=team&format=csv")

    assert b"closed" not in b"".join(response)


@pytest.mark.journey("walk")
def test_a_team_is_as_small_as_the_selection_makes_it(cast: Cast, team_lake: Path) -> None:
    """Of East only Eva A worked on a day of her own: the whole team's name does not open it."""
    lake, extra = own(team_lake), team_lake.parent / "extra.csv"
    extra.write_text(
        "contact_id,arrived_at,queue,agent,team,topic,outcome,talk_s,resolved\n"
        "x1,2026-03-15 09:00:00,sales,Eva A,East,order,answered,60,true\n",
        encoding="utf-8",
    )
    import_files(lake, "table", [extra], zone="Europe/Amsterdam")
    client = cast.client("agent")

    answers = [
        client.get(f"/?{period}&team=East").status_code
        for period in ("period=all", "from=2026-03-15&to=2026-03-15")
    ]

    assert answers == [200, 403]


@pytest.mark.parametrize(("smallest", "status"), [(1, 200), (3, 403)])
def test_the_setting_says_how_small_is_too_small(
    cast: Cast, team_lake: Path, settings: LazySettings, smallest: int, status: int
) -> None:
    settings.WILLET_SMALLEST_GROUP = smallest

    assert cast.client("agent").get("/?period=all&team=North").status_code == status
