"""Which teams, groups and wholes are large enough that their figures show no single person's work."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias, TypeVar

from willet.people.visibility.reader import Visibility

Closed: TypeAlias = Literal["few", "follows"]
"""Why figures stay closed: too few agents, or figures of too few would follow from the whole less the others."""
Crews: TypeAlias = Mapping[str | None, frozenset[str]]
"""Team (None: not known) -> the agents behind its figures, as far as their names are known."""
Group: TypeAlias = tuple[object, ...]
"""The values of one cell of a split; the whole of a selection is `()`."""

K = TypeVar("K", bound=Hashable)
Names: TypeAlias = frozenset[str | None]
_READER = "\0the reader"
"""Stands within a split for all whose figures the reader may see: who knows them can take them off."""


@dataclass(frozen=True)
class Agent:
    """An agent as the call records know them."""

    name: str | None
    team: str | None = None


@dataclass(frozen=True)
class OpenTeams:
    """Which teams' figures a reader may see; a team that nothing is known of is closed."""

    every: bool = False
    shown: frozenset[str | None] = frozenset()
    beside: frozenset[str | None] = frozenset()
    """Teams large enough, closed so that a smaller one does not follow."""

    def closed(self, team: str | None) -> Closed | None:
        """Why this team's figures are closed to the reader; None where they are open."""
        if self.every or team in self.shown:
            return None
        return "follows" if team in self.beside else "few"


@dataclass(frozen=True)
class OpenGroups:
    """Which groups of a split, or the whole of a selection, a reader may see; a group of nobody is open."""

    few: frozenset[Group] = frozenset()
    beside: frozenset[Group] = frozenset()
    """Groups large enough, closed so that a smaller one, or what a filter leaves out, does not follow."""

    def closed(self, group: Group) -> Closed | None:
        """Why this group's figures are closed to the reader; None where they are open."""
        return "few" if group in self.few else "follows" if group in self.beside else None


def open_teams(visibility: Visibility, crews: Crews, *, smallest: int) -> OpenTeams:
    """The teams open to a reader: those of which they see every agent, and those of at least `smallest` agents.

    What the open teams leave of the whole is the closed ones together: so long as these are fewer than `smallest`
    agents, the next smallest team is closed beside them.
    """
    if visibility.sees_every_figure:
        return OpenTeams(every=True)
    strange = {
        team: _strangers(visibility, [Agent(name, team) for name in agents])
        for team, agents in crews.items()
        if not _is_within(visibility, team, agents)
    }
    few, beside = _closed([strange], smallest=smallest)
    shown = crews.keys() - {*few, *beside}
    return OpenTeams(shown=frozenset(shown), beside=frozenset(beside))


def open_groups(
    visibility: Visibility,
    crews: Mapping[Group, frozenset[Agent]],
    *,
    smallest: int,
    differ: Sequence[Mapping[Group, frozenset[Agent]]] = (),
) -> OpenGroups:
    """The groups of a split (a queue, a day, an hour) open to a reader, by the agents who took their contacts.

    Open are those in which the reader may see every agent, and those of at least `smallest` agents; the rule of the
    whole less the others is that of teams. Within a split all whom the reader may see count as one agent. In the whole
    each counts, so that who leads all but one of a centre has a page of it. Where nobody took a contact, or no agent
    has a name, there is nobody whose figures could show.

    `differ` holds, for each other selection the reader can make, the agents of each group by whose rows it differs: one
    figure less the other is theirs, so that they too are nobody or at least `smallest`.
    """
    if visibility.sees_every_figure:
        return OpenGroups()
    strange = {
        group: _strangers(visibility, agents) if group else frozenset(a.name for a in agents)
        for group, agents in crews.items()
        if not _all_open(visibility, agents)
    }
    others = [
        {g: _strangers(visibility, a) for g, a in each.items() if not _all_open(visibility, a)}
        for each in differ
    ]
    few, beside = _closed([strange, *others], smallest=smallest)
    return OpenGroups(frozenset(few), frozenset(beside))


def _closed(ways: Sequence[Mapping[K, Names]], *, smallest: int) -> tuple[list[K], list[K]]:
    """The groups of fewer than `smallest`, and those that must be closed beside them.

    Each way is what can be worked out of a group: its own crew first, then those by whom other selections differ.
    What is worked out of all closed groups together, the whole less the open ones, is nobody's or `smallest` people's.
    """
    strange = ways[0]
    by_size = sorted(strange, key=lambda t: (len(strange[t]), str(t or "")))
    few = [t for t in by_size if len(strange[t]) < smallest]
    beside = [t for t in by_size if t not in few and _shows_few(ways, [t], smallest)]
    for group in (t for t in by_size if t not in {*few, *beside}):
        if not _shows_few(ways, [*few, *beside], smallest):
            break
        beside.append(group)
    return few, beside


def _shows_few(ways: Sequence[Mapping[K, Names]], groups: Sequence[K], smallest: int) -> bool:
    """Whether something worked out of these groups together would be the figure of fewer people."""
    together = (frozenset[str | None]().union(*(way.get(g, ()) for g in groups)) for way in ways)
    return any(0 < len(names) < smallest for names in together)


def _is_within(visibility: Visibility, team: str | None, agents: frozenset[str]) -> bool:
    """Whether the reader may see the figures of each single agent behind the team's."""
    if visibility.individuals and team is not None and team in visibility.teams:
        return True
    return bool(agents) and all(_figures_of(visibility, Agent(a, team)) for a in agents)


def _strangers(visibility: Visibility, agents: Iterable[Agent]) -> Names:
    """The agents by name, all those open to the reader as one."""
    return frozenset(_READER if _figures_of(visibility, a) else a.name for a in agents)


def _all_open(visibility: Visibility, agents: Iterable[Agent]) -> bool:
    return all(_figures_of(visibility, agent) for agent in agents)


def _figures_of(visibility: Visibility, agent: Agent) -> bool:
    """Whether this agent's own figures are open to the reader."""
    return visibility.individuals and visibility.sees(agent=agent.name, team=agent.team)
