"""Whose desk an agent of a phone system is: the account whose name in the call records means the same agent."""

from willet.people.agents.alike import names_of
from willet.people.models import User


def person_of(agent: str, source: str) -> User | None:
    """The account of an agent as a source spells them; None where there is none, or more than one."""
    names = names_of(agent, source)
    people = list(User.objects.filter(agent__in=names, is_active=True)[:2])
    return people[0] if len(people) == 1 else None
