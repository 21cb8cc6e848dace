"""Two agents that are one person: merged, and taken apart again. Nothing moves; one points to the other."""

from django.utils.translation import gettext as _

from willet.people.agents.keeping import NamesError, Who, changing_names
from willet.people.models import KnownAgent, NotOne


def merge_agents(agent: KnownAgent, into: KnownAgent, *, by: Who) -> KnownAgent:
    """Count an agent as another from now on, in the past too; gives the one that stands for both.

    Done once, however many ask for it. Where two people merge two agents into each other, the second is told.

    Raises:
        NamesError: the other is merged into this one, or they are the same.
    """
    with changing_names(by):
        agent.refresh_from_db()
        into.refresh_from_db()
        target = standing_for(into)
        if agent.pk == into.pk:
            raise NamesError(_("%(name)s cannot be merged with itself.") % {"name": agent.name})
        if target.pk == agent.pk:
            raise NamesError(
                _("%(other)s counts as %(name)s already. Take that apart first.")
                % {"other": into.name, "name": agent.name}
            )
        if agent.merged_into_id is not None:
            return _merged_before(agent, target)
        agent.merged_into = target
        agent.save(update_fields=["merged_into"])
    return target


def take_apart(agent: KnownAgent, *, by: Who) -> None:
    """Let a merged agent be one of their own again, as if it had never been."""
    with changing_names(by):
        agent.refresh_from_db()
        if agent.merged_into is not None:
            agent.merged_into = None
            agent.save(update_fields=["merged_into"])


def standing_for(agent: KnownAgent) -> KnownAgent:
    """The agent that this one counts as in the end."""
    seen = set[int]()
    while agent.merged_into is not None and agent.pk not in seen:
        seen.add(agent.pk)
        agent = agent.merged_into
    return agent


def tell_apart(one: str, other: str) -> None:
    """Keep that two names are two people, so that nobody is asked again."""
    first, second = sorted((one, other))
    NotOne.objects.get_or_create(one=first, other=second)


def _merged_before(agent: KnownAgent, target: KnownAgent) -> KnownAgent:
    before = standing_for(agent)
    if before.pk != target.pk:
        raise NamesError(
            _("%(name)s counts as %(other)s already. Take that apart first.")
            % {"name": agent.name, "other": before.name}
        )
    return before
