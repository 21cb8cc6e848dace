"""What this room hands on is closed: who gets it cannot change it, nor give it an attribute by a slip of spelling."""

from typing import Final

from tests.scaffold.values import changeable, without_slots

OPEN: Final = {
    "causes.query:Causes",
    "comparison.query:Compare",
    "curve.query:Curved",
    "definitions.query:Resolution",
    "doubts.cases:DoubtedCases",
    "doubts.query:Doubts",
    "evidence.query:LikelyTruth",
    "evidence.query:Weighed",
    "evidence.query:Weighing",
    "worth.query:WorthReading",
}
"""Those without slots; a new one is a decision."""


def test_values_are_closed() -> None:
    assert changeable("willet.resolution") == set()
    assert without_slots("willet.resolution") == OPEN
