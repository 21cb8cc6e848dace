"""An installation that shows figures of single agents to nobody: on no page, in no file, to no role."""

from pathlib import Path

import pytest
from django.conf import LazySettings

from tests.scaffold.cast import Cast
from tests.scaffold.page_text import text_of

READERS = ("manager", "analyst", "team_lead", "agent")
SENTENCE = "Figures of single agents are shown to nobody in this installation."
NAMED = (
    "/?period=all&agent=Anna+W",
    "/metrics/average_handle_time/?period=all&agent=Anna+W",
    "/resolution/?period=all&agent=Anna+W",
    "/resolution/curve/?period=all&agent=Anna+W",
    "/resolution/evidence/?period=all&agent=Anna+W",
    "/causes/?period=all&agent=Anna+W",
    "/calls/?period=all&agent=Anna+W",
    "/calls/?period=all&metric=average_handle_time&agent=Anna+W",
    "/resolution/cases/contradictory/?period=all&agent=Anna+W",
)


@pytest.fixture(autouse=True)
def _no_individuals(settings: LazySettings) -> None:
    settings.WILLET_NO_INDIVIDUALS = True


@pytest.mark.parametrize("role", READERS)
def test_an_address_that_names_an_agent_is_refused_with_a_sentence(
    cast: Cast, lent_small_lake: Path, role: str
) -> None:
    client = cast.client(role)

    answers = {address: client.get(address) for address in NAMED}

    assert {a: r.status_code for a, r in answers.items()} == dict.fromkeys(NAMED, 403)
    assert all(SENTENCE in text_of(r.content.decode()) for r in answers.values())


@pytest.mark.parametrize("role", READERS)
def test_no_table_and_no_file_is_by_agent(cast: Cast, lent_small_lake: Path, role: str) -> None:
    client = cast.client(role)

    board = text_of(client.get("/?period=all").content.decode())
    file = client.get("/?period=all&table=agent&format=csv")
    compared = text_of(client.get("/comparison/?period=all&by=agent").content.decode())

    assert "By agent" not in board
    assert not file.headers["Content-Type"].startswith("text/csv")
    assert [name for name in ("Anna W", "Otto K", "Tomás R") if name in board + compared] == []


def test_small_teams_are_closed_to_managers_too(cast: Cast, lent_small_lake: Path) -> None:
    """North has two agents, South one."""
    client = cast.client("manager")

    assert [client.get(f"/?period=all&team={t}").status_code for t in ("North", "South")] == [
        403,
        403,
    ]


@pytest.mark.parametrize(("role", "count"), [("manager", 12), ("team_lead", 6), ("agent", 5)])
def test_single_calls_stay_open_as_the_role_allows(
    cast: Cast, lent_small_lake: Path, role: str, count: int
) -> None:
    read = text_of(cast.client(role).get("/calls/?period=all").content.decode())

    assert f"{count} calls" in read


def test_without_the_switch_an_agent_is_named_as_before(
    cast: Cast, lent_small_lake: Path, settings: LazySettings
) -> None:
    settings.WILLET_NO_INDIVIDUALS = False

    assert cast.client("manager").get(NAMED[0]).status_code == 200
