"""Where a figure will stand at the end of a period, and what the days that are left must bring."""

from willet.core.statistics.pace.days import DayFigure, Kind, OpenDay
from willet.core.statistics.pace.forecasting import FEWEST_DAYS, Forecast, forecast
from willet.core.statistics.pace.needing import Needed, Reach, needed, needed_total, standing
from willet.core.statistics.pace.spread import DaySpread, spread_of

__all__ = [
    "FEWEST_DAYS",
    "DayFigure",
    "DaySpread",
    "Forecast",
    "Kind",
    "Needed",
    "OpenDay",
    "Reach",
    "forecast",
    "needed",
    "needed_total",
    "spread_of",
    "standing",
]
