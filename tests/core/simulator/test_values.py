"""What this room hands on is closed: who gets it cannot change it, nor give it an attribute by a slip of spelling."""

from typing import Final

from tests.scaffold.values import changeable, without_slots

OPEN: Final = {"axis:Axis"}
"""Those without slots; a new one is a decision."""


def test_values_are_closed() -> None:
    assert changeable("willet.core.simulator") == set()
    assert without_slots("willet.core.simulator") == OPEN
