"""Pages of one's own: what an agent and a lead find there, counted by hand, and where each role lands."""

from pathlib import Path

import pytest
from django.conf import LazySettings

from tests.scaffold.cast import Cast
from tests.scaffold.page_text import text_of


def read(cast: Cast, role: str, path: str) -> str:
    return text_of(cast.client(role).get(f"{path}?period=all").content.decode())


@pytest.mark.parametrize(
    ("role", "place"),
    [("agent", "/me/"), ("team_lead", "/team/"), ("manager", "/"), ("analyst", "/"), ("administrator", "/")],
)  # fmt: skip
def test_everybody_lands_on_the_page_of_their_role(
    cast: Cast, lent_small_lake: Path, role: str, place: str
) -> None:
    assert cast.client(role).get("/start/").headers["Location"] == place


def test_an_agent_finds_their_own_figures_and_calls_and_no_other_name(
    cast: Cast, lent_small_lake: Path
) -> None:
    """Anna W answered c01 c04 c05 c10 c12."""
    page = read(cast, "agent", "/me/")

    assert "Answered 5 " in page
    assert "Otto K" not in page
    assert page.count("Anna W") >= 5


def test_a_filter_by_a_colleague_does_not_widen_ones_own_page(
    cast: Cast, lent_small_lake: Path
) -> None:
    client = cast.client("agent")
    page = text_of(client.get("/me/?period=all&agent=Otto+K").content.decode())
    assert "Otto K" not in page


def test_where_nobody_is_shown_alone_an_agent_lands_on_the_overview_and_is_told_why(
    cast: Cast, lent_small_lake: Path, settings: LazySettings
) -> None:
    settings.WILLET_NO_INDIVIDUALS = True

    assert cast.client("agent").get("/start/").headers["Location"] == "/"
    assert "shown to nobody in this installation" in read(cast, "agent", "/me/")


def test_an_account_without_a_name_in_the_records_is_told_so(
    cast: Cast, lent_small_lake: Path
) -> None:
    cast.agent.agent = ""
    cast.agent.save()

    assert cast.client("agent").get("/start/").headers["Location"] == "/"
    assert "under which name you stand in the call records" in read(cast, "agent", "/me/")


def test_a_lead_finds_their_team_together_and_its_agents(cast: Cast, lent_small_lake: Path) -> None:
    """North answered c01 c04 c05 c09 c10 c12."""
    page = read(cast, "team_lead", "/team/")

    assert "My team North" in page
    assert "Answered 6 " in page
    assert ("Tomás R" in page, "Otto K" in page) == (True, False)


def test_a_lead_without_a_team_is_told_so(cast: Cast, lent_small_lake: Path) -> None:
    cast.team_lead.teams.clear()
    assert "leads no team yet" in read(cast, "team_lead", "/team/")
