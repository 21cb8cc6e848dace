"""The pages of alerts: all of them, one with its chart, one set, one removed."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from willet.core.records import RequestError
from willet.figures.domain.annotations import note_words, open_to
from willet.figures.domain.downloads import export_links, exported, wanted_format
from willet.figures.domain.failing import ClosedError, explains_failures
from willet.figures.domain.looking import reading_of
from willet.figures.domain.readers import person
from willet.levers.goals.alert_tables import (
    MOST_DAYS,
    alert_chart,
    alerts_sheet,
    alerts_table,
    false_alarm_words,
    signals_table,
)
from willet.levers.goals.domain.following import follow, follows
from willet.levers.goals.domain.scope import whose
from willet.levers.goals.domain.watching import AlertStanding, alert_standing, look_at, set_alert
from willet.levers.goals.domain.words import metric_title
from willet.levers.goals.forms import AlertForm
from willet.levers.goals.models import Alert
from willet.levers.goals.rules import SEE_GOAL, SEE_GOALS, SET_GOAL, SET_GOALS
from willet.ui.components import ChartNote
from willet.ui.messages import translate
from willet.ui.pages import Action, remove, show_list

may_see = permission_required(SEE_GOALS, raise_exception=True)
may_set = permission_required(SET_GOALS, raise_exception=True)


@require_safe
@may_see
@explains_failures
def listed(request: HttpRequest) -> HttpResponseBase:
    """The alerts that concern the reader."""
    every = Alert.objects.prefetch_related("signals")
    alerts = [alert for alert in every if request.user.has_perm(SEE_GOAL, alert)]
    if wanted_format(request):
        return exported(request, alerts_sheet(alerts))
    new = Action(_("New alert"), reverse("goals:new_alert"), permission=SET_GOALS)
    goals = Action(_("Goals"), reverse("goals:list"), "check")
    return show_list(
        request,
        alerts_table(alerts, export_links(request)),
        title=_("Alerts"),
        actions=[new, goals],
    )


@require_safe
@may_see
@explains_failures
def shown(request: HttpRequest, pk: int) -> HttpResponse:
    """One alert: its chart, how often it errs, and every time it was out. Who opens it has seen what is new."""
    alert = get_object_or_404(Alert, pk=pk)
    _refuse_unless(request, SEE_GOAL, alert)
    stands = alert_standing(alert, reading_of(request), now=timezone.now())
    signals = list(alert.signals.prefetch_related("seen_by"))
    for signal in signals:
        signal.seen_by.add(person(request))
    context = {
        "alert": alert,
        "title": metric_title(alert.metric),
        "whose": whose(alert),
        "stands": stands,
        "false_alarms": false_alarm_words(stands),
        "chart": None if stands.why else alert_chart(stands, _notes(request, stands)),
        "follows": follows(alert, person(request)),
        "is_setter": alert.set_by_id == person(request).pk,
        "signals": signals_table(signals),
        "may_remove": request.user.has_perm(SET_GOAL, alert),
    }
    return render(request, "goals/alert.html", context)


def _notes(request: HttpRequest, stands: AlertStanding) -> list[ChartNote]:
    """The remarks on the days of the chart."""
    points = stands.points[-MOST_DAYS:]
    if not points:
        return []
    places = {point.day: place for place, point in enumerate(points)}
    remarks = open_to(request.user).filter(day__gte=points[0].day, day__lte=points[-1].day)
    return [
        ChartNote(places[one.day], note_words(one))
        for one in remarks.order_by("day", "pk")
        if one.day in places
    ]


@require_POST
@may_see
def followed(request: HttpRequest, pk: int) -> HttpResponse:
    """An alert followed from now on, or no more."""
    alert = get_object_or_404(Alert, pk=pk)
    _refuse_unless(request, SEE_GOAL, alert)
    follow(alert, person(request), wanted=request.POST.get("follow") == "1")
    return redirect("goals:alert", pk=pk)


@may_set
@explains_failures
def new(request: HttpRequest) -> HttpResponse:
    """An alert set, and looked at for the first time."""
    form = AlertForm(request.POST or None, setter=person(request), reading=reading_of(request))
    if request.method == "POST" and form.is_valid():
        alert = form.alert
        _refuse_unless(request, SET_GOAL, alert)
        try:
            set_alert(alert, by=person(request), reading=reading_of(request), now=timezone.now())
        except RequestError as wrong:
            form.add_error(None, translate(wrong.message))
        except ClosedError as closed:
            form.add_error(None, str(closed))
        else:
            look_at(alert, now=timezone.now())
            messages.success(request, _("Saved."))
            return redirect("goals:alert", pk=alert.pk)
    nothing = list[Action]()
    context = {"title": _("New alert"), "form": form, "back": reverse("goals:alerts")}
    context |= {"actions": nothing, "beneath": []}
    return render(request, "ui/pages/edit.html", context, status=422 if form.errors else 200)


@may_set
def removed(request: HttpRequest, pk: int) -> HttpResponse:
    """An alert taken away."""
    alert = get_object_or_404(Alert, pk=pk)
    question = _("Remove this alert and what it noticed? Figures are not touched.")
    back = reverse("goals:alerts")
    return remove(request, alert, question=question, back=back, permission=SET_GOAL)


def _refuse_unless(request: HttpRequest, permission: str, alert: Alert) -> None:
    if not request.user.has_perm(permission, alert):
        raise PermissionDenied
