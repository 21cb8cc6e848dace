"""Handing grants on to the system that pays: an event by the Standard Webhooks rules, and how far each is."""

from django.utils import timezone

from willet.core.records.money import plain_money
from willet.levers.authority.domain.refusals import NOT_OPEN, PAID_ALREADY, AuthorityError
from willet.levers.authority.models import Grant, Payout, Receiver
from willet.ui.tasks import ask_for

HAND_ON = "authority.hand_on"
"""The job that hands one grant on."""
State = Payout.State
OPEN_STATES = (State.WAITING, State.SENT, State.FAILED)
"""Of these nobody knows yet what became of the money."""


def hand_on(given: Grant) -> None:
    """Note that a grant is to be handed on, and ask for it where an address is kept."""
    Payout.objects.create(grant=given)
    _ask(given, "granted")


def cancel_handing(given: Grant) -> None:
    """A grant taken back is not paid: what was not handed on yet never is, and who knows of it is told.

    Raises:
        AuthorityError: it was paid, so that the month's budget stays charged with it.
    """
    if not moved(given, State.CANCELLED, of=(*OPEN_STATES, State.REJECTED)):
        raise AuthorityError(PAID_ALREADY())
    _ask(given, "taken_back")


def _ask(given: Grant, event: str) -> None:
    if Receiver.objects.exclude(url="").exists():
        ask_for(HAND_ON, {"grant": str(given.pk), "event": event}, about=str(given.pk))


def moved(given: Grant, state: State, *, note: str = "", of: tuple[State, ...]) -> bool:
    """Say how far a grant is, where it was in one of these states; whether it was."""
    there = Payout.objects.filter(grant=given, state__in=[one.value for one in of])
    now = timezone.now()
    return bool(there.update(state=state.value, note=note[:300], changed_at=now))


def say_became(given: Grant, state: State, *, note: str = "") -> None:
    """Say what became of a grant at the system that pays; said twice alike it is said once.

    Raises:
        AuthorityError: something else was said of it before.
    """
    if moved(given, state, note=note, of=OPEN_STATES):
        return
    known = Payout.objects.get(grant=given).state
    if known != state:
        raise AuthorityError(NOT_OPEN(state=str(State(known).label)))


def event_of(given: Grant, event: str) -> dict[str, object]:
    """What the other system is told: amounts in the smallest unit, with their currency; no name and no number."""
    return {
        "type": f"grant.{event}",
        "timestamp": (given.taken_back_at or given.at).isoformat(),
        "data": {
            "id": str(given.pk),
            "kind": given.kind.key,
            "amount_minor": given.amount_minor,
            "currency": given.currency,
            "amount": plain_money(given.amount_minor, given.currency),
            "contact_id": given.contact_id or None,
            "source": given.source or None,
            "call_id": given.call_id or None,
            "granted_at": given.at.isoformat(),
        },
    }
