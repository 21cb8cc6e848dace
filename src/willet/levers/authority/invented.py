"""Authority for an invented centre: narrow limits, grants within them, and what they kept agents from giving."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction

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
COLLEAGUES: Final = 11
"""So many more agents grant: what grants go with is said of eight and more."""
GRANTED_IN: Final = {True: 12, False: 20}
"""They granted in each so-many-th of their resolved and of their unresolved calls."""


@transaction.atomic
def invent(centre: InventedCentre) -> None:
    """Plant a limit for agents, grants of several of them, and what it kept from unresolved contacts, once."""
    manager, agent = (centre.people.get(role) for role in (Role.MANAGER, Role.AGENT))
    refund = GrantKind.objects.filter(key="refund").first()
    if manager is None or agent is None or refund is None or GrantLimit.objects.exists():
        return
    every = judged_calls()
    calls = [call for call in every if call.agent == agent.agent]
    limit = _limit(refund, manager, since=min((c.arrived_at for c in every), default=centre.ends))
    resolved = [call for call in calls if call.resolved][: MOST * 4 : 4]
    unresolved = [call for call in calls if not call.resolved][: MOST * 2 : 2]
    for call in resolved:
        _grant(_fields(call, refund, limit, agent, GRANTED_MINOR))
    for colleague, call in _granted_by_colleagues(every, agent):
        _grant(_fields(call, refund, limit, colleague, GRANTED_MINOR))
    for place, call in enumerate(unresolved):
        wanted = _fields(call, refund, limit, agent, WANTED_MINOR)
        _keep(CouldNot(**wanted) if place % 3 else _refused(wanted, manager))


def _granted_by_colleagues(
    calls: Sequence[JudgedCall], agent: User
) -> Iterator[tuple[User, JudgedCall]]:
    """Whoever takes most calls beside the demo's own agent, and the calls in which they granted something."""
    counts = Counter(call.agent for call in calls if call.agent != agent.agent)
    for place, name in enumerate(sorted(counts, key=lambda n: (-counts[n], n))[:COLLEAGUES]):
        colleague = _colleague(name, place + 2)
        for resolved, part in GRANTED_IN.items():
            own = [c for c in calls if c.agent == name and c.resolved == resolved]
            yield from ((colleague, call) for call in own[::part])


def _colleague(name: str, number: int) -> User:
    """The account of an agent of the records; one planted here is closed, so that nobody signs in with it."""
    known = User.objects.filter(agent=name).order_by("pk").first()
    return known or User.objects.create_user(
        f"agent-{number}",
        f"agent-{number}@willet.example",
        name=name,
        agent=name,
        role=Role.AGENT.value,
        is_active=False,
    )


def _limit(kind: GrantKind, manager: User, *, since: datetime) -> GrantLimit:
    """It held before the first grant under it."""
    return GrantLimit.objects.create(
        kind=kind,
        role=Role.AGENT.value,
        currency="EUR",
        per_event_minor=LIMIT_MINOR,
        reason="as always",
        state=GrantLimit.State.HOLDS,
        proposed_by=manager,
        settled_by=manager,
        proposed_at=since,
        settled_at=since,
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


def _grant(fields: dict[str, Any]) -> None:
    given = Grant(charged_to=fields["agent"], **fields)
    _keep(given)
    Payout.objects.create(grant=given)


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
