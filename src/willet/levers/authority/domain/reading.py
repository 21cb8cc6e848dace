"""Whose part of the ledger somebody may read: a manager and an analyst all, a lead their teams, others their own."""

from datetime import date, datetime, time, timedelta
from typing import TypeVar

from django.db.models import Q, QuerySet

from willet.levers.authority.models import LedgerRow
from willet.people.models import Role, User
from willet.ui.tasks.schedules import instant
from willet.ui.zones import centre_zone

W = TypeVar("W", bound=LedgerRow)


def seen_by(person: User, rows: QuerySet[W]) -> QuerySet[W]:
    """The rows that somebody may read."""
    if person.role in {Role.MANAGER, Role.ANALYST}:
        return rows
    theirs = Q(agent=person)
    if person.role == Role.TEAM_LEAD:
        theirs |= Q(agent__in=User.objects.filter(teams__in=person.teams.all()))
    return rows.filter(theirs)


_EARLIEST, _LATEST = date.min + timedelta(days=2), date.max - timedelta(days=2)
"""The calendar has two ends: nothing is granted on its first and its last days, in any zone."""


def within(rows: QuerySet[W], first: date, last: date) -> QuerySet[W]:
    """The rows of some days of the centre's calendar, both counted."""
    zone = centre_zone()
    begins, ends = (min(max(day, _EARLIEST), _LATEST) for day in (first, last))
    since = instant(datetime.combine(begins, time()), zone)
    until = instant(datetime.combine(ends + timedelta(days=1), time()), zone)
    return rows.filter(at__gte=since, at__lt=until)
