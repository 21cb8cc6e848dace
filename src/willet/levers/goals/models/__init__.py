"""What this room remembers: goals and what they were before, alerts and what they noticed."""

from willet.levers.goals.models.alerts import Alert, AlertSignal, WatchedSide
from willet.levers.goals.models.goals import Goal, GoalDirection, GoalRevision, GoalSpan

__all__ = [
    "Alert",
    "AlertSignal",
    "Goal",
    "GoalDirection",
    "GoalRevision",
    "GoalSpan",
    "WatchedSide",
]
