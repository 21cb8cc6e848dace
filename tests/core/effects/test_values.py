"""What this room hands on is closed: who gets it cannot change it, nor give it an attribute by a slip of spelling."""

from typing import Final

from tests.scaffold.values import changeable, without_slots

OPEN: Final = {
    "arms:Arms",
    "cells:Cells",
    "cells:Strata",
    "cells:WhoseRows",
    "estimators.aggregates:Aggregated",
    "estimators.aggregates:Aggregates",
    "estimators.group_time:GroupTime",
    "estimators.panel:Panel",
    "inference.changes:Changes",
    "inference.changes:_Part",
    "inference.order:Order",
    "judging:_When",
    "measured:Measured",
    "outcomes:DesignOutcome",
    "placebos:Settled",
    "reading:EffectReading",
    "reading:Sight",
    "request:EffectRequest",
    "result:Effect",
    "sides:Side",
    "wedge:Wedge",
}
"""Those without slots; a new one is a decision."""


def test_values_are_closed() -> None:
    assert changeable("willet.core.effects") == set()
    assert without_slots("willet.core.effects") == OPEN
