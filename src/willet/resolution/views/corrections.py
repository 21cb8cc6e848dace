"""Cases split and joined by hand, and such a correction taken back."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from willet.calls.domain.calls import call_named
from willet.core.records import RequestError
from willet.figures.domain.asking import Reading
from willet.figures.domain.failing import explains_failures
from willet.figures.domain.looking import reading_of
from willet.figures.domain.readers import person
from willet.jobs.domain.showing import progress_piece, state_of
from willet.jobs.models import Job
from willet.people.rules import EDIT_CASES
from willet.resolution.case.corrections import CORRECT, ask_join, ask_split, ask_withdraw
from willet.resolution.case.forms import JoinForm, SplitForm, WithdrawForm
from willet.resolution.case.query import case_of_contact
from willet.ui.messages import translate

may_edit = permission_required(EDIT_CASES, raise_exception=True)

Ask = Callable[..., Job]


@require_POST
@may_edit
@explains_failures
def split(request: HttpRequest) -> HttpResponse:
    """Let a contact open a case of its own."""
    return _asked(request, SplitForm(request.POST), ask_split)


@require_POST
@may_edit
@explains_failures
def join(request: HttpRequest) -> HttpResponse:
    """Let the cases of two contacts be one."""
    return _asked(request, JoinForm(request.POST), ask_join)


@require_POST
@may_edit
@explains_failures
def withdraw(request: HttpRequest) -> HttpResponse:
    """Take a correction back."""
    return _asked(request, WithdrawForm(request.POST), ask_withdraw)


def _asked(request: HttpRequest, form: forms.Form, ask: Ask) -> HttpResponse:
    reading = reading_of(request)
    if reading is None:
        raise Http404
    values: Mapping[str, Any] = form.cleaned_data if form.is_valid() else {}
    if values:
        try:
            return redirect("resolution:correction", ask(reading, values, by=person(request)).pk)
        except RequestError as error:
            messages.error(request, translate(error.message))
    else:
        messages.error(request, _("Nothing was changed: say which contact, and why."))
    return _back(request, reading, str(form["contact_id"].data or ""))


def _back(request: HttpRequest, reading: Reading, contact_id: str) -> HttpResponseRedirect:
    """To the case of a contact, if the reader may open it; else to the list of calls."""
    call = call_named(reading, contact_id)
    case_id = case_of_contact(reading, contact_id) if call else None
    return redirect("resolution:case", case_id) if case_id else redirect("calls:list")


@require_safe
@never_cache
@may_edit
@explains_failures
def shown(request: HttpRequest, pk: str) -> HttpResponse:
    """A correction on its way; once it is made, the case as it is now."""
    job = _job(request, pk)
    reading = reading_of(request)
    if reading is None:
        raise Http404
    if job.state == Job.State.DONE:
        return _back(request, reading, job.payload["contact_id"])
    context = {
        **state_of(job),
        "case_id": case_of_contact(reading, job.payload["contact_id"]),
    }
    return render(request, "resolution/correction.html", context)


@require_safe
@never_cache
@may_edit
def progress(request: HttpRequest, pk: str) -> HttpResponse:
    """How far a correction has come, as a piece of the page."""
    return progress_piece(
        request, _job(request, pk), then=reverse("resolution:correction", args=[pk])
    )


def _job(request: HttpRequest, pk: str) -> Job:
    """A correction that this person asked for; another's is nobody else's business."""
    return get_object_or_404(Job, pk=pk, kind=CORRECT, asked_by=person(request))
