"""What a change did, on arrays of units and periods: estimates as the literature defines them."""

from willet.core.effects.estimators.aggregates import Aggregates, Point, aggregates
from willet.core.effects.estimators.group_time import GroupTime, group_times
from willet.core.effects.estimators.panel import NEVER, Panel
from willet.core.effects.estimators.two_by_two import Cell, two_by_two

__all__ = [
    "NEVER",
    "Aggregates",
    "Cell",
    "GroupTime",
    "Panel",
    "Point",
    "aggregates",
    "group_times",
    "two_by_two",
]
