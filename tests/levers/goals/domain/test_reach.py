"""Whom a goal concerns: everybody, a team's people, one agent; as the agents' page says of today, else as calls say."""

from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from tests.scaffold.cast import NORTH, SOUTH, Cast
from willet.levers.goals.domain.reach import is_for, is_in, leads, shows_no_one_withheld, teams_of
from willet.people.models import KnownAgent, Spelling, Team, TeamStretch

ROLES = ("manager", "team_lead", "agent", "analyst", "administrator", "other_agent")


def _goal(**filters: str) -> Any:
    return SimpleNamespace(filters=filters)


def _for_whom(cast: Cast, **filters: str) -> set[str]:
    return {role for role in ROLES if is_for(cast.named(role), _goal(**filters))}


def test_nothing_and_nobody_concern_each_other(cast: Cast, home: Path) -> None:
    for rule in (is_for, leads):
        assert not rule(cast.manager, None)
        assert not rule(AnonymousUser(), _goal())
        assert not rule(None, _goal())
    assert not shows_no_one_withheld(cast.manager, None)


def test_whom_it_concerns_before_any_call_is_known(cast: Cast, home: Path) -> None:
    assert _for_whom(cast) == set(ROLES)
    assert _for_whom(cast, queue="sales") == set(ROLES)
    assert _for_whom(cast, team=NORTH) == {"team_lead", "agent"}
    assert _for_whom(cast, team=SOUTH) == {"other_agent"}
    assert _for_whom(cast, team="Nowhere") == set()
    assert _for_whom(cast, agent="Anna W") == {"agent", "manager", "analyst"}
    assert _for_whom(cast, agent="Nobody") == {"manager", "analyst"}


def test_whom_it_concerns_as_the_calls_say(cast: Cast, lent_small_lake: Path) -> None:
    """Tomás R leads North, in which Anna W and he himself took calls; Otto K belongs to South."""
    assert _for_whom(cast, agent="Anna W") == {"agent", "team_lead", "manager", "analyst"}
    assert _for_whom(cast, agent="Tomás R") == {"team_lead", "manager", "analyst"}
    assert _for_whom(cast, agent="Otto K") == {"other_agent", "manager", "analyst"}
    assert _for_whom(cast, agent="Nobody") == set()


def test_an_agent_whose_account_names_no_team_is_in_that_of_their_newest_call(
    cast: Cast, lent_small_lake: Path
) -> None:
    assert teams_of(cast.agent) == {NORTH}
    cast.agent.teams.clear()
    assert teams_of(cast.agent) == {NORTH}
    cast.agent.agent = ""
    assert teams_of(cast.agent) == set()
    cast.manager.agent = "Anna W"  # who manages is no agent of a team
    assert teams_of(cast.manager) == set()


@pytest.mark.parametrize(
    ("first", "last", "counts"),
    [
        (None, None, True),
        (0, None, True),  # from today on
        (1, None, False),  # from tomorrow on
        (None, 0, True),  # until today
        (None, -1, False),  # until yesterday
        (-9, 9, True),
        (0, 0, True),
        (1, 9, False),
        (-9, -1, False),
    ],
)
def test_the_agents_page_says_who_is_in_a_team_today(
    cast: Cast, lent_small_lake: Path, first: int | None, last: int | None, counts: bool
) -> None:
    """It goes before what calls say: where it knows a team of today, the calls' own does not count."""
    east, today = Team.objects.create(name="East"), timezone.localdate()
    days: list[date | None] = [
        None if n is None else today + timedelta(days=n) for n in (first, last)
    ]
    anna = KnownAgent.objects.create(name="Anna W")
    TeamStretch.objects.create(agent=anna, team=east, first=days[0], last=days[1])
    cast.agent.teams.clear()

    assert is_in("Anna W", "East") is counts
    assert is_in("Anna W", NORTH) is not counts
    assert teams_of(cast.agent) == {"East" if counts else NORTH}


def test_a_spelling_of_an_agent_is_in_their_team(cast: Cast, home: Path) -> None:
    anna = KnownAgent.objects.create(name="Anna Weber")
    Spelling.objects.create(agent=anna, spelt="a.weber")
    TeamStretch.objects.create(agent=anna, team=Team.objects.get(name=NORTH))

    assert [is_in(name, NORTH) for name in ("Anna Weber", "a.weber", "Otto K")] == [
        True,
        True,
        False,
    ]
    assert not is_in("a.weber", SOUTH)


def test_without_calls_nobody_is_in_a_team_that_nobody_wrote_down(cast: Cast, home: Path) -> None:
    assert not is_in("Anna W", NORTH)


def test_a_lead_leads_their_own_team_and_those_in_it(cast: Cast, lent_small_lake: Path) -> None:
    led = [
        ({"team": NORTH}, True),
        ({"team": SOUTH}, False),
        ({}, False),  # the whole centre is led by nobody who leads a team
        ({"team": NORTH, "agent": "Anna W"}, True),
        ({"team": NORTH, "agent": "Otto K"}, False),
        ({"team": SOUTH, "agent": "Otto K"}, False),
        ({"agent": "Anna W"}, False),
    ]
    assert [leads(cast.team_lead, _goal(**filters)) for filters, _wanted in led] == [
        wanted for _filters, wanted in led
    ]
    assert not leads(cast.agent, _goal(team=NORTH))


@pytest.mark.parametrize(
    ("withheld", "filters", "shows"),
    [
        (False, {"agent": "Anna W"}, True),
        (True, {"agent": "Anna W"}, False),
        (True, {"agent": ""}, True),
        (True, {"team": NORTH}, True),
        (False, {}, True),
    ],
)
def test_goals_of_single_agents_where_nobody_sees_those(
    settings: Any, withheld: bool, filters: dict[str, str], shows: bool
) -> None:
    settings.WILLET_NO_INDIVIDUALS = withheld

    assert shows_no_one_withheld(None, _goal(**filters)) is shows
