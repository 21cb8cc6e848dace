"""The pages of interventions: one with what is registered and what came out, written, removed, an order proposed."""

from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from willet.activity.domain import history_of_thing
from willet.core.metrics import catalogue
from willet.core.records import RequestError
from willet.figures.domain.failing import explains_failures
from willet.figures.domain.looking import reading_of
from willet.figures.domain.readers import person
from willet.jobs.domain.asking import ask, jobs_about
from willet.jobs.domain.showing import progress_piece, state_of
from willet.levers.plans.domain.annotating import put_annotations
from willet.levers.plans.domain.counting import newest_verdict
from willet.levers.plans.domain.days import today
from willet.levers.plans.domain.foreseeing import foreseen
from willet.levers.plans.domain.outlook import LEARN, is_known
from willet.levers.plans.domain.registering import JUDGE, about, differs, held, register
from willet.levers.plans.domain.rollout import Steps, adopt, offers_for
from willet.levers.plans.domain.words import planted_effect_words, standing
from willet.levers.plans.forms import EligibleForm, InterventionForm, StepsForm, usual_start
from willet.levers.plans.models import Intervention, Lever
from willet.levers.plans.rules import EDIT_PLAN
from willet.levers.plans.tables.interventions import (
    offers_table,
    registrations_table,
    units_table,
    verdicts_table,
)
from willet.levers.plans.tables.plans import effect_cell
from willet.levers.plans.views.finding import (
    intervention_of,
    only_who_may_plan,
    only_who_may_see,
    own_intervention,
    own_plan,
)
from willet.ui.messages import translate
from willet.ui.pages import carry_out, remove

_WEEKS_TO_VERDICT = 12
_NAMES = frozenset({"lever", "object"})
"""What the remarks on charts call it by."""
USUAL_POINTS = 0.03
"""An effect worth having, as long as nobody says another: of a share; of times there is no usual one."""


@require_safe
@never_cache
@only_who_may_see
def shown(request: HttpRequest, pk: int) -> HttpResponse:
    """One intervention."""
    one = intervention_of(request, pk)
    last = newest_verdict(one)
    job = jobs_about(about(one), [JUDGE, LEARN]).first()
    context = {
        "intervention": one,
        "plan": one.plan,
        "standing": standing(one, last),
        "verdict": last,
        "effect": effect_cell(one),
        "planted": planted_effect_words(last, catalogue().get(one.metric)),
        "words": translate(last.words) if last else "",
        "notes": [translate(note) for note in (last.messages if last else foreseen(one))],
        "placebo": last.placebo.get("p") if last else None,
        "units": units_table(one),
        "registrations": registrations_table(one.registrations.all()),
        "verdicts": verdicts_table(one.verdicts.all()),
        "history": history_of_thing(one),
        "is_registered": bool(one.registrations.all()),
        "may_edit": request.user.has_perm(EDIT_PLAN, one.plan) and one.plan.is_open,
        **state_of(job),
    }
    return render(request, "plans/intervention.html", context)


@require_safe
@never_cache
@only_who_may_see
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the worker is with it."""
    job = jobs_about(about(intervention_of(request, pk)), [JUDGE, LEARN]).first()
    page = "plans:rollout" if request.GET.get("to") == "rollout" else "plans:intervention"
    return progress_piece(request, job, then=reverse(page, args=[pk]))


@only_who_may_plan
@explains_failures
def new(request: HttpRequest, pk: int) -> HttpResponse:
    """An intervention of a plan."""
    plan = own_plan(request, pk)
    one = Intervention(
        plan=plan,
        owner=person(request),
        metric=plan.metric,
        cause=request.GET.get("cause", "")[:120],
        verdict_on=date.fromordinal(usual_start(today()).toordinal() + 7 * _WEEKS_TO_VERDICT),
    )
    usual = _usual_worth(plan.metric)
    if usual is not None:
        one.worth = usual
    return _edited(request, one, _("New intervention"), reverse("plans:plan", args=[pk]))


def _usual_worth(metric: str) -> float | None:
    known = catalogue().get(metric)
    return USUAL_POINTS if known and known.unit == "share" else None


@only_who_may_plan
@explains_failures
def changed(request: HttpRequest, pk: int) -> HttpResponse:
    """An intervention changed; what is registered of it only with a reason."""
    one = own_intervention(request, pk)
    return _edited(request, one, str(one), reverse("plans:intervention", args=[pk]))


def _edited(request: HttpRequest, one: Intervention, title: str, back: str) -> HttpResponse:
    if not one.plan.is_open:
        raise PermissionDenied
    form = InterventionForm(
        request.POST or None, instance=one, reader=person(request), reading=reading_of(request)
    )
    if request.method == "POST" and form.is_valid():
        try:
            _keep(form, request)
        except RequestError as wrong:
            form.add_error(None, translate(wrong.message))
        else:
            messages.success(request, _("Saved."))
            return redirect("plans:intervention" if one.units else "plans:rollout", one.pk)
    context = {"title": title, "form": form, "back": back, "actions": [], "beneath": []}
    return render(request, "ui/pages/edit.html", context, status=422 if form.errors else 200)


def _keep(form: InterventionForm, request: HttpRequest) -> None:
    """Keep it; where that changes what is registered, register it anew, or keep nothing."""
    with transaction.atomic():
        form.hold()
        one = form.save(commit=False)
        one.units = form.cleaned_data["units"]
        one.number += 1
        one.save()
        if differs(one):
            register(one, by=person(request), reason=form.cleaned_data["reason"])
        elif one.annotations and not _NAMES.isdisjoint(form.changed_data):
            put_annotations(one, by=person(request))
        elif not is_known(one) and one.units:
            ask(LEARN, {"intervention": one.pk}, about=about(one))


@only_who_may_plan
def removed(request: HttpRequest, pk: int) -> HttpResponse:
    """An intervention taken away of which nothing was registered."""
    one = own_intervention(request, pk)
    if one.registrations.exists():
        raise PermissionDenied
    question = _("Nothing of it is registered yet, so it may go.")
    back = reverse("plans:plan", args=[one.plan_id])
    return remove(request, one, question=question, back=back, permission=EDIT_PLAN)


@require_POST
@only_who_may_plan
def registered(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down what counts, before it starts."""
    one = own_intervention(request, pk)
    who = person(request)
    back = reverse("plans:intervention", args=[pk])

    def verb(_given: object) -> None:
        with held(one, request.POST.get("number", "")):
            register(one, by=who)

    return carry_out(request, Form(request.POST), verb, back=back)


@only_who_may_plan
@explains_failures
def rollout(request: HttpRequest, pk: int) -> HttpResponse:
    """Who is eligible, ways to begin with what each can tell, and one of them taken."""
    one = own_intervention(request, pk)
    reading, who = reading_of(request), person(request)
    eligible = EligibleForm(
        request.POST if request.method == "POST" and "order" not in request.POST else None,
        intervention=one,
        reader=who,
        reading=reading,
        every="all" in request.GET,
    )
    if request.method == "POST" and eligible.is_bound and eligible.is_valid():
        return _eligible_kept(request, one, eligible.cleaned_data["eligible"])
    given = request.POST if "order" in request.POST else request.GET
    form = StepsForm(given if "start" in given else None, initial=_usual_steps())
    steps = _steps(form)
    if request.method == "POST" and "order" in request.POST and form.is_valid():
        return _adopted(request, one, steps)
    job = jobs_about(about(one), [LEARN]).first()
    progress = state_of(job)
    # What can be told is shown once it is learned, and with it who the agents within the teams are.
    offers = [] if progress["working"] else offers_for(one, steps)
    context = {
        "intervention": one,
        "plan": one.plan,
        "eligible": eligible,
        "form": form,
        "steps": steps,
        "offers": offers,
        "table": offers_table(offers, one),
        "spills": one.lever in {Lever.KNOWLEDGE, Lever.SCRIPT},
        "is_registered": one.registrations.exists(),
        **progress,
    }
    return render(request, "plans/rollout.html", context, status=422 if eligible.errors else 200)


def _eligible_kept(request: HttpRequest, one: Intervention, names: list[str]) -> HttpResponse:
    if one.registrations.exists():
        raise PermissionDenied

    def verb(_given: object) -> None:
        with held(one, request.POST.get("number", "")):
            one.units = {name: one.units.get(name, {}) for name in sorted(names)}
            one.number += 1
            one.save()
            if not is_known(one):
                ask(LEARN, {"intervention": one.pk}, about=about(one))

    back = reverse("plans:rollout", args=[one.pk])
    return carry_out(request, Form(request.POST), verb, back=back)


def _usual_steps() -> dict[str, object]:
    return {"start": usual_start(today()), "steps": 4, "weeks_apart": 2}


def _steps(form: StepsForm) -> Steps:
    given = form.cleaned_data if form.is_bound and form.is_valid() else _usual_steps()
    return Steps(**given)


def _adopted(request: HttpRequest, one: Intervention, steps: Steps) -> HttpResponse:
    def verb(_given: object) -> None:
        with held(one, request.POST.get("number", "")):
            adopt(one, request.POST["order"], steps)

    back = reverse("plans:intervention", args=[one.pk])
    return carry_out(request, Form(request.POST), verb, back=back)
