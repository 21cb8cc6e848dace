"""Deciding a request: granted or refused, by one who may, with a reason, and within the decider's own limit."""

from django.db import transaction

from willet.levers.authority.domain.budgets import take_turn_of
from willet.levers.authority.domain.deciders import is_asked
from willet.levers.authority.domain.ending import end
from willet.levers.authority.domain.granting import granted
from willet.levers.authority.domain.mandates import decider_refusal
from willet.levers.authority.domain.names import names_of
from willet.levers.authority.domain.refusals import (
    NOT_GRANTED_ANY_MORE,
    NOT_YOURS,
    OVER_DECIDER,
    OWN_REQUEST,
    AuthorityError,
    OverLimitError,
    reason_in,
)
from willet.levers.authority.domain.wishes import Wish, WishSubject
from willet.levers.authority.models import GrantRequest
from willet.levers.authority.rules import DECIDE
from willet.people.agents.alike import accounts_of
from willet.people.models import User


def decide(request: GrantRequest, *, by: User, grants: bool, reason: str) -> GrantRequest:
    """Grant or refuse a request. What is granted is charged to whoever decides, not to the agent's month.

    Raises:
        AuthorityError: it is the decider's own, not theirs to decide, of a kind that is not granted any more, or no
            reason is given.
        OverLimitError: the decider's own limit does not let it through.
        DecidedError: somebody was faster, or the time is over.
    """
    if grants:
        names_of(WishSubject.of(request))  # The records are read while nobody waits for the turn.
    return _decided(request, by, grants=grants, reason=reason)


@transaction.atomic
def _decided(request: GrantRequest, by: User, *, grants: bool, reason: str) -> GrantRequest:
    take_turn_of(request.kind)
    refuse_unless_theirs(request, by)
    why = reason_in(reason)
    request.kind.refresh_from_db()
    if grants and not request.kind.is_active:
        # Limits of a closed kind bound nobody any more: it can only be refused.
        raise AuthorityError(NOT_GRANTED_ANY_MORE(grant=str(request.kind)))
    wish, verdict = Wish.of(request), GrantRequest.Verdict
    refusal = decider_refusal(wish, by) if grants else None
    end(
        request,
        verdict.GRANTED if grants else verdict.REFUSED,
        by=by,
        decision=why,
    )
    if grants:
        if refusal is not None:
            raise OverLimitError(OVER_DECIDER(why=refusal))
        granted(wish, agent=request.agent, charged_to=by, request=request)
    return request


def refuse_unless_theirs(request: GrantRequest, person: User) -> None:
    """Make sure that somebody may decide this very request.

    Raises:
        AuthorityError: they may not.
    """
    if request.agent_id in accounts_of(person):
        raise AuthorityError(OWN_REQUEST())
    if not (person.has_perm(DECIDE) and is_asked(person, request.agent)):
        raise AuthorityError(NOT_YOURS())
