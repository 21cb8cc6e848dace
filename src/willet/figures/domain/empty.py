"""What a page of figures shows while no calls are in: its own name, what it will show, and the way there."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from willet.people.opening.steps import steps_for
from willet.people.rules import MANAGE_PEOPLE


def no_calls_yet(request: HttpRequest, title: str, shows: str) -> HttpResponse:
    """The page of this title, empty; `shows` says in a sentence what stands here once calls are in."""
    context = {
        "title": title,
        "shows": shows,
        "steps": [step for step in steps_for(request) if not step.is_done],
        "may_settle": request.user.has_perm(MANAGE_PEOPLE),
    }
    return render(request, "figures/no_calls.html", context)
