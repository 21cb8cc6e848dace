"""The pages of plans: all of them, one on its sheet, written, begun anew, stopped and closed; and their meetings."""

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from willet.activity.domain import history_of_thing
from willet.figures.domain.downloads import export_links, exported, wanted_format
from willet.figures.domain.failing import explains_failures
from willet.figures.domain.looking import reading_of
from willet.figures.domain.readers import person
from willet.figures.domain.titles import metric_title
from willet.levers.plans.domain.causes import days_of, pareto
from willet.levers.plans.domain.counting import false_worked, is_registered
from willet.levers.plans.domain.goals import goal_now
from willet.levers.plans.domain.keeping import begin_anew, settle
from willet.levers.plans.domain.keeping import is_registered as has_registered
from willet.levers.plans.domain.reading import interventions_open_to, plans_open_to
from willet.levers.plans.domain.starting import begun_at, way_on
from willet.levers.plans.domain.words import filter_words
from willet.levers.plans.forms import MeetingForm, PlanForm, ReasonForm
from willet.levers.plans.models import ImprovementPlan, PlanState, ReviewMeeting
from willet.levers.plans.rules import EDIT_PLAN, PLAN
from willet.levers.plans.tables.causes import causes_table
from willet.levers.plans.tables.plans import (
    interventions_table,
    meetings_table,
    plans_table,
    sheet_of,
)
from willet.levers.plans.views.finding import (
    only_who_may_plan,
    only_who_may_see,
    own_plan,
    plan_of,
)
from willet.people.rules import SEE_CALLS
from willet.ui.pages import carry_out, edit, remove

_LEADS_ON = 302


@require_safe
@never_cache
@only_who_may_see
@explains_failures
def listed(request: HttpRequest) -> HttpResponseBase:
    """Every plan, with how many false "worked" to expect among what is shown; or their interventions as a file."""
    who = person(request)
    interventions = list(interventions_open_to(who))
    if wanted_format(request):
        return exported(request, sheet_of(interventions))
    analyses = sum(map(is_registered, interventions))
    plans = (
        plans_open_to(who)
        .select_related("anew_of")
        .prefetch_related("interventions__registrations", "interventions__verdicts")
    )
    context = {
        "table": plans_table(plans, export_links(request)),
        "analyses": analyses,
        "false_worked": false_worked(interventions),
        "may_plan": request.user.has_perm(PLAN),
    }
    return render(request, "plans/list.html", context)


@require_safe
@never_cache
@only_who_may_see
@explains_failures
def shown(request: HttpRequest, pk: int) -> HttpResponse:
    """One plan on its sheet."""
    plan = plan_of(request, pk)
    reading = reading_of(request)
    lines = pareto(reading, plan) if reading else ()
    may_edit = request.user.has_perm(EDIT_PLAN, plan)
    interventions = interventions_open_to(person(request)).filter(plan=plan)
    context = {
        "plan": plan,
        "metric": metric_title(plan.metric),
        "narrowed": filter_words(plan.cells),
        "goal": goal_now(reading, plan) if reading else None,
        "days": days_of(plan, reading.days[1]) if reading and reading.days else None,
        "causes": causes_table(
            lines or (),
            interventions,
            linked=request.user.has_perm(SEE_CALLS),
            new=reverse("plans:new_intervention", args=[pk]) if may_edit and plan.is_open else "",
        ),
        "causes_closed": lines is None,
        "interventions": interventions_table(interventions),
        "meetings": meetings_table(plan.meetings.all(), may_edit=may_edit),
        "history": history_of_thing(plan),
        "may_edit": may_edit,
        "form": ReasonForm(),
        "has_registered": has_registered(plan),
        "begun_anew": plan.begun_anew.all(),
    }
    return render(request, "plans/plan.html", context)


@only_who_may_plan
@explains_failures
def edited(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """A plan written or changed."""
    reading = reading_of(request)
    plan = own_plan(request, pk) if pk else begun_at(request, reading)
    if not plan.is_open:
        raise PermissionDenied
    form = PlanForm(request.POST or None, instance=plan, reader=person(request), reading=reading)
    back = reverse("plans:plan", args=[pk]) if pk else reverse("plans:list")
    title = _("Change the plan") if pk else _("New plan")
    answer = edit(request, form, title=title, back=back, permission=EDIT_PLAN)
    if pk or not plan.pk or answer.status_code != _LEADS_ON:
        return answer
    return redirect(way_on(plan, request.GET.get("cause", "")))


@only_who_may_plan
def removed(request: HttpRequest, pk: int) -> HttpResponse:
    """A plan taken away of which nothing was registered; any other stays listed."""
    plan = own_plan(request, pk)
    if has_registered(plan):
        raise PermissionDenied
    question = _(
        "Nothing of it is registered yet, so it may go with its interventions and meetings."
    )
    back = reverse("plans:list")
    return remove(request, plan, question=question, back=back, permission=EDIT_PLAN)


@require_POST
@only_who_may_plan
def settled(request: HttpRequest, pk: int) -> HttpResponse:
    """A plan stopped, closed or taken up again, with a reason."""
    plan, state = own_plan(request, pk), request.POST.get("state", "")
    if state not in PlanState.values:
        raise BadRequest
    wanted = PlanState(state)
    who, seen = person(request), request.POST.get("was", "")
    return carry_out(
        request,
        ReasonForm(request.POST),
        lambda given: settle(plan, wanted, reason=given["reason"], by=who, seen=seen),
        back=reverse("plans:plan", args=[pk]),
    )


@require_POST
@only_who_may_plan
def anew(request: HttpRequest, pk: int) -> HttpResponse:
    """The same plan once more, nothing of it registered."""
    new = begin_anew(own_plan(request, pk), by=person(request))
    return redirect("plans:plan", new.pk)


@only_who_may_plan
def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """A meeting changed: what was seen and decided."""
    one = get_object_or_404(ReviewMeeting, pk=pk)
    return _meeting(request, one, own_plan(request, one.plan_id))


@only_who_may_plan
def new_meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """A meeting set."""
    plan = own_plan(request, pk)
    return _meeting(request, ReviewMeeting(plan=plan), plan)


def _meeting(request: HttpRequest, one: ReviewMeeting, plan: ImprovementPlan) -> HttpResponse:
    return edit(
        request,
        MeetingForm(request.POST or None, instance=one),
        title=_("Review meeting"),
        back=reverse("plans:plan", args=[plan.pk]),
        permission=PLAN,
    )
