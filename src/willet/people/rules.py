"""Who may do what: every predicate of the product stands here, and everything asks by these names."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias, TypeVar

from rules.permissions import set_perm as set_perm_untyped
from rules.predicates import predicate as predicate_untyped

from willet.people.models import Role, User

# The library carries no types of its own.
predicate: Any = predicate_untyped
set_perm: Any = set_perm_untyped

SEE_OVERVIEW: Final = "willet.see_overview"
SEE_AGENTS_TABLE: Final = "willet.see_agents_table"
SEE_AGENT: Final = "willet.see_agent"
SEE_CALLS: Final = "willet.see_calls"
SEE_IMPORTS: Final = "willet.see_imports"
IMPORT_FILES: Final = "willet.import_files"
UNDO_IMPORT: Final = "willet.undo_import"
SEE_LAKE: Final = "willet.see_lake"
EDIT_CASES: Final = "willet.edit_cases"
EXPORT_TABLES: Final = "willet.export_tables"
MANAGE_PEOPLE: Final = "willet.manage_people"
EDIT_OWN_PROFILE: Final = "willet.edit_own_profile"


@dataclass(frozen=True)
class Agent:
    """An agent as the call records know them: the subject of `SEE_AGENT`."""

    name: str | None
    team: str | None = None


@dataclass(frozen=True)
class Sight:
    """Which agents a reader may see by name. Figures of teams are open by `TeamSight`, all others by `GroupSight`."""

    everyone: bool
    teams: frozenset[str] = frozenset()
    agent: str = ""

    def sees(self, *, agent: str | None, team: str | None) -> bool:
        """Whether this agent's own figures and calls are open to the reader."""
        own = bool(self.agent) and agent == self.agent
        return self.everyone or own or (team is not None and team in self.teams)


NOBODY = Sight(everyone=False)

Crews: TypeAlias = Mapping[str | None, frozenset[str]]
"""Team (None: not known) -> the agents behind its figures, as far as their names are known."""
Closed: TypeAlias = Literal["few", "follows"]
"""Why a team stays closed: too few agents, or another closed team would follow from the whole less the others."""


@dataclass(frozen=True)
class TeamSight:
    """Which teams' figures a reader may see; a team that nothing is known of is closed."""

    everyone: bool
    shown: frozenset[str | None] = frozenset()
    beside: frozenset[str | None] = frozenset()
    """Teams large enough, closed so that a smaller one does not follow."""

    def closed(self, team: str | None) -> Closed | None:
        """Why this team's figures are closed to the reader; None where they are open."""
        if self.everyone or team in self.shown:
            return None
        return "follows" if team in self.beside else "few"


def team_sight(sight: Sight, crews: Crews, *, smallest: int) -> TeamSight:
    """The teams open to a reader: those wholly within sight, and those of at least `smallest` agents.

    What the open teams leave of the whole is the closed ones together: so long as these are fewer than `smallest`
    agents, the next smallest team is closed beside them.
    """
    if sight.everyone:
        return TeamSight(everyone=True)
    strange = {t: agents for t, agents in crews.items() if not _is_within(sight, t, agents)}
    few, beside = _closed(strange, smallest=smallest)
    shown = crews.keys() - {*few, *beside}
    return TeamSight(everyone=False, shown=frozenset(shown), beside=frozenset(beside))


K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True)
class GroupSight:
    """Which groups of a split, or the whole of a selection, a reader may see; a group of nobody is open."""

    few: frozenset[tuple[object, ...]] = frozenset()
    beside: frozenset[tuple[object, ...]] = frozenset()
    """Groups large enough, closed so that a smaller one does not follow."""

    def closed(self, group: tuple[object, ...]) -> Closed | None:
        """Why this group's figures are closed to the reader; None where they are open."""
        return "few" if group in self.few else "follows" if group in self.beside else None


def group_sight(
    sight: Sight, crews: Mapping[tuple[object, ...], frozenset[Agent]], *, smallest: int
) -> GroupSight:
    """The groups of a split (a queue, a day, an hour) open to a reader, by the agents who took their contacts.

    Open are those in which the reader may see every agent, and those of at least `smallest` agents; the rule of the
    whole less the others is that of teams. Where nobody took a contact, or no agent has a name, there is nobody
    whose figures could show.
    """
    if sight.everyone:
        return GroupSight()
    strange = {
        group: frozenset(a.name for a in agents)
        for group, agents in crews.items()
        if not all(sight.sees(agent=a.name, team=a.team) for a in agents)
    }
    few, beside = _closed(strange, smallest=smallest)
    return GroupSight(frozenset(few), frozenset(beside))


def _closed(
    strange: Mapping[K, frozenset[str | None]], *, smallest: int
) -> tuple[list[K], list[K]]:
    """The groups of fewer than `smallest`, and the next smallest that must be closed beside them."""
    by_size = sorted(strange, key=lambda t: (len(strange[t]), str(t or "")))
    few = [t for t in by_size if len(strange[t]) < smallest]
    beside, left = list[K](), frozenset[str | None]().union(*(strange[t] for t in few))
    for group in by_size[len(few) :]:
        if not few or len(left) >= smallest:
            break
        beside.append(group)
        left |= strange[group]
    return few, beside


def _is_within(sight: Sight, team: str | None, agents: frozenset[str]) -> bool:
    if team is not None and team in sight.teams:
        return True
    return bool(agents) and all(sight.sees(agent=a, team=team) for a in agents)


def sight_of(user: Any) -> Sight:
    """What a reader may see by name: a manager or analyst all, a lead their teams, an agent themselves."""
    if not _is_signed_in(user):
        return NOBODY
    if user.role in {Role.MANAGER, Role.ANALYST}:
        return Sight(everyone=True)
    if user.role == Role.TEAM_LEAD:
        return Sight(everyone=False, teams=_team_names(user), agent=user.agent)
    return Sight(everyone=False, agent=user.agent if user.role == Role.AGENT else "")


def _team_names(user: User) -> frozenset[str]:
    return frozenset(user.teams.values_list("name", flat=True))


def _is_signed_in(user: Any) -> bool:
    """An active account, whatever its role."""
    return bool(isinstance(user, User) and user.is_active)


def _has_role(*roles: Role) -> Any:
    named = predicate(lambda user: _is_signed_in(user) and user.role in roles, name="+".join(roles))
    return named


is_signed_in = predicate(_is_signed_in)
is_manager = _has_role(Role.MANAGER)
is_team_lead = _has_role(Role.TEAM_LEAD)
is_agent = _has_role(Role.AGENT)
is_analyst = _has_role(Role.ANALYST)
is_administrator = _has_role(Role.ADMINISTRATOR)


def _sees_this_agent(user: Any, agent: Agent | None) -> bool:
    """The agent is within the reader's sight; a question about nobody in particular is not answered."""
    return agent is not None and sight_of(user).sees(agent=agent.name, team=agent.team)


sees_this_agent = predicate(_sees_this_agent)

# The administrator runs the installation: sources, people, backups. Single agents' figures and customers' calls
# are not part of that.
works_with_calls = is_manager | is_team_lead | is_agent | is_analyst

PERMISSIONS: Final = {
    SEE_OVERVIEW: is_signed_in,
    SEE_AGENTS_TABLE: works_with_calls,
    SEE_AGENT: sees_this_agent,
    SEE_CALLS: works_with_calls,
    SEE_IMPORTS: is_manager | is_analyst | is_administrator,
    IMPORT_FILES: is_manager | is_analyst | is_administrator,
    UNDO_IMPORT: is_manager | is_administrator,
    SEE_LAKE: is_administrator,
    EDIT_CASES: is_manager | is_team_lead,
    EXPORT_TABLES: is_manager | is_team_lead | is_analyst,
    MANAGE_PEOPLE: is_administrator,
    EDIT_OWN_PROFILE: is_signed_in,
}
"""Permission -> predicate. `user.has_perm(NAME)` asks it; `permission_required(NAME)` guards a page with it."""

for _name, _predicate in PERMISSIONS.items():
    set_perm(_name, _predicate)
