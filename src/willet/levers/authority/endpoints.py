"""What this room offers to programs: limits and the ledger; and the system that pays says what became of a grant."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja import Query, Schema
from pydantic import ConfigDict, Field, StrictStr

from willet.core.records import RequestError, saying
from willet.levers.authority.domain.handing import State, say_became
from willet.levers.authority.domain.reading import seen_by, within
from willet.levers.authority.models import CouldNot, Grant, GrantLimit, GrantRequest, LedgerRow
from willet.levers.authority.rules import CONFIRM_PAID, SEE_LEDGER, SEE_LIMITS
from willet.people.agents.telling import person
from willet.ui.endpoints import NOTHING_THERE, Endpoint, Listed, NotThereError, PageQuery, page_of

NO_STATE = saying(
    "authority_no_state", "The state %(state)s is none of: paid, rejected. Say one of them."
)


class LedgerQuery(PageQuery):
    """Which days of the ledger are wanted."""

    first: date | None = Field(
        None, alias="from", description="The first day, of the centre's calendar."
    )
    last: date | None = Field(None, alias="to", description="The last day, included.")


class LimitLine(Schema):
    """A limit in force; amounts in the smallest unit of the currency."""

    id: int
    kind: str
    role: str
    person: str
    currency: str
    per_event_minor: int
    per_customer_minor: int | None
    per_agent_minor: int | None
    share_bp: int | None = Field(description="The highest percentage, in hundredths of a percent.")
    holds_from: datetime | None


class LedgerEntry(Schema):
    """What somebody wanted to give; amounts in the smallest unit of the currency."""

    id: UUID
    at: datetime
    kind: str
    amount_minor: int
    currency: str
    agent: str
    contact_id: str
    source: str
    call_id: str
    reason: str
    state: str = Field(
        description="Of a grant how far its payment is, of a request its verdict, else not_allowed."
    )


class PaidState(Schema):
    """What became of a grant at the system that pays."""

    model_config = ConfigDict(extra="forbid")

    state: Annotated[StrictStr, Field(max_length=20)] = Field(description="paid or rejected")
    note: Annotated[StrictStr, Field(max_length=300)] = ""


def limits(request: HttpRequest, query: Query[PageQuery]) -> dict[str, object]:
    """The limits in force."""
    standing = GrantLimit.objects.filter(state=GrantLimit.State.HOLDS, replaced_at__isnull=True)
    rows = standing.select_related("kind", "person")
    page, following = page_of(rows, query, of="limits", key=lambda one: (f"{one.pk:012}",))
    return {"items": [_limit(one) for one in page], "next": following}


def grants(request: HttpRequest, query: Query[LedgerQuery]) -> dict[str, object]:
    """What was granted, the newest first; what was taken back is cancelled."""
    rows = Grant.objects.select_related("kind", "agent", "payout")
    return _ledger(request, query, rows, "grants", lambda one: str(one.payout.state))


def grant_requests(request: HttpRequest, query: Query[LedgerQuery]) -> dict[str, object]:
    """What was asked for over a limit, the newest first."""
    rows = GrantRequest.objects.select_related("kind", "agent")
    return _ledger(request, query, rows, "grant_requests", lambda one: str(one.verdict))


def not_allowed(request: HttpRequest, query: Query[LedgerQuery]) -> dict[str, object]:
    """What was not allowed and not asked for, the newest first."""
    rows = CouldNot.objects.select_related("kind", "agent")
    return _ledger(request, query, rows, "not_allowed", lambda one: "not_allowed")


def say_paid(request: HttpRequest, pk: str, given: PaidState) -> LedgerEntry:
    """What became of a grant at the system that pays; said twice alike it is said once."""
    key = _uuid(pk)
    rows = Grant.objects.select_related("kind", "agent", "payout")
    known = rows.filter(pk=key).first() if key else None
    if known is None:
        raise NotThereError(NOTHING_THERE())
    if given.state not in {State.PAID, State.REJECTED}:
        raise RequestError(NO_STATE(state=repr(given.state)))
    say_became(known, State(given.state), note=given.note)
    return _entry(known, given.state)


def _ledger(
    request: HttpRequest, query: LedgerQuery, rows: Any, of: str, state: Callable[[Any], str]
) -> dict[str, object]:
    seen = seen_by(person(request), rows)
    if query.first or query.last:
        days = (query.first or date(1970, 1, 1), query.last or date(2200, 1, 1))
        seen = within(seen, min(days), max(days))
    page, following = page_of(seen, query, of=of, key=_key, newest_first=True)
    return {"items": [_entry(one, state(one)) for one in page], "next": following}


def _key(row: LedgerRow) -> tuple[str, str]:
    return row.at.isoformat(timespec="microseconds"), str(row.pk)


def _entry(row: LedgerRow, state: str) -> LedgerEntry:
    names = ("at", "amount_minor", "currency", "contact_id", "source", "call_id", "reason")
    return LedgerEntry(
        id=row.pk,
        kind=row.kind.key,
        agent=row.agent_name or str(row.agent),
        state=state,
        **{name: getattr(row, name) for name in names},
    )


def _limit(one: GrantLimit) -> LimitLine:
    names = "role currency per_event_minor per_customer_minor per_agent_minor share_bp".split()
    return LimitLine(
        id=one.pk,
        kind=one.kind.key,
        person=str(one.person) if one.person else "",
        holds_from=one.settled_at,
        **{name: getattr(one, name) for name in names},
    )


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


_LISTED = Listed[LedgerEntry]
ENDPOINTS = (
    Endpoint(
        "GET",
        "limits",
        limits,
        _("Grant limits"),
        "read",
        SEE_LIMITS,
        Listed[LimitLine],
        query=PageQuery,
    ),
    Endpoint("GET", "grants", grants, _("Grants"), "read", SEE_LEDGER, _LISTED, query=LedgerQuery),
    Endpoint(
        "GET",
        "grant-requests",
        grant_requests,
        _("Requests"),
        "read",
        SEE_LEDGER,
        _LISTED,
        query=LedgerQuery,
    ),
    Endpoint(
        "GET",
        "not-allowed",
        not_allowed,
        _("Not allowed"),
        "read",
        SEE_LEDGER,
        _LISTED,
        query=LedgerQuery,
    ),
    Endpoint(
        "POST",
        "grants/{str:pk}/state",
        say_paid,
        _("What became of a grant"),
        "act",
        CONFIRM_PAID,
        LedgerEntry,
    ),
)
