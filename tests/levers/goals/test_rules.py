"""Who sees and sets which goal: the manager all, a lead those of their team, an agent their team's and their own."""

from pathlib import Path

import pytest

from tests.scaffold.cast import Cast
from willet.levers.goals.models import Goal
from willet.levers.goals.rules import SEE_GOAL, SET_GOAL

WHOSE = {
    "centre": {},
    "north": {"team": "North"},
    "south": {"team": "South"},
    "anna": {"agent": "Anna W"},
    "bo of north": {"agent": "Bo", "team": "North"},
    "otto": {"agent": "Otto K"},
}
SEES = """
goal        | stranger | manager | team_lead | agent | other_agent | analyst | administrator
centre      | no       | yes     | yes       | yes   | yes         | yes     | no
north       | no       | yes     | yes       | yes   | no          | yes     | no
south       | no       | yes     | no        | no    | yes         | yes     | no
anna        | no       | yes     | yes       | yes   | no          | yes     | no
bo of north | no       | yes     | yes       | no    | no          | yes     | no
otto        | no       | yes     | no        | no    | yes         | yes     | no
"""
SETS = """
goal        | stranger | manager | team_lead | agent | other_agent | analyst | administrator
centre      | no       | yes     | no        | no    | no          | no      | no
north       | no       | yes     | yes       | no    | no          | no      | no
south       | no       | yes     | no        | no    | no          | no      | no
anna        | no       | yes     | no        | no    | no          | no      | no
bo of north | no       | yes     | yes       | no    | no          | no      | no
otto        | no       | yes     | no        | no    | no          | no      | no
"""


def asked(cast: Cast, permission: str, table: str) -> str:
    """The same table as the rules answer it."""
    head, *lines = [[c.strip() for c in line.split("|")] for line in table.strip().splitlines()]
    rows = [head]
    for name, *_cells in lines:
        goal = Goal(metric="received", filters=WHOSE[name])
        people = [cast.named(role) for role in head[1:]]
        may = [bool(p.has_perm(permission, goal)) for p in people]
        rows.append([name, *("yes" if m else "no" for m in may)])
    return "\n".join("|".join(row) for row in rows)


def plain(table: str) -> str:
    """A table without the blanks that draw it."""
    return "\n".join(
        "|".join(c.strip() for c in row.split("|")) for row in table.strip().splitlines()
    )


@pytest.mark.parametrize(("permission", "table"), [(SEE_GOAL, SEES), (SET_GOAL, SETS)])
def test_who_may(goals_lake: Path, cast: Cast, permission: str, table: str) -> None:
    assert asked(cast, permission, table) == plain(table)


def test_an_agents_team_is_read_off_their_newest_call(goals_lake: Path, cast: Cast) -> None:
    cast.agent.teams.clear()

    assert cast.agent.has_perm(SEE_GOAL, Goal(filters={"team": "North"}))
    assert not cast.agent.has_perm(SEE_GOAL, Goal(filters={"team": "South"}))
