"""Where phone systems tell of calls: one request with a token, or one address that opens the desk."""

import logging
from collections.abc import Mapping
from typing import Any

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from willet.core.records import RequestError, saying
from willet.desk.domain.events import PhoneEvent, read_event
from willet.desk.domain.taking import take_event
from willet.desk.domain.tokens import UnknownLinkError, link_of
from willet.desk.models import PhoneLink
from willet.desk.rules import USE_DESK
from willet.figures.domain.readers import person
from willet.people.agents.alike import names_of
from willet.people.visibility import visibility_of
from willet.store.texts import json_sent
from willet.ui.messages import translate

log = logging.getLogger(__name__)
LARGEST = 10_000
NOT_UNDERSTOOD = saying(
    "desk_event_not_understood",
    "An event is a form, or an object of JSON in UTF-8, of at most %(most)s bytes.",
)
NOT_YOURS = saying(
    "desk_event_not_yours",
    "This address names the agent %(agent)s, and you are signed in as somebody else. Sign in as that agent.",
)


@csrf_exempt
@require_POST
def events(request: HttpRequest) -> HttpResponse:
    """Take an event: 200 with the call, 401 without a good token, 400 with a sentence where it says nothing."""
    try:
        link = link_of(_token(request), PhoneLink.Way.REQUEST)
        leg = take_event(read_event(_sent(request)), link)
    except UnknownLinkError as unknown:
        return _refused(unknown, 401)
    except RequestError as wrong:
        log.info("an event of a phone system was refused: %s", wrong.message.code)
        return _refused(wrong, 400)
    return JsonResponse(
        {"call": str(leg.pk), "state": leg.state, "desk": leg.person_id is not None}
    )


# No cookie counts here, so none can be abused; the token is the guard.
events.login_required = False  # type: ignore[attr-defined] # where Django's middleware looks


@require_GET
@never_cache
@permission_required(USE_DESK, raise_exception=True)
def opened(request: HttpRequest) -> HttpResponse:
    """The address that a softphone or CRM opens: takes the event, and leads to the desk without its number."""
    try:
        link = link_of(request.GET.get("token", ""), PhoneLink.Way.ADDRESS)
        event = read_event(request.GET)
        _refuse_others(request, event, link)
        leg = take_event(event, link)
    except RequestError as wrong:
        context = {"wrong": translate(wrong.message)}
        return render(request, "figures/failed.html", context, status=400)
    return redirect("desk:call", leg.pk)


def _refuse_others(request: HttpRequest, event: PhoneEvent, link: PhoneLink) -> None:
    own = {person(request).agent, visibility_of(request.user).agent} - {""}
    if own.isdisjoint(names_of(event.agent, link.source)):
        raise RequestError(NOT_YOURS(agent=repr(event.agent)))


def _token(request: HttpRequest) -> str:
    kind, _blank, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if kind.casefold() == "bearer" else ""


def _sent(request: HttpRequest) -> Mapping[str, Any]:
    if int(request.headers.get("Content-Length") or 0) > LARGEST:
        raise RequestError(NOT_UNDERSTOOD(most=LARGEST))
    if request.content_type != "application/json":
        return request.POST
    try:
        sent = json_sent(request.body)
    except ValueError:
        raise RequestError(NOT_UNDERSTOOD(most=LARGEST)) from None
    if not isinstance(sent, dict):
        raise RequestError(NOT_UNDERSTOOD(most=LARGEST))
    return sent


def _refused(error: RequestError, status: int) -> HttpResponse:
    message = error.message
    body = {"detail": translate(message), "code": message.code, "status": status}
    return JsonResponse(body, status=status, content_type="application/problem+json")
