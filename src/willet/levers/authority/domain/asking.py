"""Asking for what is over the limit: it reaches whoever may decide at once, and waits no longer than its kind."""

from datetime import timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from willet.core.records import saying
from willet.core.records.money import plain_money
from willet.levers.authority.domain.deciders import deciders_of
from willet.levers.authority.domain.ending import end
from willet.levers.authority.domain.granting import fields_of
from willet.levers.authority.domain.mandates import refusal_of
from willet.levers.authority.domain.refusals import (
    NO_NEED,
    NOBODY_DECIDES,
    AuthorityError,
    reason_in,
)
from willet.levers.authority.domain.sending import refuse_twice
from willet.levers.authority.domain.wishes import Wish
from willet.levers.authority.models import GrantRequest
from willet.levers.authority.topics import NAME, TO_DECIDE
from willet.live.audiences import only
from willet.live.domain.publishing import publish
from willet.people.models import User
from willet.ui.money import money_words
from willet.ui.notices import notify

ASKED = "authority.asked"
"""The kind of notice that tells of a request."""
WANTS = saying("authority_wants", "%(agent)s asks for %(amount)s (%(grant)s).")


@transaction.atomic
def ask(wish: Wish, *, by: User) -> GrantRequest:
    """Ask for what one's own limit does not let through.

    Raises:
        AuthorityError: it is within the limit, no reason is given, nobody could decide it, or the form was sent
            already.
    """
    reason_in(wish.reason)
    refuse_twice(wish)
    if refusal_of(wish, by) is None:
        raise AuthorityError(
            NO_NEED(amount=money_words(wish.money.amount_minor, wish.money.currency))
        )
    within = timedelta(seconds=wish.kind.decide_within_s)
    request = GrantRequest(expires_at=timezone.now() + within, **fields_of(wish, by))
    deciders = deciders_of(request)
    if not deciders:
        raise AuthorityError(NOBODY_DECIDES())
    request.save(force_insert=True)
    _tell(request, deciders)
    return request


def _tell(request: GrantRequest, deciders: list[User]) -> None:
    amount = plain_money(request.amount_minor, request.currency)
    text = WANTS(agent=str(request.agent), amount=amount, grant=request.kind.key)
    notify(ASKED, text, to=deciders, href=reverse("authority:to_decide"), key=str(request.pk))
    for person in deciders:
        publish(NAME, {"about": TO_DECIDE}, only(person))


def withdraw(request: GrantRequest, *, by: User) -> None:
    """Take one's own request back before it is decided.

    Raises:
        DecidedError: it is over.
    """
    end(request, GrantRequest.Verdict.WITHDRAWN, by=by)


def time_out_overdue() -> int:
    """End the requests whose time is over, each once, and say how many those were."""
    overdue = GrantRequest.objects.filter(
        verdict=GrantRequest.Verdict.OPEN, expires_at__lte=timezone.now()
    )
    ended = (
        end(r, GrantRequest.Verdict.TIMED_OUT, must=False)
        for r in overdue.select_related("kind", "agent")
    )
    return sum(ended)
