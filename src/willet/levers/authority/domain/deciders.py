"""Who may decide a request: the leads of the agent's teams, who stands in for them, and managers; never the asker.

Nor does anybody decide in the asker's place: who stands in for somebody has their right, and nobody has one about
what they ask themselves. So no way from deputy to deputy leads through an account of the asker.
"""

from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from willet.levers.authority.domain.mandates import decider_refusal
from willet.levers.authority.domain.wishes import Wish
from willet.levers.authority.models import Deputy, GrantRequest
from willet.levers.authority.rules import DECIDE
from willet.people.agents.alike import accounts_of
from willet.people.models import Role, User
from willet.ui.zones import centre_zone


def leads_of(agent: User) -> list[User]:
    """The leads of somebody's teams, those who left among them, without themselves under any account."""
    leads = User.objects.filter(role=Role.TEAM_LEAD, teams__in=agent.teams.all())
    return list(leads.exclude(pk__in=accounts_of(agent)).distinct())


def deciders_of(request: GrantRequest) -> list[User]:
    """Who may decide a request now, by name: who let it through is asked first, managers see it too."""
    own = accounts_of(request.agent)
    asked = [*leads_of(request.agent), *User.objects.filter(role=Role.MANAGER).exclude(pk__in=own)]
    able = [one for one in stand_ins(asked, without=own) if may_decide_for(one, request)]
    return sorted(able, key=str)


def may_decide_for(person: User, request: GrantRequest) -> bool:
    """Whether somebody who is not the asker has the right, and a limit that is high enough where they have one."""
    return person.has_perm(DECIDE) and decider_refusal(Wish.of(request), person) is None


def stand_ins(people: Iterable[User], *, without: Collection[int] = ()) -> list[User]:
    """These people and whoever decides in their place today, each way followed to its end or to one `without`."""
    today = timezone.now().astimezone(centre_zone()).date()
    reached = {person.pk: person for person in people}
    new = list(reached)
    while new:
        deputies = _standing(today).filter(person_id__in=new).exclude(deputy_id__in=without)
        deputies = deputies.select_related("deputy")
        further = {d.deputy_id: d.deputy for d in deputies if d.deputy_id not in reached}
        reached |= further
        new = list(further)
    return list(reached.values())


def _standing(day: date) -> QuerySet[Deputy]:
    open_end = Q(last__isnull=True) | Q(last__gte=day)
    return Deputy.objects.filter(open_end, first__lte=day)


def decides_for(person: User, *, without: Collection[int] = ()) -> set[int]:
    """The accounts whose requests come to somebody: agents of their teams, and of those they stand in for."""
    leads = User.objects.filter(pk__in=_stood_for(person, without), role=Role.TEAM_LEAD)
    agents = User.objects.filter(teams__in=leads.values("teams"))
    return set(agents.values_list("pk", flat=True)) - {person.pk}


def is_as_manager(person: User, *, without: Collection[int] = ()) -> bool:
    """Whether everybody's requests come to somebody: a manager, or one who stands in for a manager today."""
    if person.role == Role.MANAGER:
        return True
    stood_for = _stood_for(person, without)
    return User.objects.filter(pk__in=stood_for, role=Role.MANAGER).exists()


def is_asked(person: User, agent: User) -> bool:
    """Whether what an agent asks for comes to somebody: never to the agent, nor to one who is there in their place."""
    own = accounts_of(agent)
    if person.pk in own:
        return False
    return is_as_manager(person, without=own) or agent.pk in decides_for(person, without=own)


def not_in_place_of_the_asker(person: User, rows: Iterable[GrantRequest]) -> list[GrantRequest]:
    """Of requests that come to somebody those that do not come by the asker alone."""
    if _stood_for(person) == {person.pk}:
        return list(rows)
    return [row for row in rows if is_asked(person, row.agent)]


def _stood_for(person: User, without: Collection[int] = ()) -> set[int]:
    """Somebody's own account, and those of whom they stand in for today, each way followed to its end."""
    today = timezone.now().astimezone(centre_zone()).date()
    reached, new = {person.pk}, [person.pk]
    while new:
        standing = _standing(today).filter(deputy_id__in=new)
        standing = standing.exclude(person_id__in=reached | {*without})
        new = list(standing.values_list("person_id", flat=True))
        reached |= set(new)
    return reached


def open_to(person: User) -> list[GrantRequest]:
    """The open requests that somebody may decide, the most urgent first."""
    waiting = GrantRequest.objects.filter(verdict=GrantRequest.Verdict.OPEN)
    waiting = waiting.exclude(agent__in=accounts_of(person)).select_related(
        "kind", "agent", "limit"
    )
    if not is_as_manager(person):
        waiting = waiting.filter(agent_id__in=decides_for(person))
    theirs = not_in_place_of_the_asker(person, waiting.order_by("expires_at"))
    return [one for one in theirs if may_decide_for(person, one)]
