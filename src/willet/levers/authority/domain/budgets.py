"""Budgets: what was charged to a month is read from the ledger itself, while nobody else writes it.

There is no second count beside the ledger that could part from it: whoever grants, decides or changes a limit of a
kind takes its turn first, and what is read then stands until the change is committed.
"""

from datetime import datetime

from django.db.models import Sum
from django.utils import timezone

from willet.levers.authority.models import Grant, GrantKind, LedgerRow
from willet.people.models import User
from willet.store.turns import take_turn
from willet.ui.zones import centre_zone


def take_turn_of(kind: GrantKind) -> None:
    """Wait until nobody else grants, decides or changes a limit of this kind; until the transaction ends."""
    take_turn(f"authority {kind.pk}")


def month_of(moment: datetime | None = None) -> str:
    """The month whose budget a moment belongs to, by the centre's clock: `2026-11`."""
    return f"{(moment or timezone.now()).astimezone(centre_zone()):%Y-%m}"


def spent_by(person: User, kind: GrantKind, currency: str, month: str) -> int:
    """What was charged to somebody in a month, in the smallest unit."""
    return _sum(kind, currency, month, charged_to=person)


def spent_on(wanted: "LedgerRow | None", kind: GrantKind, currency: str, month: str) -> int:
    """What was given in a month to the customer of a contact; of an unknown one what was given in that contact."""
    if wanted is None:
        return 0
    if wanted.customer:
        return _sum(kind, currency, month, customer=wanted.customer)
    named = {name: getattr(wanted, name) for name in ("contact_id", "source", "call_id")}
    return _sum(kind, currency, month, customer="", **named)


def _sum(kind: GrantKind, currency: str, month: str, **of: object) -> int:
    standing = Grant.objects.filter(kind=kind, currency=currency, month=month, **of)
    spent = standing.filter(taken_back_at__isnull=True).aggregate(sum=Sum("amount_minor"))["sum"]
    return int(spent or 0)
