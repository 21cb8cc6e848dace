"""The pages of goals: all of them, one, one set, worded anew, and removed."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from willet.activity.domain.history import history_of_thing
from willet.core.metrics import catalogue, metric_named
from willet.core.records import RequestError
from willet.figures.domain.annotations import notes_on
from willet.figures.domain.asking import Reading
from willet.figures.domain.begins import begin_notes, with_notes
from willet.figures.domain.downloads import export_links, exported, wanted_format
from willet.figures.domain.failing import ClosedError, explains_failures
from willet.figures.domain.looking import reading_of
from willet.figures.domain.periods import Period
from willet.figures.domain.readers import person
from willet.levers.goals.charts import days_chart
from willet.levers.goals.domain.following import follow, follows
from willet.levers.goals.domain.scope import whose
from willet.levers.goals.domain.setting import set_goal, word_anew
from willet.levers.goals.domain.standing import Standing, standing_of
from willet.levers.goals.domain.words import (
    days_words,
    definition_of,
    goal_title,
    goal_words,
    metric_title,
    outlook_words,
    settled_words,
    state_words,
    unit_of,
)
from willet.levers.goals.forms import GoalForm, GoalWordingForm
from willet.levers.goals.models import Goal
from willet.levers.goals.rules import SEE_GOAL, SEE_GOALS, SET_GOAL, SET_GOALS
from willet.levers.goals.tables import figures_table, goals_sheet, goals_table, history_table
from willet.people.rules import SEE_OVERVIEW
from willet.ui import formats
from willet.ui.messages import translate
from willet.ui.pages import Action, remove
from willet.ui.zones import centre_zone

may_see = permission_required(SEE_GOALS, raise_exception=True)
may_set = permission_required(SET_GOALS, raise_exception=True)


@require_safe
@may_see
@explains_failures
def listed(request: HttpRequest) -> HttpResponseBase:
    """The goals that concern the reader, those that run first."""
    stands = standings(request)
    if wanted_format(request):
        return exported(request, goals_sheet(stands))
    context = {
        "table": goals_table(stands, export_links(request)),
        "may_set": request.user.has_perm(SET_GOALS),
    }
    return render(request, "goals/list.html", context)


def standings(request: HttpRequest) -> list[Standing]:
    """How the goals that this reader may see stand: running, coming, over."""
    reading = reading_of(request)
    goals = [g for g in Goal.objects.all() if request.user.has_perm(SEE_GOAL, g)]
    stands = [standing_of(goal, reading) for goal in goals]
    order = {"running": 0, "coming": 1, "over": 2}
    return sorted(stands, key=lambda s: (order[s.phase], s.goal.last, s.goal.pk))


@require_safe
@may_see
@explains_failures
def shown(request: HttpRequest, pk: int) -> HttpResponse:
    """One goal: how it stands, its figures, its days, and what was set before."""
    goal = get_object_or_404(Goal, pk=pk)
    _refuse_unless(request, SEE_GOAL, goal)
    stands = standing_of(goal, reading_of(request))
    running = goal.last >= timezone.localdate(timezone=centre_zone())
    context = {
        "goal": goal,
        "title": metric_title(goal.metric),
        "whose": whose(goal),
        "days": days_words(goal),
        "aim": goal_words(goal),
        "stands": stands,
        "state": state_words(stands),
        "outlook": outlook_words(stands),
        "settled": settled_words(stands),
        "definition": definition_of(goal.metric),
        "limits": [(n, formats.number(v)) for n, v in sorted(goal.params.items())],
        "figures": None if stands.why else figures_table(stands),
        "chart": _chart(request, stands),
        "history": history_table(goal.revisions.select_related("set_by"), unit_of(goal)),
        "activity": history_of_thing(goal) if request.user.has_perm(SET_GOAL, goal) else None,
        "metric_page": goal.metric in catalogue() and request.user.has_perm(SEE_OVERVIEW),
        "may_change": running and request.user.has_perm(SET_GOAL, goal),
        "may_remove": request.user.has_perm(SET_GOAL, goal),
        "follows": follows(goal, person(request)),
        "is_setter": goal.set_by_id == person(request).pk,
    }
    return render(request, "goals/goal.html", context)


def _chart(request: HttpRequest, stands: Standing) -> object:
    period, reading = Period(stands.goal.first, stands.goal.last), reading_of(request)
    if period.grain != "day" or reading is None or stands.goal.metric not in catalogue():
        return days_chart(stands)
    begun = begin_notes(reading.beginnings, metric_named(stands.goal.metric), period)
    return days_chart(stands, with_notes(notes_on(request.user, period), begun))


@may_set
@explains_failures
def new(request: HttpRequest) -> HttpResponse:
    """A goal set."""
    reading, today = reading_of(request), timezone.localdate(timezone=centre_zone())
    start = {name: request.GET[name] for name in GoalForm.field_order if name in request.GET}
    form = GoalForm(
        request.POST or None, initial=start, setter=person(request), reading=reading, today=today
    )
    if request.method == "POST" and form.is_valid():
        goal = form.goal
        _refuse_unless(request, SET_GOAL, goal)
        if _is_set(request, form, goal, reading):
            return redirect("goals:goal", pk=goal.pk)
    return _form_page(request, form, _("New goal"), reverse("goals:list"))


def _is_set(request: HttpRequest, form: GoalForm, goal: Goal, reading: Reading | None) -> bool:
    today = timezone.localdate(timezone=centre_zone())
    try:
        set_goal(goal, form.wording, by=person(request), reading=reading, today=today)
    except RequestError as wrong:
        form.add_error(None, translate(wrong.message))
        return False
    except ClosedError as closed:
        form.add_error(None, str(closed))
        return False
    messages.success(request, _("Saved."))
    return True


@may_set
@explains_failures
def changed(request: HttpRequest, pk: int) -> HttpResponse:
    """A goal worded anew."""
    goal = get_object_or_404(Goal, pk=pk)
    _refuse_unless(request, SET_GOAL, goal)
    form = GoalWordingForm(request.POST or None, of=goal)
    back = reverse("goals:goal", args=[pk])
    if request.method == "POST" and form.is_valid():
        today = timezone.localdate(timezone=centre_zone())
        try:
            word_anew(goal, form.wording, by=person(request), today=today)
        except RequestError as wrong:
            form.add_error(None, translate(wrong.message))
        else:
            messages.success(request, _("Saved."))
            return redirect(back)
    return _form_page(request, form, goal_title(goal), back)


@require_POST
@may_see
def followed(request: HttpRequest, pk: int) -> HttpResponse:
    """A goal followed from now on, or no more."""
    goal = get_object_or_404(Goal, pk=pk)
    _refuse_unless(request, SEE_GOAL, goal)
    follow(goal, person(request), wanted=request.POST.get("follow") == "1")
    return redirect("goals:goal", pk=pk)


@may_set
def removed(request: HttpRequest, pk: int) -> HttpResponse:
    """A goal taken away."""
    goal = get_object_or_404(Goal, pk=pk)
    return remove(
        request,
        goal,
        question=_("Remove this goal and its history? Figures are not touched."),
        back=reverse("goals:list"),
        permission=SET_GOAL,
    )


def _form_page(request: HttpRequest, form: BaseForm, title: str, back: str) -> HttpResponse:
    nothing = list[Action]()
    context = {"title": title, "form": form, "back": back, "actions": nothing, "beneath": []}
    return render(request, "ui/pages/edit.html", context, status=422 if form.errors else 200)


def _refuse_unless(request: HttpRequest, permission: str, goal: Goal) -> None:
    if not request.user.has_perm(permission, goal):
        raise PermissionDenied
