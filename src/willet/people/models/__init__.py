"""What this room remembers: accounts and teams, and the agents of the call records."""

from willet.people.models.accounts import (
    Role,
    SignInAttempt,
    SkippedStep,
    Team,
    Theme,
    User,
    UserManager,
)
from willet.people.models.agents import KnownAgent, Mergeable, NotOne, Spelling, TeamStretch

__all__ = [
    "KnownAgent",
    "Mergeable",
    "NotOne",
    "Role",
    "SignInAttempt",
    "SkippedStep",
    "Spelling",
    "Team",
    "TeamStretch",
    "Theme",
    "User",
    "UserManager",
]
