"""Authority for an invented centre: narrow limits, grants within them, and what they kept agents from giving."""

from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from willet.figures.domain.judged import JudgedCall, judged_calls
from willet.levers.authority.domain.budgets import month_of
from willet.levers.authority.models import (
    CouldNot,
    Grant,
    GrantKind,
    GrantLimit,
    GrantRequest,
    LedgerRow,
    Payout,
)
from willet.people.models import Role, User
from willet.ui.invented import InventedCentre

LIMIT_MINOR: Final = 2_000
GRANTED_MINOR: Final = 1_500
WANTED_MINOR: Final = 4_000
"""Between the limit and the one a step higher lies all that was not granted: 20, 50."""
MOST: Final = 120


@transaction.atomic
def invent(centre: InventedCentre) -> None:
    """Plant a limit for agents, grants in resolved contacts and refusals in unresolved ones, once."""
    manager, agent = (centre.people.get(role) for role in (Role.MANAGER, Role.AGENT))
    refund = GrantKind.objects.filter(key="refund").first()
    if manager is None or agent is None or refund is None or GrantLimit.objects.exists():
        return
    # Whoever grants took the call: the others have no account here.
    calls = [call for call in judged_calls() if call.agent == agent.agent]
    limit = _limit(refund, manager)
    resolved = [call for call in calls if call.resolved][: MOST * 4 : 4]
    unresolved = [call for call in calls if not call.resolved][: MOST * 2 : 2]
    for call in resolved:
        given = Grant(charged_to=agent, **_fields(call, refund, limit, agent, GRANTED_MINOR))
        _keep(given)
        Payout.objects.create(grant=given)
    for place, call in enumerate(unresolved):
        wanted = _fields(call, refund, limit, agent, WANTED_MINOR)
        _keep(CouldNot(**wanted) if place % 3 else _refused(wanted, manager))


def _limit(kind: GrantKind, manager: User) -> GrantLimit:
    return GrantLimit.objects.create(
        kind=kind,
        role=Role.AGENT.value,
        currency="EUR",
        per_event_minor=LIMIT_MINOR,
        reason="as always",
        state=GrantLimit.State.HOLDS,
        proposed_by=manager,
        settled_by=manager,
        settled_at=timezone.now(),
    )


def _fields(
    call: JudgedCall, kind: GrantKind, limit: GrantLimit, agent: User, minor: int
) -> dict[str, Any]:
    return {
        "kind": kind,
        "agent": agent,
        "agent_name": call.agent,
        "limit": limit,
        "amount_minor": minor,
        "currency": "EUR",
        "reason": "late again",
        "contact_id": call.contact_id,
        "at": call.arrived_at,
        "month": month_of(call.arrived_at),
    }


def _refused(wanted: dict[str, Any], manager: User) -> GrantRequest:
    at: datetime = wanted["at"]
    return GrantRequest(
        verdict=GrantRequest.Verdict.REFUSED,
        expires_at=at + timedelta(minutes=2),
        decided_at=at + timedelta(minutes=1),
        decided_by=manager,
        decision="over the limit",
        **wanted,
    )


def _keep(row: LedgerRow) -> None:
    row.save(force_insert=True)


INVENT = (invent,)
