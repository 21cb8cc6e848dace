"""Which plans somebody finds, and what is tried with them."""

from collections.abc import Iterator

from django.db.models import Q, QuerySet

from willet.figures.domain.asking import Reading
from willet.levers.plans.models import ImprovementPlan, Intervention, UnitKind
from willet.people.models import Role, User
from willet.people.visibility import visibility_of

_QUEUES = "SELECT DISTINCT queue FROM contacts WHERE queue IS NOT NULL"
"""Of the rows that are open to the reader: an agent's own, a lead's teams'."""


def keepers() -> "QuerySet[User]":
    """Who may own a plan, and what is tried in it."""
    return User.objects.filter(is_active=True, role__in=[Role.MANAGER, Role.TEAM_LEAD])


def waits_for(person: User) -> Q:
    """Of rows with an owner those of somebody; of a manager, also those whose owner is there no more."""
    theirs = Q(owner=person)
    if person.role == Role.MANAGER:
        theirs |= Q(owner=None) | ~Q(owner__in=keepers())
    return theirs


def plans_open_to(person: User) -> "QuerySet[ImprovementPlan]":
    """The plans that somebody may read: of a lead those of their teams."""
    plans = ImprovementPlan.objects.select_related("owner", "team")
    if person.role in {Role.MANAGER, Role.ANALYST}:
        return plans
    if person.role == Role.TEAM_LEAD:
        return plans.filter(team__in=person.teams.all())
    return plans.none()


def interventions_open_to(person: User) -> "QuerySet[Intervention]":
    """The interventions of those plans."""
    rows = Intervention.objects.filter(plan__in=plans_open_to(person))
    return rows.select_related("plan", "owner").prefetch_related("registrations", "verdicts")


def tried_with(person: User, reading: Reading | None) -> Iterator[tuple[Intervention, str]]:
    """The registered interventions that touch somebody, and from which day on, newest first."""
    agent, teams = visibility_of(person).agent, set(person.teams.values_list("name", flat=True))
    names = {UnitKind.AGENT: {agent}, UnitKind.TEAM: teams, UnitKind.QUEUE: _queues(reading)}
    registered = Intervention.objects.filter(registrations__isnull=False).distinct()
    for one in registered.select_related("plan", "owner").order_by("-pk"):
        own = names[UnitKind(one.unit)] - {""}
        days = [day for name, day in one.starts.items() if day and name in own]
        if days:
            yield one, min(days)


def _queues(reading: Reading | None) -> set[str]:
    return {queue for (queue,) in reading.rows(_QUEUES)} if reading else set()
