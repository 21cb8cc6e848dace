"""What this room hands on is closed: who gets it cannot change it, nor give it an attribute by a slip of spelling."""

from typing import Final

from tests.scaffold.values import changeable, without_slots

FILLED: Final = {
    "changes:Replaced",
    "landed:LandedIndex",
    "scrubbing:Marked",
    "transaction:Transaction",
}
"""What is filled while work goes on; a new one is a decision."""
OPEN: Final = {"dimension.chains:Names"}
"""Those without slots; a new one is a decision."""


def test_values_are_closed() -> None:
    assert changeable("willet.core.lake") == FILLED
    assert without_slots("willet.core.lake") == OPEN
