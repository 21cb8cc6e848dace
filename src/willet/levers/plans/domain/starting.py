"""A plan as it begins at a cause: its days, filters and background are those under which the cause was seen."""

from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from willet.core.metrics import catalogue
from willet.figures.domain.asking import Reading
from willet.figures.domain.looking import selection_of
from willet.figures.domain.readers import person
from willet.figures.domain.selection import Selection
from willet.levers.plans.models import ImprovementPlan
from willet.resolution.causes.naming import cause_words
from willet.ui import formats

CELLS = ("queue", "topic", "channel")
"""What a plan can be narrowed to."""
USUAL_METRIC = "call_resolution"


def begun_at(request: HttpRequest, reading: Reading | None) -> ImprovementPlan:
    """A new plan of the reader's; where the address names a cause, with what is known of it."""
    plan, cause = ImprovementPlan(owner=person(request)), request.GET.get("cause", "")[:120]
    metric = request.GET.get("metric", USUAL_METRIC)
    plan.metric = metric if metric in catalogue() else USUAL_METRIC
    if cause and reading is not None and reading.days is not None:
        _fill(plan, cause, selection_of(request, reading))
    return plan


def _fill(plan: ImprovementPlan, cause: str, selection: Selection) -> None:
    plan.cells = {name: [selection.cells[name][0]] for name in CELLS if selection.cells.get(name)}
    plan.causes_from, plan.causes_to = selection.period.first, selection.period.last
    given = {"cause": cause_words(cause), "days": _days(selection)}
    plan.background = _("“%(cause)s” keeps cases from being solved (%(days)s).") % given


def _days(selection: Selection) -> str:
    first, last = selection.period.first, selection.period.last
    return f"{formats.date(first)} – {formats.date(last)}"


def way_on(plan: ImprovementPlan, cause: str) -> str:
    """Where somebody goes on who has just begun a plan: at a cause, to what is tried against it."""
    if not cause:
        return reverse("plans:plan", args=[plan.pk])
    way = reverse("plans:new_intervention", args=[plan.pk])
    return f"{way}?{urlencode({'cause': cause[:120]})}"
