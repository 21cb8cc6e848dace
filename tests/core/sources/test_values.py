"""What this room hands on is closed: who gets it cannot change it, nor give it an attribute by a slip of spelling."""

from typing import Final

from tests.scaffold.values import changeable, without_slots

FILLED: Final = {
    "asterisk.fields:Loaded",
    "contract:Landing",
    "kit.landing:RecordImport",
    "plain:_Seen",
    "rooms.landing:HandedRows",
    "table.batches:Batch",
    "table.blocks:Block",
    "table.blocks:_Lines",
    "table.counting:Tally",
    "table.day_orders:DayOrders",
    "table.landing:TableImport",
    "table.proposing.contents:Content",
    "table.proposing.profiles:ColumnProfile",
    "table.proposing.profiles:TableProfile",
    "table.records:Feed",
    "table.records:Joined",
    "table.sections:Section",
}
"""What is filled while work goes on; a new one is a decision."""
OPEN: Final = {"asterisk.source:Asterisk", "clock:Clock", "table.stretches:StretchClock"}
"""Those without slots; a new one is a decision."""


def test_values_are_closed() -> None:
    assert changeable("willet.core.sources") == FILLED
    assert without_slots("willet.core.sources") == OPEN
