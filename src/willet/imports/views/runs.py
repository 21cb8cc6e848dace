"""One import of the past: what it did, its rejects, and taking it back."""

from django.contrib.auth.decorators import permission_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_noop
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from willet.activity.domain import FieldChange, Subject, history_of, record
from willet.activity.models import Act
from willet.figures.domain.downloads import exported
from willet.figures.domain.failing import explains_failures
from willet.figures.domain.readers import person
from willet.imports.domain.importing import UNDO, ask_to_take_back
from willet.imports.domain.rejects import rejects_sheet
from willet.imports.domain.reports import gaps_of, notes_of, source_name
from willet.imports.domain.runs import Run, run_named
from willet.imports.domain.tables import rejects_table, report_facts
from willet.imports.models import Upload
from willet.imports.views.uploads import may_look
from willet.jobs.domain.asking import jobs_about
from willet.jobs.domain.showing import progress_piece, state_of
from willet.jobs.models import Job
from willet.people.rules import UNDO_IMPORT

TAKE_BACK = FieldChange("active", gettext_noop("active"), was=True, now=False)


@require_safe
@never_cache
@may_look
@explains_failures
def shown(request: HttpRequest, run_id: str) -> HttpResponse:
    """One run."""
    run = _run(run_id)
    context = {
        **state_of(_undo_job(run_id)),
        "run": run,
        "facts": report_facts(run.report),
        "notes": notes_of(run.report),
        "gaps": gaps_of(run.report),
        "rejects": rejects_table(run.report, exports=reverse("imports:run_rejects", args=[run_id])),
        "may_undo": person(request).has_perm(UNDO_IMPORT),
        "source": source_name(run.source),
        "history": history_of("run", run_id),
    }
    return render(request, "imports/run.html", context)


@require_safe
@never_cache
@may_look
def progress(request: HttpRequest, run_id: str) -> HttpResponse:
    """How far the undoing of a run has come, as a piece of the page."""
    then = reverse("imports:run", args=[run_id])
    return progress_piece(request, _undo_job(run_id), then=then)


@require_safe
@may_look
@explains_failures
def rejects(request: HttpRequest, run_id: str) -> HttpResponseBase:
    """The rejects of a run, as a file."""
    upload = Upload.objects.filter(run_id=run_id).first()
    return exported(request, rejects_sheet(upload, _run(run_id).report))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@permission_required(UNDO_IMPORT, raise_exception=True)
@explains_failures
def undone(request: HttpRequest, run_id: str) -> HttpResponse:
    """Ask once more, then hand the undoing to the worker."""
    run = _run(run_id)
    if not run.active:
        return redirect("imports:run", run_id)
    if request.method == "POST":
        with transaction.atomic():
            record(Act.ASKED, Subject("run", run_id), fields=[TAKE_BACK])
            ask_to_take_back(run_id, by=person(request))
        return redirect("imports:run", run_id)
    return render(request, "imports/undo.html", {"run": run})


def _run(run_id: str) -> Run:
    run = run_named(run_id)
    if run is None:
        raise Http404
    return run


def _undo_job(run_id: str) -> Job | None:
    return jobs_about(run_id, [UNDO]).first()
