"""One's own page: what I may grant, a grant or a request, and what became of my requests."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from willet.figures.domain.failing import explains_failures
from willet.figures.domain.looking import reading_of
from willet.figures.domain.readers import person
from willet.levers.authority.domain import (
    mandates_of,
    take_back,
    time_out_overdue,
    wished,
    withdraw,
)
from willet.levers.authority.domain.calls import calls_of, contacts_of
from willet.levers.authority.domain.subjects import subject_named
from willet.levers.authority.domain.wishes import Wish
from willet.levers.authority.forms import WishForm
from willet.levers.authority.models import CouldNot, Grant, GrantRequest
from willet.levers.authority.rules import GRANT
from willet.levers.authority.tables.own import (
    amount_cell,
    grants_table,
    local,
    mandate_table,
    not_allowed_table,
    requests_table,
)
from willet.levers.authority.topics import NAME, OWN
from willet.levers.authority.views.forms import is_done, named, wish_verb
from willet.ui.pages import carry_out

only_who_may = permission_required(GRANT, raise_exception=True)
SHOWN = 20


@never_cache
@only_who_may
@explains_failures
def own(request: HttpRequest) -> HttpResponseBase:
    """What I may grant, and the form to grant, ask, or write down that it was not allowed."""
    who, first = person(request), {"contact": request.GET.get("contact", "")[:200]}
    form = WishForm(request.POST or None, initial=first)
    if request.method == "POST":
        verb = wish_verb(request)
        if is_done(form, lambda f: verb(_wish(request, f), by=who)):
            messages.success(request, _("Saved."))
            return redirect("authority:own")
    context = {
        "form": form,
        "mandate": mandate_table(mandates_of(who)),
        "topic": NAME,
        "about": OWN,
        **_became(request),
    }
    return render(request, "authority/own.html", context, status=422 if form.errors else 200)


def _wish(request: HttpRequest, form: WishForm) -> Wish:
    given = form.cleaned_data
    subject = subject_named(reading_of(request), given["contact"])
    more = {name: given[name] for name in ("reason", "form_id")}
    return wished(given["kind"], subject, given["amount"], share_bp=given["share"], **more)


def _became(request: HttpRequest) -> dict[str, Any]:
    time_out_overdue()
    requests = GrantRequest.objects.filter(agent=person(request))
    requests = requests.select_related("kind", "decided_by")
    grants = Grant.objects.filter(agent=person(request)).select_related("kind", "payout")
    refused = CouldNot.objects.filter(agent=person(request)).select_related("kind")
    asked, given, noted = list(requests[:SHOWN]), list(grants[:SHOWN]), list(refused[:SHOWN])
    reading = reading_of(request)
    calls = calls_of(contacts_of([*asked, *given, *noted], reading), reading)
    waiting = requests.filter(verdict=GrantRequest.Verdict.OPEN)
    return {
        "open": [(one, amount_cell(one).text, local(one.expires_at)) for one in waiting],
        "requests": requests_table(asked, calls),
        "grants": grants_table(given, calls),
        "not_allowed": not_allowed_table(noted, calls),
        "newest": grants.filter(taken_back_at__isnull=True).first(),
    }


@require_safe
@never_cache
@only_who_may
def became(request: HttpRequest) -> HttpResponse:
    """What became of my requests, as a piece of the page."""
    return render(request, "authority/became.html", _became(request))


@require_POST
@only_who_may
def withdrawn(request: HttpRequest) -> HttpResponse:
    """One's own request taken back."""
    own = GrantRequest.objects.filter(agent=person(request))
    asked = named(own, request.POST.get("request", ""))
    return _carried(request, lambda: withdraw(asked, by=person(request)))


@require_POST
@only_who_may
def taken_back(request: HttpRequest) -> HttpResponse:
    """One's own grant taken back: it was a slip."""
    own = Grant.objects.filter(agent=person(request)).select_related("kind")
    given = named(own, request.POST.get("grant", ""))
    return _carried(request, lambda: take_back(given, by=person(request)))


def _carried(request: HttpRequest, verb: Callable[[], object]) -> HttpResponse:
    form = Form(request.POST)
    return carry_out(request, form, lambda _given: verb(), back=reverse("authority:own"))
