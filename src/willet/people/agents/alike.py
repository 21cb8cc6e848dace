"""Who is the same person: spellings that mean one agent, and accounts that carry one of them."""

from django.db.models import Q

from willet.people.agents.merging import standing_for
from willet.people.models import KnownAgent, User


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


def accounts_of(person: User) -> frozenset[int]:
    """Every account of somebody: this one, and each whose name in the call records means the same agent.

    Where a second person is asked for, none of these is one.
    """
    if not person.agent:
        return frozenset({person.pk})
    same = User.objects.filter(agent__in=names_of(person.agent))
    return frozenset({person.pk, *same.values_list("pk", flat=True)})
