"""Whose desk an agent of a phone system is: the account whose name in the call records means the same agent."""

from django.db.models import Q

from willet.people.agents.merging import standing_for
from willet.people.models import KnownAgent, User


def person_of(agent: str, source: str) -> User | None:
    """The account of an agent as a source spells them; None where there is none, or more than one."""
    names = names_of(agent, source)
    people = list(User.objects.filter(agent__in=names, is_active=True)[:2])
    return people[0] if len(people) == 1 else None


def names_of(agent: str, source: str = "") -> frozenset[str]:
    """The agent as spelt, and every other spelling that means the same one."""
    name = source.partition("@")[0]
    of_sources = Q(spellings__source__in=["", source, name])
    means = Q(name=agent) | (Q(spellings__spelt=agent) & of_sources)
    known = KnownAgent.objects.filter(means).select_related("merged_into").distinct()
    names = {agent}
    for one in {standing_for(agent).pk for agent in known}:
        same = KnownAgent.objects.filter(Q(pk=one) | Q(merged_into=one))
        names |= set(same.values_list("name", flat=True))
        names |= {s for s in same.values_list("spellings__spelt", flat=True) if s}
    return frozenset(names)
