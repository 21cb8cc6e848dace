"""The parts pages are built of, as plain values; `templatetags/ui.py` draws them."""

from willet.ui.components.charts import Chart, ChartNote, Cloud, Funnel, Limits, Point, Series
from willet.ui.components.filters import (
    Chip,
    Choice,
    DayField,
    FilterBar,
    NumberField,
    Option,
    PageBar,
    TextField,
    Turn,
)
from willet.ui.components.heat import HeatCell, HeatMap, HeatRow
from willet.ui.components.sparklines import sparkline
from willet.ui.components.tables import Cell, Column, Empty, Row, Table
from willet.ui.components.tiles import Change, How, Tile

__all__ = [
    "Cell",
    "Change",
    "Chart",
    "ChartNote",
    "Chip",
    "Choice",
    "Cloud",
    "Column",
    "DayField",
    "Empty",
    "FilterBar",
    "Funnel",
    "HeatCell",
    "HeatMap",
    "HeatRow",
    "How",
    "Limits",
    "NumberField",
    "Option",
    "PageBar",
    "Point",
    "Row",
    "Series",
    "Table",
    "TextField",
    "Tile",
    "Turn",
    "sparkline",
]
