"""Who may do what: every role and the stranger against every permission, as one table."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.scaffold.cast import NORTH, ROLES, SOUTH, Cast
from willet.people.rules import (
    NOBODY,
    PERMISSIONS,
    SEE_AGENT,
    Agent,
    Sight,
    group_sight,
    sight_of,
    team_sight,
)

# x may, . may not
#                        stranger manager team_lead agent analyst administrator
TABLE = """
willet.see_overview         .        x        x       x      x         x
willet.see_agents_table     .        x        x       x      x         .
willet.see_calls            .        x        x       x      x         .
willet.see_imports          .        x        .       .      x         x
willet.import_files         .        x        .       .      x         x
willet.undo_import          .        x        .       .      .         x
willet.edit_cases           .        x        x       .      .         .
willet.export_tables        .        x        x       .      x         .
willet.see_lake             .        .        .       .      .         x
willet.manage_people        .        .        .       .      .         x
willet.edit_own_profile     .        x        x       x      x         x
"""
ALLOWED = {
    line.split()[0]: dict(zip(ROLES, line.split()[1:], strict=True))
    for line in TABLE.strip().splitlines()
}


def test_table_names_every_permission() -> None:
    assert set(ALLOWED) | {SEE_AGENT} == set(PERMISSIONS)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("permission", ALLOWED)
def test_permission_by_role(cast: Cast, role: str, permission: str) -> None:
    may = cast.named(role).has_perm(permission)

    assert may is (ALLOWED[permission][role] == "x")


@pytest.mark.parametrize("permission", PERMISSIONS)
def test_deactivated_person_may_nothing(cast: Cast, permission: str) -> None:
    cast.manager.is_active = False

    assert cast.manager.has_perm(permission, Agent("Anna W", NORTH)) is False


# Whose figures each sees by name:
#                Anna (North)  Otto (South)  Anna lent to South  nobody known, North
SIGHTS = {
    "stranger": (False, False, False, False),
    "manager": (True, True, True, True),
    "team_lead": (True, False, False, True),
    "agent": (True, False, True, False),
    "analyst": (True, True, True, True),
    "administrator": (False, False, False, False),
}
AGENTS = (
    Agent("Anna W", NORTH),
    Agent("Otto K", SOUTH),
    Agent("Anna W", SOUTH),
    Agent(None, NORTH),
)


def _sees(cast: Cast, role: str, agent: Any) -> bool:
    return cast.named(role).has_perm(SEE_AGENT, agent)


@pytest.mark.parametrize("role", ROLES)
def test_agents_seen_by_role(cast: Cast, role: str) -> None:
    seen = tuple(_sees(cast, role, agent) for agent in AGENTS)

    assert seen == SIGHTS[role]


def test_agent_in_general_is_not_answered(cast: Cast) -> None:
    assert cast.manager.has_perm(SEE_AGENT) is False


def test_agent_without_a_name_in_the_records_sees_nobody(cast: Cast) -> None:
    cast.agent.agent = ""

    assert sight_of(cast.agent).sees(agent="", team=None) is False
    assert sight_of(cast.agent).sees(agent=None, team=NORTH) is False


def test_former_agent_keeps_no_sight_of_their_old_name(cast: Cast) -> None:
    cast.agent.role = "administrator"

    assert sight_of(cast.agent) == NOBODY


def test_lead_sees_teams_and_themselves(cast: Cast) -> None:
    assert sight_of(cast.team_lead) == Sight(
        everyone=False, teams=frozenset({NORTH}), agent="Tomás R"
    )


@pytest.mark.parametrize(("role", "queries"), [("manager", 0), ("team_lead", 1), ("agent", 0)])
def test_sight_costs_at_most_one_query(cast: Cast, role: str, queries: int) -> None:
    with CaptureQueriesContext(connection) as asked:
        sight_of(cast.named(role))

    assert len(asked) == queries


ANNA = Sight(everyone=False, agent="Anna")
LEAD = Sight(everyone=False, teams=frozenset({NORTH}), agent="Tom")
ALL = Sight(everyone=True)
OF_ONE, OF_TWO = frozenset({"Otto"}), frozenset({"Anna", "Tom"})
OF_THREE, OF_FOUR = frozenset({"P", "Q", "R"}), frozenset({"W", "X", "Y", "Z"})


@pytest.mark.parametrize(
    ("sight", "crew", "open_to_reader"),
    [
        (ANNA, frozenset(), False),  # nobody knows how many
        (ANNA, OF_TWO, False),
        (ANNA, frozenset({"Anna"}), True),
        (ANNA, OF_ONE, False),
        (ANNA, OF_THREE, True),
        (LEAD, OF_TWO, True),
        (LEAD, frozenset(), True),
        (NOBODY, OF_TWO, False),
        (NOBODY, OF_THREE, True),
        (ALL, OF_ONE, True),
        (ALL, frozenset(), True),
    ],
)
def test_one_team_is_open_by_its_size(
    sight: Sight, crew: frozenset[str], open_to_reader: bool
) -> None:
    teams = team_sight(sight, {NORTH: crew}, smallest=3)

    assert (teams.closed(NORTH) is None) is open_to_reader


def test_a_team_nothing_is_known_of_is_closed() -> None:
    assert team_sight(ANNA, {SOUTH: OF_FOUR}, smallest=3).closed(NORTH) == "few"
    assert team_sight(ANNA, {}, smallest=3).closed(None) == "few"


@pytest.mark.parametrize(
    ("crews", "closed"),
    [
        # One alone follows from the whole less the others: the next smallest goes with it, no more.
        ({SOUTH: OF_ONE, "West": OF_THREE, "East": OF_FOUR}, {SOUTH: "few", "West": "follows"}),
        # Two closed teams of three people together cannot be told apart.
        ({SOUTH: OF_ONE, NORTH: OF_TWO, "East": OF_FOUR}, {SOUTH: "few", NORTH: "few"}),
        ({"West": OF_THREE, "East": OF_FOUR}, {}),
        # The same person in two teams is one person.
        ({SOUTH: OF_ONE, NORTH: OF_ONE, "East": OF_FOUR}, {SOUTH: "few", NORTH: "few", "East": "follows"}),
    ],
)  # fmt: skip
def test_closed_teams_do_not_follow_from_the_whole(
    crews: dict[str | None, frozenset[str]], closed: dict[str, str]
) -> None:
    teams = team_sight(NOBODY, crews, smallest=3)

    assert {team: why for team in crews if (why := teams.closed(team))} == closed


def crew(*names: str, team: str = SOUTH) -> frozenset[Agent]:
    return frozenset(Agent(name, team) for name in names)


@pytest.mark.parametrize(
    ("sight", "agents", "closed"),
    [
        (ANNA, crew("Otto"), "few"),
        (ANNA, crew("Anna", "Otto"), "few"),
        (ANNA, crew("Anna"), None),  # her own alone
        (ANNA, crew("Anna", "Otto", "Tom"), None),
        (LEAD, crew("P", "Q", team=NORTH), None),  # wholly of the own team
        (LEAD, crew("P", team=NORTH) | crew("Otto"), "few"),
        (NOBODY, crew("P", "Q"), "few"),
        (NOBODY, crew("P", "Q", "R"), None),
        (ALL, crew("Otto"), None),
    ],
)
def test_a_group_is_open_by_how_many_took_its_contacts(
    sight: Sight, agents: frozenset[Agent], closed: str | None
) -> None:
    groups = group_sight(sight, {("sales",): agents}, smallest=3)

    assert groups.closed(("sales",)) == closed


def test_a_group_of_which_nobody_took_a_contact_is_open() -> None:
    assert group_sight(ANNA, {("sales",): crew("Otto")}, smallest=3).closed(("night",)) is None


def test_one_person_of_two_teams_is_one_in_a_group() -> None:
    twice = crew("Otto") | crew("Otto", team=NORTH) | crew("Tom")

    assert group_sight(ANNA, {(): twice}, smallest=3).closed(()) == "few"


def test_a_closed_group_does_not_follow_from_the_whole() -> None:
    crews: dict[tuple[object, ...], frozenset[Agent]] = {
        ("a",): crew("Otto"),
        ("b",): crew("P", "Q", "R"),
        ("c",): crew("P", "Q", "R", "S"),
    }

    groups = group_sight(NOBODY, crews, smallest=3)

    assert [groups.closed((name,)) for name in "abc"] == ["few", "follows", None]
