"""What a change did, on arrays of units and periods: estimates as the literature defines them."""

from willet.core.effects.estimators.aggregates import Aggregated, Aggregates, aggregates
from willet.core.effects.estimators.group_time import GroupTime, group_times
from willet.core.effects.estimators.panel import NEVER, Panel
from willet.core.effects.estimators.two_by_two import CellSums, two_by_two

__all__ = [
    "NEVER",
    "Aggregated",
    "Aggregates",
    "CellSums",
    "GroupTime",
    "Panel",
    "aggregates",
    "group_times",
    "two_by_two",
]
