"""Authority beside a call: what may be granted now; a grant, a request, what was not allowed, and what became of it."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from willet.core.records import LakeError, RequestError
from willet.desk.domain.hand import subject_of
from willet.desk.models import Leg
from willet.desk.views.desk import at_the_desk, lake_or_none, own_leg
from willet.desk.views.pieces import is_piece, show_piece
from willet.figures.domain.readers import person
from willet.levers.authority.domain import (
    Mandate,
    WishSubject,
    mandates_of,
    take_back,
    time_out_overdue,
    wished,
    withdraw,
)
from willet.levers.authority.domain.amounts import share_words
from willet.levers.authority.domain.suggesting import likely_grant
from willet.levers.authority.domain.wishes import Wish
from willet.levers.authority.forms import DeskWishForm
from willet.levers.authority.models import CouldNot, Grant, GrantRequest
from willet.levers.authority.tables.own import amount_cell, local
from willet.levers.authority.views.forms import is_done, named, wish_verb
from willet.people.models import User
from willet.ui.messages import translate
from willet.ui.money import money_words


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@at_the_desk
def grants(request: HttpRequest, pk: str) -> HttpResponse:
    """What I may grant in this call, and the form to do it."""
    leg, who = own_leg(request, pk), person(request)
    subject = _subject(request, leg)
    noted, mandates = "", mandates_of(who, subject)
    form = DeskWishForm(request.POST or None, initial=_first(who, mandates))
    if request.method == "POST":
        verb = wish_verb(request)
        if is_done(form, lambda f: verb(_wish(subject, f), by=who)):
            if not is_piece(request):
                messages.success(request, _("Saved."))
                return redirect("desk:call", leg.pk)
            noted, mandates = _("Saved."), mandates_of(who, subject)
            form = DeskWishForm(initial=_first(who, mandates))
    context = {
        "form": form,
        "mandates": [_line(mandate) for mandate in mandates],
        "noted": noted,
        "is_piece": is_piece(request),
        **({} if is_piece(request) else _became(request, leg)),
    }
    # A refusal is no fault of the page: the piece shows it in place.
    status = 422 if form.errors else 200
    return show_piece(request, leg, "grants", context, title=_("What I may grant"), status=status)


@require_safe
@never_cache
@at_the_desk
def became(request: HttpRequest, pk: str) -> HttpResponse:
    """What became of what was wanted in this call."""
    leg = own_leg(request, pk)
    context = _became(request, leg)
    return show_piece(request, leg, "became", context, title=_("What I may grant"))


@require_POST
@at_the_desk
def undone(request: HttpRequest, pk: str) -> HttpResponse:
    """One's own grant taken back, or one's own request withdrawn; what is over already is shown as it is."""
    leg, who = own_leg(request, pk), person(request)
    asked, noted = request.POST.get("request", ""), ""
    try:
        if asked:
            withdraw(named(GrantRequest.objects.filter(agent=who), asked), by=who)
        else:
            own = Grant.objects.filter(agent=who).select_related("kind")
            take_back(named(own, request.POST.get("grant", "")), by=who)
    except RequestError as over:
        noted = translate(over.message)
    if not is_piece(request):
        if noted:
            messages.error(request, noted)
        return redirect("desk:call", leg.pk)
    context = {**_became(request, leg), "noted": noted}
    return show_piece(request, leg, "became", context, title=_("What I may grant"))


def _subject(request: HttpRequest, leg: Leg) -> WishSubject:
    reading = lake_or_none(request)
    try:
        return subject_of(reading, leg)
    except LakeError:
        return subject_of(None, leg)


def _wish(subject: WishSubject, form: DeskWishForm) -> Wish:
    given = form.cleaned_data
    more = {name: given[name] for name in ("reason", "form_id")}
    return wished(given["kind"], subject, given["amount"], share_bp=given["share"], **more)


def _first(who: User, mandates: Sequence[Mandate]) -> dict[str, Any]:
    """What the form begins with: what is most likely granted."""
    likely = likely_grant(who, mandates)
    return {} if likely is None else {"kind": likely[0].pk, "amount": likely[1]}


def _line(mandate: Mandate) -> tuple[str, str]:
    """One limit in words: what still goes through, and of a percentage the highest."""
    limit = mandate.limit
    most = money_words(mandate.most_minor, limit.currency)
    if limit.share_bp is None:
        return str(limit.kind), _("up to %(amount)s now") % {"amount": most}
    words = {"share": share_words(limit.share_bp), "amount": most}
    return str(limit.kind), _("up to %(share)s and %(amount)s now") % words


def _became(request: HttpRequest, leg: Leg) -> dict[str, Any]:
    """What one wanted in this contact, the newest first; a grant stands for its request.

    By the contact's ids, whoever the customer is: nothing is asked of the lake.
    """
    time_out_overdue()
    fields = subject_of(None, leg).as_fields()
    ids = {name: fields[name] for name in ("contact_id", "source", "call_id")}
    mine = {"agent": person(request), **ids}
    requests = GrantRequest.objects.filter(**mine).select_related("kind", "decided_by")
    grants_of = Grant.objects.filter(taken_back_at=None, **mine).select_related("kind", "request")
    return {
        "requests": [
            (one, amount_cell(one), local(one.expires_at))
            for one in requests.exclude(verdict="granted")
        ],
        "grants": [(one, amount_cell(one)) for one in grants_of],
        "not_allowed": [
            (one, amount_cell(one))
            for one in CouldNot.objects.filter(**mine).select_related("kind")
        ],
    }
