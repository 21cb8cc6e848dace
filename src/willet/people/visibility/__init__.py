"""Who may see which rows: one value made of a reader, asked as a predicate, as a metrics condition, or as SQL."""

from willet.people.visibility.groups import (
    Agent,
    Closed,
    Crews,
    Group,
    OpenGroups,
    OpenTeams,
    open_groups,
    open_teams,
)
from willet.people.visibility.reader import NOBODY, OPEN, Visibility, visibility_of

__all__ = [
    "NOBODY",
    "OPEN",
    "Agent",
    "Closed",
    "Crews",
    "Group",
    "OpenGroups",
    "OpenTeams",
    "Visibility",
    "open_groups",
    "open_teams",
    "visibility_of",
]
