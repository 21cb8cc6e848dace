"""Whom a goal concerns: the whole centre everybody, a team its people, an agent that agent and who leads them."""

from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from willet.people.models import Role, TeamStretch, User
from willet.people.visibility import visibility_of


def is_for(user: Any, thing: Any) -> bool:
    """Whether something with filters concerns this reader: a lead or an agent."""
    if thing is None or not isinstance(user, User):
        return False
    agent, team = thing.filters.get("agent", ""), thing.filters.get("team", "")
    if agent:
        return _is_seen(user, agent)
    return not team or team in teams_of(user)


def shows_no_one_withheld(_user: Any, thing: Any) -> bool:
    """Whether it is of no single agent, where the installation shows figures of individuals to nobody."""
    return thing is not None and not (thing.filters.get("agent") and settings.WILLET_NO_INDIVIDUALS)


def leads(user: Any, thing: Any) -> bool:
    """Whether it is for a team that this lead leads; where it is for one agent, for somebody who is in that team."""
    if thing is None or not isinstance(user, User):
        return False
    agent, team = thing.filters.get("agent", ""), thing.filters.get("team", "")
    return team in visibility_of(user).teams and (not agent or is_in(agent, team))


def is_in(agent: str, team: str) -> bool:
    """Whether an agent belongs to a team: as the agents' page says of today, else as their calls say."""
    from willet.figures.domain.whole import held_state  # slow import: rules are read at every start

    known, state = _by_stretches(agent), held_state()
    if known or state is None:
        return team in known
    return (agent, team) in state.agents


def teams_of(user: User) -> frozenset[str]:
    """The teams a person leads or belongs to today: those of the account, of the agents' page, of the newest calls."""
    teams = set(user.teams.values_list("name", flat=True))
    if user.role == Role.AGENT and user.agent:
        teams |= _by_stretches(user.agent) or _by_calls(user)
    return frozenset(teams)


def _by_stretches(agent: str) -> set[str]:
    today = timezone.localdate()
    known = Q(agent__name=agent) | Q(agent__spellings__spelt=agent)
    begun = Q(first__isnull=True) | Q(first__lte=today)
    still = Q(last__isnull=True) | Q(last__gte=today)
    rows = TeamStretch.objects.filter(known & begun & still)
    return set(rows.values_list("team__name", flat=True))


def _by_calls(user: User) -> set[str]:
    """The team in which the agent took their newest call."""
    from willet.figures.domain.asking import read_lake  # slow import: rules are read at every start

    reading = read_lake(visibility_of(user))
    if reading is None:
        return set()
    newest = "SELECT arg_max(team, arrived_at) FROM contacts WHERE team IS NOT NULL"
    ((team,),) = reading.rows(newest)
    return {team} if team else set()


def _is_seen(user: User, agent: str) -> bool:
    """Whether the reader sees this agent: themselves, or somebody of a team they lead."""
    from willet.figures.domain.whole import held_state  # slow import: with that above

    visibility, state = visibility_of(user), held_state()
    if state is None:
        return visibility.sees(agent=agent, team=None)
    own = state.agent_shown(visibility.agent)
    pairs = (pair for pair in state.agents if pair[0] == agent)
    return agent == own != "" or any(visibility.sees(agent=a, team=t) for a, t in pairs)
