"""A piece of the page beside a call: fetched by the page it stands alone, opened by itself it is a page of its own."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from willet.desk.models import Leg

FETCHED = frozenset({"willet-piece", "willet-live"})
"""What the scripts that fetch a piece call themselves."""


def is_piece(request: HttpRequest) -> bool:
    """Whether the page beside the call fetched it."""
    return request.headers.get("X-Requested-With", "") in FETCHED


def show_piece(
    request: HttpRequest,
    leg: Leg,
    piece: str,
    context: Mapping[str, object],
    *,
    title: str,
    status: int = 200,
) -> HttpResponse:
    """One template of `desk/hand`, bare or within a page with the way back to the call."""
    name = f"desk/hand/{piece}.html"
    whole = {**context, "leg": leg, "piece": name, "title": title}
    template = name if is_piece(request) else "desk/hand/page.html"
    return render(request, template, whole, status=status)
