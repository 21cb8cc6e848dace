"""The address of the stream: who may listen, said as by any page."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from willet.live.domain.listeners import listener_of
from willet.live.opening import PLACE, Opening


@require_GET
def stream(request: HttpRequest) -> HttpResponse:
    """The head of a stream; 204, after which no browser comes again, where the server has no streams (WSGI).

    429 where the person listens in too many places already.
    """
    opening = getattr(request, "scope", {}).get(PLACE)
    if not isinstance(opening, Opening):
        return HttpResponse(status=204)
    if not opening.admit(listener_of(request), after=_after(request)):
        return HttpResponse(status=429)
    response = HttpResponse(content_type="text/event-stream")
    # A proxy that gathers the answer before it hands it on would hold back every event.
    response["X-Accel-Buffering"] = "no"
    return response


def _after(request: HttpRequest) -> int | None:
    """The last event that this browser knows: what it says itself, else what its other tabs knew."""
    for given in (request.headers.get("Last-Event-ID", ""), request.GET.get("after", "")):
        if given.isascii() and given.isdigit() and len(given) <= 18:
            return int(given)
    return None
