"""Naming a deputy: somebody who may decide, and never in a circle."""

from datetime import date

from django.db import transaction
from django.db.models import Q, QuerySet

from willet.levers.authority.domain.refusals import CIRCLE, DEPUTY_CANNOT, AuthorityError
from willet.levers.authority.models import Deputy
from willet.levers.authority.rules import DECIDE
from willet.people.models import User
from willet.store.turns import take_turn
from willet.ui.pages import ThingChange


@transaction.atomic
def name_deputy(named: Deputy) -> Deputy:
    """Let somebody decide in another's place from the first to the last day.

    Raises:
        AuthorityError: they may not decide, or the person stands in for them in these days, in one step or several.
    """
    take_turn("deputies")
    if not (named.deputy.is_active and named.deputy.has_perm(DECIDE)):
        raise AuthorityError(DEPUTY_CANNOT(deputy=str(named.deputy)))
    if _leads_back(named):
        raise AuthorityError(CIRCLE(deputy=str(named.deputy), person=str(named.person)))
    named.save()
    return named


def refuse_circle(change: ThingChange, **_signal: object) -> None:
    """A deputy who was removed comes back only where the way still leads to no circle.

    Raises:
        AuthorityError: meanwhile it does.
    """
    if change.verb == "restored" and isinstance(change.thing, Deputy):
        take_turn("deputies")
        if _leads_back(change.thing):
            names = {name: str(getattr(change.thing, name)) for name in ("deputy", "person")}
            raise AuthorityError(CIRCLE(**names))


def _leads_back(named: Deputy) -> bool:
    """Whether on some day the deputy is away and the way from them ends at the person again."""
    reached, new = {named.deputy_id}, {named.deputy_id}
    while new:
        away = _in(named.first, named.last).filter(person_id__in=new).exclude(pk=named.pk)
        new = set(away.values_list("deputy_id", flat=True)) - reached
        reached |= new
    return named.person_id in reached


def _in(first: date, last: date | None) -> QuerySet[Deputy]:
    rows = Deputy.objects.filter(Q(last__isnull=True) | Q(last__gte=first))
    return rows if last is None else rows.filter(first__lte=last)


def deputies_of(person: User) -> QuerySet[Deputy]:
    """Whom somebody named, the newest first."""
    return Deputy.objects.filter(person=person).select_related("deputy")
