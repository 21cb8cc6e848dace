"""What this room hands on is closed: who gets it cannot change it, nor give it an attribute by a slip of spelling."""

from typing import Final

from tests.scaffold.values import changeable, without_slots

FILLED: Final = {"agents.table:TableReport"}
"""What is filled while work goes on; a new one is a decision."""
OPEN: Final = {
    "agents.review:Proposed",
    "domain:DemoPerson",
    "signin.attempts:Limit",
    "signin.attempts:Visitor",
    "visibility.groups:Agent",
    "visibility.groups:OpenGroups",
    "visibility.groups:OpenTeams",
}
"""Those without slots; a new one is a decision."""


def test_values_are_closed() -> None:
    assert changeable("willet.people") == FILLED
    assert without_slots("willet.people") == OPEN
