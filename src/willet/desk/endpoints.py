"""What the desk offers to programs: calls as phone systems told of them, how agents said they ended, and callbacks."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja import Query, Schema
from pydantic import Field

from willet.desk.domain.statements import newest
from willet.desk.handing.file import legs_seen_by, stated
from willet.desk.models import Callback, Leg
from willet.desk.rules import SEE_DISPOSITIONS
from willet.figures.domain.readers import person
from willet.ui.endpoints import Endpoint, Listed, PageQuery, page_by_key


class LegLine(Schema):
    """One offer to, or talk with, one agent, by the ids of its phone system."""

    id: UUID
    call: UUID
    source: str
    pbx: str
    call_id: str
    contact_id: str
    ticket: str
    agent: str
    queue: str
    direction: str
    origin: str = Field(description="Who told of it: event, record or hand.")
    state: str
    rang_at: datetime | None
    connected_at: datetime | None
    ended_at: datetime | None


class DispositionLine(Schema):
    """How one leg ended, in the newest wording of its agent."""

    id: UUID = Field(description="The leg.")
    source: str
    call_id: str
    contact_id: str
    ticket: str
    agent: str
    revision: int
    resolved: str = Field(description="yes, no, follow_up or not_given.")
    asked_customer: bool
    code: str
    topic: str
    cause: str
    tags: list[str]
    note: str
    at: datetime


class CallbackLine(Schema):
    """A callback promised on one leg: until when, and when it was made."""

    id: int
    leg: UUID
    source: str
    call_id: str
    contact_id: str
    ticket: str
    agent: str
    promised_at: datetime
    due_at: datetime
    kept_at: datetime | None
    by_hand: bool = Field(
        description="Whether somebody said that it was made, and no call was seen."
    )
    is_withdrawn: bool


def events(request: HttpRequest, query: Query[PageQuery]) -> dict[str, object]:
    """Calls as they were told of, a line for each agent they were offered to."""
    page, following = page_by_key(legs_seen_by(person(request)), query, of="desk.events")
    return {"items": [_leg(leg) for leg in page], "next": following}


def dispositions(request: HttpRequest, query: Query[PageQuery]) -> dict[str, object]:
    """How calls ended, as their agents said."""
    page, following = page_by_key(stated(legs_seen_by(person(request))), query, of="desk.stated")
    return {"items": [_disposition(leg) for leg in page], "next": following}


def callbacks(request: HttpRequest, query: Query[PageQuery]) -> dict[str, object]:
    """Callbacks that were promised, also those made or withdrawn since."""
    promised = Callback.objects.filter(leg__in=legs_seen_by(person(request)))
    rows = promised.select_related("leg__call")
    page, following = page_by_key(rows, query, of="desk.callbacks")
    return {"items": [_callback(one) for one in page], "next": following}


def _callback(one: Callback) -> Mapping[str, object]:
    names = ("id", "promised_at", "due_at", "kept_at", "by_hand", "is_withdrawn")
    return {**_ids(one.leg), "leg": one.leg_id, **{name: getattr(one, name) for name in names}}


def _ids(leg: Leg) -> Mapping[str, object]:
    call = leg.call
    return {
        **{name: getattr(call, name) for name in ("source", "call_id", "contact_id")},
        "id": leg.pk,
        "ticket": call.case_ref,
        "agent": leg.agent,
    }


def _leg(leg: Leg) -> Mapping[str, object]:
    of_call = {name: getattr(leg.call, name) for name in ("pbx", "queue", "direction")}
    names = ("origin", "state", "rang_at", "connected_at", "ended_at")
    return {**_ids(leg), **of_call, **{n: getattr(leg, n) for n in names}, "call": leg.call_id}


def _disposition(leg: Leg) -> Mapping[str, object]:
    one = newest(leg)
    assert one is not None, "a leg without a word is left out"
    names = set(DispositionLine.model_fields) - {
        "id",
        "source",
        "call_id",
        "contact_id",
        "ticket",
        "agent",
    }
    return {**_ids(leg), **{name: getattr(one, name) for name in names}}


ENDPOINTS = (
    Endpoint(
        "GET",
        "desk/events",
        events,
        _("Calls as phone systems told of them"),
        "read",
        SEE_DISPOSITIONS,
        Listed[LegLine],
        query=PageQuery,
    ),
    Endpoint(
        "GET",
        "desk/dispositions",
        dispositions,
        _("Dispositions as stated at the desk"),
        "read",
        SEE_DISPOSITIONS,
        Listed[DispositionLine],
        query=PageQuery,
    ),
    Endpoint(
        "GET",
        "desk/callbacks",
        callbacks,
        _("Callbacks that were promised"),
        "read",
        SEE_DISPOSITIONS,
        Listed[CallbackLine],
        query=PageQuery,
    ),
)
