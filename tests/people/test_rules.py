"""Who may do what: every role and the stranger against every permission, as one table."""

from typing import Any

import pytest

from tests.scaffold.cast import NORTH, ROLES, SOUTH, Cast
from willet.people.rules import PERMISSIONS, SEE_AGENT
from willet.people.visibility import Agent

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
willet.export_lists         .        x        x       .      x         x
willet.see_lake             .        .        .       .      .         x
willet.choose_targets       .        x        .       .      .         x
willet.watch_folders        .        .        .       .      .         x
willet.manage_agents        .        x        .       .      .         x
willet.manage_people        .        .        .       .      .         x
willet.see_activity         .        .        .       .      .         x
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
SEEN = {
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

    assert seen == SEEN[role]


def test_agent_in_general_is_not_answered(cast: Cast) -> None:
    assert cast.manager.has_perm(SEE_AGENT) is False
