"""What one reader may see of the lake: a frozen value with three faces, and who gets which."""

import unicodedata
from dataclasses import dataclass, replace
from typing import Any, Final

from django.conf import settings
from django.db.models import Q

from willet.core.metrics import Condition, among, condition_sql, either
from willet.people.agents.merging import standing_for
from willet.people.models import KnownAgent, Role, User


def _composed(name: str) -> str:
    return unicodedata.normalize("NFC", name)


@dataclass(frozen=True, slots=True)
class Visibility:
    """What a reader may see; nothing, unless more is said.

    The three faces say the same of a row with an agent and a team, each in its own language: `sees` in Python,
    `condition` in the grammar of metrics, `sql` in that of the engine.
    """

    centre: bool = False
    """The figures of the whole centre, of queues and topics, and of teams large enough."""
    everyone: bool = False
    """Every agent and every call."""
    teams: frozenset[str] = frozenset()
    """Every agent's work in these teams."""
    agent: str = ""
    """The work under this name of one's own."""
    individuals: bool = False
    """Figures of single agents, as far as their calls are seen; an installation may forbid these to all."""

    def __post_init__(self) -> None:
        # The lake and the metrics compose their letters; a name typed otherwise would be seen by one face only.
        object.__setattr__(self, "agent", _composed(self.agent))
        object.__setattr__(self, "teams", frozenset(map(_composed, self.teams)))

    def sees(self, *, agent: str | None, team: str | None) -> bool:
        """Whether a row of this agent in this team is open to the reader."""
        own = bool(self.agent) and agent == self.agent
        return self.everyone or own or (team is not None and team in self.teams)

    def condition(self) -> Condition | None:
        """What must hold of a row, as the metrics take it; None where every row is open."""
        if self.everyone:
            return None
        own = [among("agent", [self.agent])] if self.agent else []
        return either(*own, *([among("team", sorted(self.teams))] if self.teams else []))

    def sql(self) -> tuple[str, dict[str, object]]:
        """What must hold of a row with `agent` and `team`, never NULL, and the values it binds."""
        open_rows, bound = condition_sql(self.condition(), "contacts", prefix="visible_")
        return f"coalesce({open_rows}, FALSE)", dict(bound)

    def counted(self, *, naming_agents: bool) -> "Visibility":
        """Whose rows a figure may count: all where it names no agent, for such figures are open to all."""
        return self if naming_agents or not self.centre else replace(self, everyone=True)

    @property
    def sees_every_figure(self) -> bool:
        """Whether no figure is closed for showing a single agent's work."""
        return self.everyone and self.individuals


NOBODY: Final = Visibility()
"""Sees nothing at all: what is meant where nobody said who reads."""
OPEN: Final = Visibility(centre=True)
"""Sees what every account may: figures that name no agent, and no call. Spoken where work has no reader."""


def visibility_of(user: Any) -> Visibility:
    """What a reader may see: manager and analyst all, a lead their teams, an agent themselves, others no agent."""
    if not (isinstance(user, User) and user.is_active):
        return NOBODY
    account = replace(OPEN, individuals=not settings.WILLET_NO_INDIVIDUALS)
    match user.role:
        case Role.MANAGER | Role.ANALYST:
            return replace(account, everyone=True)
        case Role.TEAM_LEAD:
            teams = frozenset(user.teams.values_list("name", flat=True))
            return replace(account, teams=teams, agent=_name_of(user))
        case Role.AGENT:
            return replace(account, agent=_name_of(user))
        case _:
            return account


def _name_of(user: User) -> str:
    """The name under which the rows of this account's agent are shown, whichever spelling the account carries."""
    spelt = _composed(user.agent)
    means = Q(name=spelt) | Q(spellings__spelt=spelt, spellings__source="")
    known = KnownAgent.objects.filter(means).select_related("merged_into") if spelt else ()
    return next((standing_for(agent).name for agent in known), user.agent)
