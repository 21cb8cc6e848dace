"""What this room remembers: goals, and what they were before."""

from willet.levers.goals.models.goals import Goal, GoalDirection, GoalRevision, GoalSpan

__all__ = ["Goal", "GoalDirection", "GoalRevision", "GoalSpan"]
