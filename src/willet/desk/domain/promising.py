"""Callbacks: promised until a moment, kept by a call to the customer or by hand, withdrawn with what promised them."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from willet.activity.actors import acting
from willet.desk.models import Callback, Leg, PhoneCall
from willet.people.models import User


def promise(leg: Leg, due_at: datetime | None, *, by: User) -> None:
    """Promise a callback until a moment, at another moment than before, or none any more.

    Another moment for one that was kept is another promise: what kept the first does not keep it.
    """
    known = Callback.objects.filter(leg=leg).first()
    if due_at is None:
        if known is not None and not known.is_withdrawn and known.kept_at is None:
            known.is_withdrawn = True
            _reworded(known)
        return
    if known is None:
        Callback.objects.create(leg=leg, owner=by, due_at=due_at)
    elif known.due_at != due_at or known.is_withdrawn:
        if known.kept_at is not None:
            known.promised_at, known.kept_at, known.by_hand = timezone.now(), None, False
        known.due_at, known.is_withdrawn, known.is_over = due_at, False, False
        _reworded(known)


def open_promises(owner: User) -> QuerySet[Callback]:
    """What somebody still has to call back about, the most urgent first."""
    return Callback.objects.filter(owner=owner, kept_at=None, is_withdrawn=False).select_related(
        "leg__call"
    )


def keep_promises(customer_key: str, at: datetime) -> int:
    """Somebody of the centre reached the customer: what was promised before is kept. Says how many."""
    kept = Callback.objects.filter(
        leg__call__customer_key=customer_key,
        kept_at=None,
        is_withdrawn=False,
        promised_at__lte=at,
    )
    return _keep(kept, at)


def reword_promises(call: PhoneCall) -> None:
    """What was promised in a call is worded anew: the records tell by now which contact it was."""
    for one in Callback.objects.filter(leg__call=call):
        _reworded(one)


def keep_by_hand(one: Callback, *, by: User) -> None:
    """The owner says that they called back."""
    with acting(by):
        _keep([one] if one.kept_at is None else [], timezone.now(), by_hand=True)


def end_overdue() -> int:
    """Note of callbacks whose time has passed that it has: from now on they count. Says of how many."""
    over = Callback.objects.filter(is_over=False, is_withdrawn=False, due_at__lte=timezone.now())
    with transaction.atomic():
        for one in over:
            one.is_over = True
            _reworded(one)
    return len(over)


def _keep(promises: Iterable[Callback], at: datetime, *, by_hand: bool = False) -> int:
    count = 0
    with transaction.atomic():
        for one in promises:
            one.kept_at, one.by_hand, one.is_over = at, by_hand, True
            _reworded(one)
            count += 1
    return count


def _reworded(one: Callback) -> None:
    one.revision += 1
    one.revised_at = timezone.now()
    one.save()
