"""Who may decide a request: the leads of the agent's teams, who stands in for them, and managers; never the asker.

Nor does anybody decide in the asker's place: who stands in for somebody has their right, and nobody has one about
what they ask themselves. So no way from deputy to deputy leads through an account of the asker.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Q, QuerySet
from django.utils import timezone

from willet.levers.authority.domain.mandates import decider_refusal
from willet.levers.authority.domain.wishes import Wish
from willet.levers.authority.models import Deputy, GrantRequest
from willet.levers.authority.rules import DECIDE
from willet.people.agents.alike import accounts_of
from willet.people.models import Role, User
from willet.ui.zones import centre_zone


def asked_of(agent: User) -> list[User]:
    """To whom comes what somebody asks for: the leads of their teams, managers, and whoever stands in for one.

    Those who left are among them, the asker under no account of theirs.
    """
    own = accounts_of(agent)
    leads = Q(role=Role.TEAM_LEAD, teams__in=agent.teams.all())
    asked = User.objects.filter(leads | Q(role=Role.MANAGER)).exclude(pk__in=own).distinct()
    return stand_ins(asked, without=own)


def deciders_of(request: GrantRequest) -> list[User]:
    """Who may decide a request now, by name."""
    able = (one for one in asked_of(request.agent) if may_decide_for(one, request))
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


@dataclass(frozen=True)
class Decider:
    """In whose places somebody is today: their own, and those of whom they stand in for."""

    person: User
    accounts: frozenset[int]

    @cached_property
    def is_as_manager(self) -> bool:
        """Whether everybody's requests come to them: a manager, or one who stands in for a manager."""
        if self.person.role == Role.MANAGER:
            return True
        if not self.is_deputy:
            return False
        return User.objects.filter(pk__in=self.accounts, role=Role.MANAGER).exists()

    @cached_property
    def agents(self) -> frozenset[int]:
        """The accounts whose requests come to them: agents of their teams, and of those they stand in for."""
        leads = User.objects.filter(pk__in=self.accounts, role=Role.TEAM_LEAD)
        agents = User.objects.filter(teams__in=leads.values("teams"))
        return frozenset(agents.values_list("pk", flat=True)) - {self.person.pk}

    @property
    def is_deputy(self) -> bool:
        """Whether they are in anybody's place but their own."""
        return self.accounts != {self.person.pk}


def decider_of(person: User, *, without: Collection[int] = ()) -> Decider:
    """In whose places somebody is today, by no way that leads through an account `without`."""
    today = timezone.now().astimezone(centre_zone()).date()
    reached, new = {person.pk}, [person.pk]
    while new:
        standing = _standing(today).filter(deputy_id__in=new)
        standing = standing.exclude(person_id__in=reached | {*without})
        new = list(standing.values_list("person_id", flat=True))
        reached |= set(new)
    return Decider(person, frozenset(reached))


def is_asked(person: User, agent: User) -> bool:
    """Whether what an agent asks for comes to somebody: never to the agent, nor to one who is there in their place."""
    own = accounts_of(agent)
    if person.pk in own:
        return False
    decider = decider_of(person, without=own)
    return decider.is_as_manager or agent.pk in decider.agents


def not_in_place_of_the_asker(decider: Decider, rows: Iterable[GrantRequest]) -> list[GrantRequest]:
    """Of requests that come to somebody those that do not come by the asker alone."""
    if not decider.is_deputy:
        return list(rows)
    return [row for row in rows if is_asked(decider.person, row.agent)]


def open_to(person: User) -> list[GrantRequest]:
    """The open requests that somebody may decide, the most urgent first."""
    waiting = GrantRequest.objects.filter(verdict=GrantRequest.Verdict.OPEN)
    waiting = waiting.select_related("kind", "agent", "limit").order_by("expires_at")
    rows = list(waiting.exclude(agent__in=accounts_of(person)))
    if not rows:
        return []
    decider = decider_of(person)
    if not decider.is_as_manager:
        rows = [row for row in rows if row.agent_id in decider.agents]
    theirs = not_in_place_of_the_asker(decider, rows)
    return [one for one in theirs if may_decide_for(person, one)]
