"""What this room offers the data store: what was granted, asked for and not allowed, and limits that were raised.

What was wanted in a call written down by hand stays here until the records tell which contact it was.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

from django.db.models import QuerySet

from willet.core.sources.rooms import Facts, RoomRow
from willet.levers.authority.domain.wishes import WishSubject
from willet.levers.authority.models import (
    LONE,
    CouldNot,
    Grant,
    GrantLimit,
    GrantRequest,
    LedgerRow,
)

GRANTS: Final = "authority.grants"
REQUESTS: Final = "authority.requests"
MISSED: Final = "authority.could_not"
RAISES: Final = "authority.raises"


def _values(wanted: LedgerRow, kind: str, how: str) -> dict[str, Any]:
    return {
        "kind": kind,
        "ref": wanted.kind.key,
        "used_at": wanted.at,
        "how": how,
        "amount_minor": wanted.amount_minor,
        "currency": wanted.currency,
        **({"agent": wanted.agent_name} if wanted.agent_name else {}),
        **({"revision": wanted.limit_id} if wanted.limit_id else {}),
    }


def _wordings(wanted: LedgerRow) -> int:
    """One more where the contact of its call was learnt later, or was known beside it: its row names that then."""
    return 1 + bool(wanted.contact_id and wanted.call_id)


def grant_row(grant: Grant) -> RoomRow:
    """A grant; within the limit or decided, and gone once it was taken back."""
    about = WishSubject.of(grant).about(grant.agent_name)
    how = "decided" if grant.request_id else "within"
    gone = grant.taken_back_at is not None
    values = {} if gone else _values(grant, "grant", how)
    return RoomRow(
        GRANTS,
        "uses",
        str(grant.pk),
        _wordings(grant) + gone,
        grant.written_at,
        values,
        about,
        gone=gone,
    )


def request_row(request: GrantRequest) -> RoomRow:
    """A request; its second wording says how it ended."""
    about, is_over = WishSubject.of(request).about(request.agent_name), not request.is_open
    values = _values(request, "request", request.verdict)
    return RoomRow(
        REQUESTS,
        "uses",
        str(request.pk),
        _wordings(request) + is_over,
        request.written_at,
        values,
        about,
    )


def missed_row(missed: CouldNot) -> RoomRow:
    """What was not allowed, and not asked for."""
    about = WishSubject.of(missed).about(missed.agent_name)
    values = _values(missed, "could_not", "not_allowed")
    return RoomRow(
        MISSED, "uses", str(missed.pk), _wordings(missed), missed.written_at, values, about
    )


def raise_row(limit: GrantLimit) -> RoomRow:
    """A limit that lets more through than the one before it: for a role of the whole centre, or for one agent."""
    whose = {"unit": "agent", "name": limit.person.agent} if limit.person else {"unit": "centre"}
    values = {
        "intervention_id": f"authority:{limit.pk}",
        "lever": "authority",
        "ref": limit.kind.key,
        "assigned_from": limit.settled_at,
        "received_from": limit.settled_at,
        "until_at": limit.ended_at,
        "registered_at": limit.proposed_at,
        "source": "rooms",
        **whose,
    }
    revision = 1 + (limit.ended_at is not None)
    return RoomRow(RAISES, "interventions", str(limit.pk), revision, limit.written_at, values, None)


def _since(rows: QuerySet[Any], moment: datetime | None) -> Iterator[Any]:
    return (rows if moment is None else rows.filter(written_at__gte=moment)).iterator()


def _known(model: type[LedgerRow]) -> QuerySet[Any]:
    """The rows whose call the records may tell of."""
    return model._default_manager.exclude(LONE).select_related("kind")


def grants_since(moment: datetime | None) -> Iterator[RoomRow]:
    """Grants written down, or taken back, since a moment."""
    return map(grant_row, _since(_known(Grant), moment))


def requests_since(moment: datetime | None) -> Iterator[RoomRow]:
    """Requests that came, or ended, since a moment."""
    return map(request_row, _since(_known(GrantRequest), moment))


def missed_since(moment: datetime | None) -> Iterator[RoomRow]:
    """What was not allowed since a moment."""
    return map(missed_row, _since(_known(CouldNot), moment))


def raises_since(moment: datetime | None) -> Iterator[RoomRow]:
    """Limits raised, or ended, since a moment; of a person whom no call record names nothing can be seen."""
    raised = GrantLimit.objects.filter(is_raise=True, state=GrantLimit.State.HOLDS).exclude(
        person__agent=""
    )
    return map(raise_row, _since(raised.select_related("kind", "person"), moment))


FACTS = (
    Facts(GRANTS, "uses", grants_since),
    Facts(REQUESTS, "uses", requests_since),
    Facts(MISSED, "uses", missed_since),
    Facts(RAISES, "interventions", raises_since),
)
