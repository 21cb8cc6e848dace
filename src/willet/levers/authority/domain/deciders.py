"""Who may decide a request: the leads of the agent's teams, who stands in for them, and managers; never the asker."""

from collections.abc import Iterable
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
    asked = [*leads_of(request.agent), *User.objects.filter(role=Role.MANAGER)]
    own = accounts_of(request.agent)
    others = (person for person in stand_ins(asked) if person.pk not in own)
    able = {person.pk: person for person in others if may_decide_for(person, request)}
    return sorted(able.values(), key=str)


def may_decide_for(person: User, request: GrantRequest) -> bool:
    """Whether somebody who is not the asker has the right, and a limit that is high enough where they have one."""
    return person.has_perm(DECIDE) and decider_refusal(Wish.of(request), person) is None


def stand_ins(people: Iterable[User], day: date | None = None) -> list[User]:
    """These people and whoever decides in their place that day, each way followed to its end."""
    today = day or timezone.now().astimezone(centre_zone()).date()
    reached = {person.pk: person for person in people}
    new = list(reached)
    while new:
        deputies = _standing(today).filter(person_id__in=new).select_related("deputy")
        further = {d.deputy_id: d.deputy for d in deputies if d.deputy_id not in reached}
        reached |= further
        new = list(further)
    return list(reached.values())


def _standing(day: date) -> QuerySet[Deputy]:
    open_end = Q(last__isnull=True) | Q(last__gte=day)
    return Deputy.objects.filter(open_end, first__lte=day)


def decides_for(person: User) -> set[int]:
    """The accounts whose requests come to somebody: agents of their teams, and of those they stand in for."""
    leads = User.objects.filter(pk__in=_stood_for(person), role=Role.TEAM_LEAD)
    agents = User.objects.filter(teams__in=leads.values("teams"))
    return set(agents.values_list("pk", flat=True)) - {person.pk}


def is_as_manager(person: User) -> bool:
    """Whether everybody's requests come to somebody: a manager, or one who stands in for a manager today."""
    if person.role == Role.MANAGER:
        return True
    return User.objects.filter(pk__in=_stood_for(person), role=Role.MANAGER).exists()


def _stood_for(person: User) -> set[int]:
    """Somebody's own account, and those of whom they stand in for today, each way followed to its end."""
    today = timezone.now().astimezone(centre_zone()).date()
    reached, new = {person.pk}, [person.pk]
    while new:
        standing = _standing(today).filter(deputy_id__in=new).exclude(person_id__in=reached)
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
    return [r for r in waiting.order_by("expires_at") if may_decide_for(person, r)]
