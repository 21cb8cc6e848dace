"""Requests that wait for whoever reads, and who decides in their place while they are away."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from willet.figures.domain.readers import person
from willet.levers.authority.domain import decide, time_out_overdue
from willet.levers.authority.domain.deciders import open_to
from willet.levers.authority.domain.deputies import deputies_of, name_deputy
from willet.levers.authority.domain.ran_out import ran_out_to, take_note
from willet.levers.authority.domain.refusals import NEEDS_REASON
from willet.levers.authority.forms import DecisionForm, DeputyForm
from willet.levers.authority.models import GrantRequest
from willet.levers.authority.rules import DECIDE, NAME_DEPUTY
from willet.levers.authority.tables.own import amount_cell, deputies_table, local
from willet.levers.authority.topics import NAME, TO_DECIDE
from willet.levers.authority.views.forms import keep, named
from willet.ui.messages import translate
from willet.ui.pages import Action, carry_out, remove, show_list

only_who_may = permission_required(DECIDE, raise_exception=True)
may_name = permission_required(NAME_DEPUTY, raise_exception=True)


@require_safe
@never_cache
@only_who_may
def to_decide(request: HttpRequest) -> HttpResponse:
    """What waits for me; it comes by itself while the page is open."""
    context = {"form": DecisionForm(), "topic": NAME, "about": TO_DECIDE, **_waiting(request)}
    return render(request, "authority/to_decide.html", context)


@require_safe
@never_cache
@only_who_may
def waiting(request: HttpRequest) -> HttpResponse:
    """The requests that wait, as a piece of the page."""
    return render(request, "authority/waiting.html", _waiting(request))


def _waiting(request: HttpRequest) -> dict[str, Any]:
    time_out_overdue()
    return {
        "waiting": [
            {"request": one, "amount": amount_cell(one), "until": local(one.expires_at)}
            for one in open_to(person(request))
        ],
        "ran_out": [
            (one, amount_cell(one).text, local(one.at)) for one in ran_out_to(person(request))
        ],
    }


@require_POST
@only_who_may
def decided(request: HttpRequest) -> HttpResponse:
    """One request granted or refused, by the button that was pressed."""
    grants = "grant" in request.POST
    pk = request.POST.get("grant" if grants else "refuse", "")
    asked = named(GrantRequest.objects.select_related("kind", "agent"), pk)
    form, who = DecisionForm(request.POST), person(request)
    if not form.is_valid():
        messages.error(request, translate(NEEDS_REASON()))
        return redirect("authority:to_decide")
    return carry_out(
        request,
        form,
        lambda given: decide(asked, by=who, grants=grants, reason=given["reason"]),
        back=reverse("authority:to_decide"),
    )


@require_POST
@only_who_may
def noted(request: HttpRequest) -> HttpResponse:
    """Noted that one request ran out of time."""
    late = named(GrantRequest.objects.select_related("kind", "agent"), request.POST.get("note", ""))
    who, back = person(request), reverse("authority:to_decide")
    return carry_out(request, Form(request.POST), lambda _given: take_note(late, by=who), back=back)


@require_safe
@may_name
def deputies(request: HttpRequest) -> HttpResponse:
    """Whom I named to decide in my place."""
    new = Action(_("Name a deputy"), reverse("authority:new_deputy"))
    table = deputies_table(deputies_of(person(request)))
    return show_list(request, table, title=_("Deputies"), actions=[new])


@may_name
def new_deputy(request: HttpRequest) -> HttpResponse:
    """A deputy named."""
    form = DeputyForm(request.POST or None, person=person(request))
    back = reverse("authority:deputies")
    verb = lambda f: name_deputy(f.deputy_named())  # noqa: E731 -- one line, said once
    return keep(request, form, verb, title=_("Name a deputy"), back=back)


@may_name
def deputy_removed(request: HttpRequest, pk: int) -> HttpResponse:
    """A deputy who does not stand in any more."""
    named_one = get_object_or_404(deputies_of(person(request)), pk=pk)
    question = _("Shall they no longer decide in your place? What they decided stays.")
    back = reverse("authority:deputies")
    return remove(request, named_one, question=question, back=back, permission=NAME_DEPUTY)
