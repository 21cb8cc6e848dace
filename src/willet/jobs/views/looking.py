"""Jobs looked at: the list by state, one job, and how far it is."""

from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from willet.jobs.domain.lanes import served_lanes
from willet.jobs.domain.showing import progress_piece, state_of
from willet.jobs.domain.table import jobs_table, lane_name, lane_names
from willet.jobs.domain.works import title_of
from willet.jobs.models import Job
from willet.jobs.rules import CHANGE_JOBS, SEE_JOBS
from willet.ui.components import Choice, FilterBar, Option
from willet.ui.drawn import per_page

may_look = permission_required(SEE_JOBS, raise_exception=True)
PER_PAGE = 50
ALL = "all"


@require_safe
@never_cache
@may_look
def listed(request: HttpRequest) -> HttpResponse:
    """Jobs, or those of a state, the newest first; what the clock asked for and was done only where it is wanted."""
    state, whose = request.GET.get("state", ""), request.GET.get("whose", "")
    jobs = Job.objects.select_related("asked_by")
    if whose != ALL:
        jobs = jobs.exclude(asked_by=None, state=Job.State.DONE)
    if state in Job.State.values:
        jobs = jobs.filter(state=state)
    page = Paginator(jobs, per_page(request, PER_PAGE)).get_page(request.GET.get("page"))
    context = {
        "filters": _filters(state, whose),
        "page": page,
        "table": jobs_table(page.object_list, chosen=bool(state)),
        "served": lane_names(served_lanes()),
    }
    return render(request, "jobs/list.html", context)


def _filters(state: str, whose: str) -> FilterBar:
    states = [Option(str(value), str(label)) for value, label in Job.State.choices]
    options = [Option("", _("every state")), *states]
    owners = [Option("", _("people’s, and what is not done")), Option(ALL, _("the clock’s too"))]
    chosen, wanted = state if state in Job.State.values else "", whose if whose == ALL else ""
    fields = [
        Choice("state", _("State"), options, chosen),
        Choice("whose", _("Whose"), owners, wanted),
    ]
    return FilterBar(fields, reset=reverse("jobs:list") if chosen or wanted else "")


@require_safe
@never_cache
@may_look
def shown(request: HttpRequest, pk: str) -> HttpResponse:
    """One job."""
    job = get_object_or_404(Job.objects.select_related("asked_by"), pk=pk)
    may_change = bool(request.user.has_perm(CHANGE_JOBS, job))
    context = {
        **state_of(job),
        "title": title_of(job.kind),
        "lane": lane_name(job.lane),
        "may_cancel": may_change and not job.is_over and not job.cancel_asked,
        "may_try_again": may_change and job.state in {Job.State.FAILED, Job.State.CANCELLED},
    }
    return render(request, "jobs/job.html", context)


@require_safe
@never_cache
@may_look
def progress(request: HttpRequest, pk: str) -> HttpResponse:
    """How far a job has come, as a piece of its page."""
    job = get_object_or_404(Job, pk=pk)
    return progress_piece(request, job, then=reverse("jobs:job", args=[pk]))
