"""Files in: handing them over, the dry run, and the import with its progress."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from willet.activity.domain import history_of
from willet.core.records import WilletError
from willet.figures.domain.downloads import export_links, exported, wanted_format
from willet.figures.domain.failing import explains_failures
from willet.figures.domain.readers import person
from willet.imports.domain import importing, uploads
from willet.imports.domain.columns import TABLE, waits_for_columns
from willet.imports.domain.previews import preview_table
from willet.imports.domain.proposals import proposal_for
from willet.imports.domain.rejects import rejects_sheet
from willet.imports.domain.reports import gaps_of, notes_of, source_name
from willet.imports.domain.runs import history
from willet.imports.domain.tables import (
    rejects_table,
    report_facts,
    runs_sheet,
    runs_table,
)
from willet.imports.forms import ReadingForm, UploadForm
from willet.imports.models import Upload
from willet.imports.views.bounded import takes_files
from willet.jobs.domain.showing import progress_piece, state_of
from willet.people.rules import IMPORT_FILES, SEE_IMPORTS
from willet.ui.messages import translate

may_look = permission_required(SEE_IMPORTS, raise_exception=True)
may_import = permission_required(IMPORT_FILES, raise_exception=True)

_RUNS_PER_PAGE = 25


@require_safe
@may_look
@explains_failures
def overview(request: HttpRequest) -> HttpResponseBase:
    """Where files are handed in, and what became of those handed in before."""
    if wanted_format(request):
        return exported(request, runs_sheet(history()))
    return _page(request, UploadForm())


@require_POST
@may_import
@takes_files
def received(request: HttpRequest, handler: uploads.BoundedUploadHandler) -> HttpResponse:
    """Take the files."""
    form = UploadForm(request.POST, request.FILES)
    if handler.went_over:
        form.add_error(None, uploads.over_the_limit())
        return _page(request, form, status=413)
    if not form.is_valid():
        return _page(request, form, status=422)
    try:
        upload = importing.receive(form.cleaned_data, by=person(request))
    except WilletError as error:
        form.add_error(None, translate(error.message))
        return _page(request, form, status=422)
    return redirect("imports:upload", upload.pk)


def _page(request: HttpRequest, form: UploadForm, *, status: int = 200) -> HttpResponse:
    runs = Paginator(history(), _RUNS_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "runs": runs,
        "runs_table": runs_table(
            runs.object_list, exports=export_links(request) if runs.object_list else ()
        ),
        "open_uploads": importing.open_uploads(),
        "limit": uploads.upload_limit(),
        "may_import": person(request).has_perm(IMPORT_FILES),
    }
    return render(request, "imports/imports.html", context, status=status)


@require_safe
@never_cache
@may_look
def shown(request: HttpRequest, pk: str) -> HttpResponseBase:
    """One upload: waiting, being read, read and waiting for a yes, being imported, done or failed."""
    upload = get_object_or_404(Upload, pk=pk)
    if upload.run_id:
        return redirect("imports:run", upload.run_id)
    source, _at, pbx = upload.source.partition("@")
    values = {"source": source, "pbx": pbx, "zone": upload.zone, "region": upload.region}
    return _upload_page(request, upload, ReadingForm(initial=values))


def _upload_page(
    request: HttpRequest, upload: Upload, form: ReadingForm, *, status: int = 200
) -> HttpResponse:
    report, pk = upload.report or {}, upload.pk
    context = {
        **state_of(importing.job_of(upload)),
        "upload": upload,
        "form": form,
        "report": report,
        "facts": report_facts(report),
        "notes": notes_of(report),
        "gaps": gaps_of(report),
        "preview": preview_table(upload.preview) if upload.preview else None,
        "rejects": rejects_table(report, exports=reverse("imports:upload_rejects", args=[pk])),
        "source": source_name(upload.source),
        "may_import": person(request).has_perm(IMPORT_FILES),
        "refuses_many": importing.refuses_many(upload),
        "history": history_of("imports.upload", pk),
        "is_table": upload.source == TABLE,
        "asks_columns": waits_for_columns(upload),
        "knows_columns": proposal_for(upload) is not None,
    }
    return render(request, "imports/upload.html", context, status=status)


@require_safe
@never_cache
@may_look
def progress(request: HttpRequest, pk: str) -> HttpResponse:
    """How far the newest job of an upload has come, as a piece of the page."""
    job = importing.job_of(get_object_or_404(Upload, pk=pk))
    return progress_piece(request, job, then=reverse("imports:upload", args=[pk]))


@require_safe
@may_look
def rejects(request: HttpRequest, pk: str) -> HttpResponseBase:
    """The rejects the dry run found, as a file."""
    upload = get_object_or_404(Upload, pk=pk)
    return exported(request, rejects_sheet(upload, upload.report or {}))


@require_POST
@may_import
def started(request: HttpRequest, pk: str) -> HttpResponseRedirect:
    """Import what the dry run showed."""
    upload = get_object_or_404(Upload, pk=pk, run_id="")
    try:
        accepted = request.POST.get(importing.ACCEPTED) == "yes"
        importing.start(upload, by=person(request), accept_rejects=accepted)
    except WilletError as error:
        messages.error(request, translate(error.message))
    return redirect("imports:upload", pk)


@require_POST
@may_import
def again(request: HttpRequest, pk: str) -> HttpResponseBase:
    """Read the same files once more, told otherwise how."""
    upload = get_object_or_404(Upload, pk=pk, run_id="")
    form = ReadingForm(request.POST, request.FILES)
    if not form.is_valid():
        return _upload_page(request, upload, form, status=422)
    try:
        importing.read_again(upload, form.cleaned_data, by=person(request))
    except WilletError as error:
        form.add_error(None, translate(error.message))
        return _upload_page(request, upload, form, status=422)
    return redirect("imports:upload", pk)


@require_POST
@may_import
def discarded(request: HttpRequest, pk: str) -> HttpResponseRedirect:
    """Remove an upload that is not to be imported."""
    upload = get_object_or_404(Upload, pk=pk, run_id="")
    try:
        importing.discard(upload)
        messages.success(request, _("The upload was removed. Nothing was imported."))
    except WilletError as error:
        messages.error(request, translate(error.message))
    return redirect("imports:imports")
