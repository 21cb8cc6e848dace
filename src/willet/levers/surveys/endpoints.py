"""What this room offers to programs: waves, who was asked, what they answered and what followed."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ninja import Query, Schema, Status
from pydantic import Field

from willet.figures.domain.readers import person
from willet.levers.surveys.domain.counting import WaveRates, rates_of_all
from willet.levers.surveys.domain.reopening import seen_by
from willet.levers.surveys.domain.stopping import stop_person
from willet.levers.surveys.models import Addressee, Invitation, Reopening, Reply, Wave
from willet.levers.surveys.rules import EDIT_SURVEYS, READ_INVITATIONS, SEE_SURVEYS, TAKE_UP
from willet.ui.endpoints import Endpoint, Listed, PageQuery, page_by_key


class WaveLine(Schema):
    """A wave with how far its customers are."""

    id: int
    name: str
    state: str
    channel: str
    queue: str = Field(description="Empty where calls of every queue are asked about.")
    share: float = Field(description="The chance with which a call is asked about.")
    started_at: datetime | None
    ended_at: datetime | None
    sent: int
    delivered: int
    completed: int
    response_rate: float | None = Field(description="Completed of delivered; null without any.")


class InvitationLine(Schema):
    """One customer drawn to be asked about one call."""

    id: UUID
    wave: int
    contact_id: str
    call_id: str = Field(description="Where the call was asked about before its record came.")
    queue: str
    language: str
    inclusion_p: float
    state: str
    held_for: str = Field(description="Why nobody was asked, where the state is held.")
    drawn_at: datetime
    sent_at: datetime | None
    delivered_at: datetime | None
    bounced_at: datetime | None
    completed_at: datetime | None
    disowned_at: datetime | None
    expires_at: datetime | None
    reminded: int


class ReplyLine(Schema):
    """One question answered once; said again it is a line with the next revision."""

    id: int
    invitation: UUID
    question: str
    scale: str
    revision: int
    score: int | None = Field(description="Null where it was passed over, or taken back.")
    source: str
    answered_at: datetime


class OptOutLine(Schema):
    """Somebody who wants to be asked no more, as a keyed hash: the number or address rests nowhere here."""

    id: str
    opted_out_at: datetime


class OptOut(Schema):
    """Who wants to be asked no more."""

    number: str = Field("", max_length=80)
    mail: str = Field("", max_length=254)


class UnsolvedLine(Schema):
    """A case that its customer says is not solved, until something closed it."""

    id: int
    invitation: UUID
    contact_id: str
    call_id: str = Field(description="Where the call was asked about before its record came.")
    owner: str = Field(description="Who takes it up.")
    opened_at: datetime
    due_at: datetime
    closed_at: datetime | None
    closed_how: str = Field(description="contact, yes, disowned or hand; empty while it is open.")
    later_contact: str = Field(description="The contact that closed it, where one did.")


class WaveQuery(PageQuery):
    """Which part of which wave's invitations."""

    wave: int | None = Field(None, ge=1, le=2**31, description="Of this wave alone.")


def waves(request: HttpRequest, query: Query[PageQuery]) -> dict[str, object]:
    """All waves, the oldest first."""
    page, following = page_by_key(Wave.objects.all(), query, of="surveys.waves")
    return {"items": list(_with_rates(page)), "next": following}


def _with_rates(page: Iterable[Wave]) -> Iterable[Mapping[str, object]]:
    rates = rates_of_all()
    for wave in page:
        rate = rates.get(wave.pk, WaveRates())
        names = ("id", "name", "state", "channel", "queue", "started_at", "ended_at")
        counts = {n: getattr(rate, n) for n in ("sent", "delivered", "completed", "response_rate")}
        yield {**{n: getattr(wave, n) for n in names}, "share": float(wave.share), **counts}


def invitations(request: HttpRequest, query: Query[WaveQuery]) -> dict[str, object]:
    """Everybody who was drawn, also who was not asked and why."""
    rows = Invitation.objects.all()
    if query.wave is not None:
        rows = rows.filter(wave=query.wave)
    page, following = page_by_key(rows, query, of=f"surveys.invitations {query.wave}")
    names = set(InvitationLine.model_fields) - {"wave"}
    return {
        "items": [{**{n: getattr(i, n) for n in names}, "wave": i.wave_id} for i in page],
        "next": following,
    }


def answers(request: HttpRequest, query: Query[PageQuery]) -> dict[str, object]:
    """All answers with their revisions, in the order in which they came."""
    rows = Reply.objects.select_related("instrument")
    page, following = page_by_key(rows, query, of="surveys.answers")
    return {"items": [_answer(reply) for reply in page], "next": following}


def _answer(reply: Reply) -> Mapping[str, object]:
    names = ("id", "revision", "score", "source", "answered_at")
    asked = {"question": reply.instrument.code, "scale": reply.instrument.scale}
    return {**{n: getattr(reply, n) for n in names}, **asked, "invitation": reply.invitation_id}


def unsolved(request: HttpRequest, query: Query[PageQuery]) -> dict[str, object]:
    """Cases that customers say are not solved: all for managers, their own for leads."""
    page, following = page_by_key(seen_by(person(request)), query, of="surveys.unsolved")
    return {"items": [_unsolved(reopening) for reopening in page], "next": following}


def _unsolved(reopening: Reopening) -> Mapping[str, object]:
    names = ("id", "opened_at", "due_at", "closed_at", "closed_how", "later_contact")
    asked = {n: getattr(reopening.invitation, n) for n in ("contact_id", "call_id")}
    whose = {"invitation": reopening.invitation_id, "owner": str(reopening.owner)}
    return {**{n: getattr(reopening, n) for n in names}, **asked, **whose}


def opt_outs(request: HttpRequest, query: Query[PageQuery]) -> dict[str, object]:
    """Everybody who wants to be asked no more."""
    rows = Addressee.objects.exclude(opted_out_at=None)
    page, following = page_by_key(rows, query, of="surveys.opt_outs")
    items = [{"id": one.pk, "opted_out_at": one.opted_out_at} for one in page]
    return {"items": items, "next": following}


def opt_out(request: HttpRequest, who: OptOut) -> Status[None]:
    """Ask this customer no more, in any wave; said twice it is as said once."""
    stop_person(number=who.number, mail=who.mail, now=timezone.now())
    return Status(204, None)


ENDPOINTS = (
    Endpoint(
        "GET",
        "surveys/waves",
        waves,
        _("Survey waves"),
        "read",
        SEE_SURVEYS,
        Listed[WaveLine],
        query=PageQuery,
    ),
    Endpoint(
        "GET",
        "surveys/invitations",
        invitations,
        _("Who was drawn to be asked"),
        "read",
        READ_INVITATIONS,
        Listed[InvitationLine],
        query=WaveQuery,
    ),
    Endpoint(
        "GET",
        "surveys/answers",
        answers,
        _("Answers of customers"),
        "read",
        READ_INVITATIONS,
        Listed[ReplyLine],
        query=PageQuery,
    ),
    Endpoint(
        "GET",
        "surveys/unsolved",
        unsolved,
        _("Cases that customers say are not solved"),
        "read",
        TAKE_UP,
        Listed[UnsolvedLine],
        query=PageQuery,
    ),
    Endpoint(
        "GET",
        "surveys/opt-outs",
        opt_outs,
        _("Who wants to be asked no more"),
        "read",
        READ_INVITATIONS,
        Listed[OptOutLine],
        query=PageQuery,
    ),
    Endpoint(
        "POST",
        "surveys/opt-outs",
        opt_out,
        _("Ask somebody no more"),
        "import",
        EDIT_SURVEYS,
        None,
        status=204,
    ),
)
