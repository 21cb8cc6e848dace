"""What this room tells the lake: whom each spelling means, who was in which team, who came and left when."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from django.utils.translation import override

from willet.core.lake.dimension import Dimension, Label, Person, Spelt, Stretch
from willet.core.lake.dimension.rows import FIRST_DAY, LAST_DAY
from willet.people.agents.leavers import former_words
from willet.people.models import KnownAgent, Spelling, TeamStretch
from willet.ui.languages import LANGUAGE_NAMES

Persons = Sequence[tuple[KnownAgent, Sequence[KnownAgent]]]
"""Each person by the agent that stands for them, and all agents that turned out to be them, that one too."""


def agents_dimension() -> Dimension:
    """The agents as rows of the dimension. One merged into another is that one, over any number of steps."""
    agents = {agent.pk: agent for agent in KnownAgent.objects.all()}
    meant = {pk: meant_by(agent, agents) for pk, agent in agents.items()}
    same: dict[int, list[KnownAgent]] = {}
    for pk, one in meant.items():
        same.setdefault(one.pk, []).append(agents[pk])
    persons = [(agents[pk], ones) for pk, ones in same.items()]
    return Dimension(
        tuple(_names(agents, meant)),
        tuple(_stretches(persons)),
        tuple(_people(persons)),
        tuple(_former(agents.values())),
    )


ROWS = (agents_dimension,)


def meant_by(agent: KnownAgent, agents: Mapping[int, KnownAgent]) -> KnownAgent:
    """The agent that this one turned out to be in the end; itself where nobody merged it."""
    seen = set[int]()
    while agent.merged_into_id is not None and agent.pk not in seen:
        seen.add(agent.pk)
        agent = agents[agent.merged_into_id]
    return agent


def _names(agents: Mapping[int, KnownAgent], meant: Mapping[int, KnownAgent]) -> Iterator[Spelt]:
    given = [(s.source, s.spelt, s.agent_id) for s in Spelling.objects.all()]
    for source, spelt, pk in given:
        yield Spelt("agent", source, spelt, meant[pk].name)
    # A name is a spelling of its own, unless somebody said whom it means in every source.
    taken = {spelt for source, spelt, _ in given if not source}
    for agent in agents.values():
        if agent.name not in taken:
            yield Spelt("agent", "", agent.name, meant[agent.pk].name)


def _stretches(persons: Persons) -> Iterator[Stretch]:
    """The stretches of each person; those of the agents merged into them only where they have none of their own."""
    by_agent: dict[int, list[TeamStretch]] = {}
    for stretch in TeamStretch.objects.select_related("team"):
        by_agent.setdefault(stretch.agent_id, []).append(stretch)
    for agent, same in persons:
        theirs = by_agent.get(agent.pk) or [s for one in same for s in by_agent.get(one.pk, [])]
        for s in theirs:
            yield Stretch(agent.name, s.first or FIRST_DAY, s.last or LAST_DAY, s.team.name)


def _former(agents: Iterable[KnownAgent]) -> Iterator[Label]:
    """The pseudonym of each former agent in five languages."""
    for agent in agents:
        if agent.is_former and agent.former_no is not None:
            yield Label("agent", agent.name, tuple(_in_each_language(agent.former_no)))


def _in_each_language(number: int) -> Iterator[tuple[str, str]]:
    for language in LANGUAGE_NAMES:
        with override(language):
            yield language, former_words(number)


def _people(persons: Persons) -> Iterator[Person]:
    """A row each; where nobody wrote a person's hired day, the first of the agents merged into them."""
    for agent, same in persons:
        hired = agent.hired or min((one.hired for one in same if one.hired), default=None)
        languages = tuple(dict.fromkeys(code for one in same for code in one.languages))
        if hired or agent.left or languages:
            yield Person(agent.name, hired, agent.left, languages)
