"""Budgets: what was charged to a month is read from the ledger itself, while nobody else writes it.

There is no second count beside the ledger that could part from it: whoever grants, decides or changes a limit of a
kind takes its turn first, and what is read then stands until the change is committed.
"""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q, QuerySet, Sum
from django.utils import timezone

from willet.levers.authority.domain.names import CustomerNames, own_names, united
from willet.levers.authority.models import Grant, GrantKind
from willet.store.turns import take_turn
from willet.ui.zones import centre_zone


def take_turn_of(kind: GrantKind) -> None:
    """Wait until nobody else grants, decides or changes a limit of this kind; until the transaction ends."""
    take_turn(f"authority {kind.pk}")


def month_of(moment: datetime | None = None) -> str:
    """The month whose budget a moment belongs to, by the centre's clock: `2026-11`."""
    return f"{(moment or timezone.now()).astimezone(centre_zone()):%Y-%m}"


def spent_by(accounts: Collection[int], kind: GrantKind, currency: str, month: str) -> int:
    """What was charged in a month to somebody who has these accounts, in the smallest unit."""
    theirs = _standing(kind, currency, month).filter(charged_to__in=accounts)
    return int(theirs.aggregate(sum=Sum("amount_minor"))["sum"] or 0)


def spent_on(names: CustomerNames, kind: GrantKind, currency: str, month: str) -> int:
    """What was given in a month to a customer, whichever of their names it was written down under.

    Of one whom nobody knows it is what was given in that call. A grant that has two names makes the others of the
    second name theirs too, so the ledger is asked until it knows no more of them.
    """
    standing = _standing(kind, currency, month)
    while True:
        rows = [row for row in standing.filter(_may_be(names)) if names.meets(own_names(row))]
        more = united(names, map(own_names, rows))
        if more == names:
            return sum(row.amount_minor for row in rows)
        names = more


def _may_be(names: CustomerNames) -> Q:
    """The rows among which those of these names are: ids of calls come again."""
    rows = Q(pk__in=())
    if names.customers:
        rows |= Q(customer__in=names.customers)
    if names.contacts:
        rows |= Q(contact_id__in=names.contacts)
    if names.calls:
        rows |= Q(call_id__in={call.call_id for call in names.calls})
    return rows


def _standing(kind: GrantKind, currency: str, month: str) -> QuerySet[Grant]:
    of_month = Grant.objects.filter(kind=kind, currency=currency, month=month)
    return of_month.filter(taken_back_at__isnull=True)
