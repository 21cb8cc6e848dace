"""What resolution is worth: the page over a selection, and a file of customers handed in and compared."""

from dataclasses import replace

from django.contrib.auth.decorators import permission_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from willet.figures.domain.chosen import speak_of
from willet.figures.domain.downloads import export_links, exported, wanted_format
from willet.figures.domain.empty import no_calls_yet
from willet.figures.domain.failing import explains_failures
from willet.figures.domain.filters import filter_bar
from willet.figures.domain.periods import ALL
from willet.figures.domain.readers import person
from willet.imports.domain import uploads
from willet.imports.views.bounded import takes_files
from willet.jobs.domain.asking import jobs_about
from willet.jobs.domain.showing import progress_piece, state_of
from willet.jobs.models import Job
from willet.resolution.models import CustomersComparison
from willet.resolution.rules import SEE_WORTH
from willet.resolution.worth.customers import COMPARE, hand_in, read_back
from willet.resolution.worth.forms import CustomersForm
from willet.resolution.worth.query import (
    AHEAD_FIELD,
    WorthReading,
    read_worth,
    reading_without_individuals,
)
from willet.resolution.worth.sheet import worth_sheet
from willet.resolution.worth.words import ahead_bar, repeat_bar, worth_context
from willet.ui.components import PageBar

EVERYTHING = "?period=all"
_LISTED = 12
_DAYS = {"period", "from", "to", AHEAD_FIELD}

may_see = permission_required(SEE_WORTH, raise_exception=True)


@require_safe
@may_see
@explains_failures
def worth(request: HttpRequest) -> HttpResponseBase:
    """What became of customers; `?format=csv` is the table as a file. Without any period it is everything."""
    asked = _asked(request)
    if asked is None:
        shows = _("This page shows what becomes of customers whose problem was solved, or not.")
        return no_calls_yet(request, _("What resolution is worth"), shows)
    if wanted_format(request):
        return exported(request, worth_sheet(asked.result))
    return _page(request, asked, CustomersForm())


def _asked(request: HttpRequest) -> WorthReading | None:
    reading = reading_without_individuals(person(request))
    if reading is None:
        return None
    asked = read_worth(reading, _address(request))
    speak_of(request, reading, asked.selection)
    return asked


def _address(request: HttpRequest) -> QueryDict:
    """The query, of every day where it names none: the usual 28 hold no case that could be followed for 30.

    What the page itself leads to says how far to look ahead, and means the days that it names.
    """
    if _DAYS & set(request.GET):
        return request.GET
    whole = request.GET.copy()
    whole["period"] = ALL
    return whole


def _page(
    request: HttpRequest, asked: WorthReading, form: CustomersForm, *, status: int = 200
) -> HttpResponse:
    context = {
        "problems": asked.selection.problems,
        "filters": _filters(asked),
        "form": form,
        "address": asked.selection.address(**asked.kept),
        "comparisons": _compared_before(),
        **worth_context(asked.result, export_links(request)),
    }
    return render(request, "resolution/worth.html", context, status=status)


def _compared_before() -> QuerySet[CustomersComparison]:
    """The newest that came to an end, without what came out."""
    done = CustomersComparison.objects.filter(result__isnull=False)
    return done.select_related("asked_by").defer("result")[:_LISTED]


def _filters(asked: WorthReading) -> PageBar:
    own = [ahead_bar(asked), repeat_bar(asked)]
    bar = filter_bar(asked.reading, asked.selection, keep=asked.kept, more=own)
    return replace(bar, reset=EVERYTHING) if asked.rules.pairs else bar


@require_POST
@may_see
@explains_failures
@takes_files
def received(request: HttpRequest, handler: uploads.BoundedUploadHandler) -> HttpResponse:
    """Take a file of customers."""
    asked = _asked(request)
    if asked is None:
        return redirect("resolution:worth")
    form = CustomersForm(request.POST, request.FILES)
    if handler.went_over:
        form.add_error(None, uploads.over_the_limit())
        return _page(request, asked, form, status=413)
    if not form.is_valid():
        return _page(request, asked, form, status=422)
    address = asked.selection.address(**asked.kept).removeprefix("?")
    comparison = hand_in(form.cleaned_data["customers"], address, by=person(request))
    return redirect("resolution:worth_customers", comparison.pk)


@require_safe
@never_cache
@may_see
@explains_failures
def customers(request: HttpRequest, pk: str) -> HttpResponseBase:
    """One comparison with a file of customers: on its way, not made, or made; `?format=csv` is its table."""
    comparison = get_object_or_404(CustomersComparison, pk=pk)
    context = {
        **state_of(_job(comparison)),
        "comparison": comparison,
        "back": reverse("resolution:worth") + f"?{comparison.address}",
    }
    if comparison.result is not None:
        result = read_back(comparison.result)
        if wanted_format(request):
            return exported(request, worth_sheet(result))
        context |= worth_context(result, export_links(request)) | {"job": None}
    return render(request, "resolution/worth_customers.html", context)


@require_safe
@never_cache
@may_see
def progress(request: HttpRequest, pk: str) -> HttpResponse:
    """How far a comparison has come, as a piece of the page."""
    comparison = get_object_or_404(CustomersComparison, pk=pk)
    then = reverse("resolution:worth_customers", args=[pk])
    return progress_piece(request, _job(comparison), then=then)


def _job(comparison: CustomersComparison) -> Job | None:
    return jobs_about(str(comparison.pk), [COMPARE]).first()
