"""What each lever brought so far, and what is tried with whoever reads."""

from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from willet.figures.domain.failing import explains_failures
from willet.figures.domain.looking import reading_of
from willet.figures.domain.readers import person
from willet.levers.plans.domain.counting import by_lever, false_worked
from willet.levers.plans.domain.reading import interventions_open_to, tried_with
from willet.levers.plans.models import Lever
from willet.levers.plans.rules import SEE_TRIED
from willet.levers.plans.tables.interventions import tried_table
from willet.levers.plans.tables.plans import interventions_table, levers_table
from willet.levers.plans.views.finding import only_who_may_see
from willet.ui.pages import show_list


@require_safe
@never_cache
@only_who_may_see
def levers(request: HttpRequest) -> HttpResponse:
    """Every lever, with how often each verdict came out."""
    sums = by_lever(interventions_open_to(person(request)))
    return show_list(request, levers_table(sums), title=_("What levers brought"))


@require_safe
@never_cache
@only_who_may_see
def lever(request: HttpRequest, name: str) -> HttpResponse:
    """One lever: every intervention with what came out."""
    if name not in Lever.values:
        raise Http404(name)
    (one,) = (s for s in by_lever(interventions_open_to(person(request))) if s.lever == name)
    context = {
        "label": Lever(name).label,
        "table": interventions_table(one.interventions, plans=True),
        "analyses": len(one.interventions),
        "false_worked": false_worked(one.interventions),
    }
    return render(request, "plans/lever.html", context)


@require_safe
@never_cache
@permission_required(SEE_TRIED, raise_exception=True)
@explains_failures
def tried(request: HttpRequest) -> HttpResponse:
    """What is tried with whoever reads."""
    table = tried_table(tried_with(person(request), reading_of(request)))
    return show_list(request, table, title=_("What is tried"))
