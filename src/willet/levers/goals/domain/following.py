"""Who is told of a goal or an alert: whoever set it, and those who see it and chose to follow."""

from willet.levers.goals.models import Alert, Goal
from willet.levers.goals.rules import SEE_GOAL
from willet.people.models import User


def follow(thing: Goal | Alert, who: User, *, wanted: bool) -> None:
    """Let somebody be told from now on, or no more."""
    if wanted:
        thing.followers.add(who)
    else:
        thing.followers.remove(who)


def follows(thing: Goal | Alert, who: User) -> bool:
    """Whether somebody follows."""
    return bool(thing.followers.filter(pk=who.pk).exists())


def people_of(thing: Goal | Alert) -> list[User]:
    """Whoever set it first, then its followers; of both those with an account in use who still may see it."""
    people = dict.fromkeys([thing.set_by, *thing.followers.order_by("pk")])
    return [one for one in people if one and one.is_active and one.has_perm(SEE_GOAL, thing)]
