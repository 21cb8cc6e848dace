"""What this room hands on is closed: who gets it cannot change it, nor give it an attribute by a slip of spelling."""

from typing import Final

from tests.scaffold.values import changeable, without_slots

FILLED: Final = {"drawn:DrawnTables"}
"""What is filled while work goes on; a new one is a decision."""
OPEN: Final = {
    "components.charts:Chart",
    "components.charts:ChartNote",
    "components.charts:Cloud",
    "components.charts:Funnel",
    "components.charts:Limits",
    "components.charts:Point",
    "components.charts:Series",
    "components.filters:Chip",
    "components.filters:Choice",
    "components.filters:DayField",
    "components.filters:FilterBar",
    "components.filters:NumberField",
    "components.filters:Option",
    "components.filters:PageBar",
    "components.filters:TextField",
    "components.filters:Turn",
    "components.heat:HeatCell",
    "components.heat:HeatMap",
    "components.heat:HeatRow",
    "components.tables:Cell",
    "components.tables:Column",
    "components.tables:Empty",
    "components.tables:Heading",
    "components.tables:Row",
    "components.tables:Table",
    "components.tiles:Change",
    "components.tiles:How",
    "components.tiles:Tile",
    "drawn:DrawnTables",
    "panels:HeadEntry",
    "panels:HeadLine",
    "panels:LeverWay",
    "panels:MenuEntry",
    "panels:MenuGroup",
    "panels:MenuLine",
    "panels:Place",
    "panels:TileOffer",
    "steps:FirstStep",
}
"""Those without slots; a new one is a decision."""


def test_values_are_closed() -> None:
    assert changeable("willet.ui") == FILLED
    assert without_slots("willet.ui") == OPEN
