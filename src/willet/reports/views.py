"""The pages of reports: one's own, one of them with what was sent, and the form that makes and stops one."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from willet.figures.domain.asking import Reading
from willet.figures.domain.failing import explains_failures
from willet.figures.domain.looking import reading_of
from willet.figures.domain.readers import person
from willet.figures.domain.selection import FILTERS
from willet.notices.domain.choices import is_reached_by_mail, zone_of
from willet.reports.domain.files import makes_pdf
from willet.reports.domain.planning import send_now
from willet.reports.domain.table import (
    deliveries_table,
    filter_words,
    reports_table,
    when_words,
)
from willet.reports.forms import ReportForm
from willet.reports.models import Delivery, Report
from willet.reports.rules import EDIT_REPORT, HAVE_REPORTS
from willet.ui.pages import Action, edit, remove, show_list

only_who_may = permission_required(HAVE_REPORTS, raise_exception=True)
SHOWN = 100


@require_safe
@never_cache
@only_who_may
def listed(request: HttpRequest) -> HttpResponse:
    """One's own reports. The filters of the page one comes from go on to the form of a new one."""
    owner = person(request)
    own = Report.objects.filter(owner=owner).prefetch_related("readers__reader")
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    action = Action(_("New report"), f"{reverse('reports:new')}{query}")
    table = reports_table(own, zone_of(owner))
    return show_list(request, table, title=_("Reports by mail"), actions=[action])


@only_who_may
@explains_failures
def new(request: HttpRequest) -> HttpResponseBase:
    """A report set up; the page one comes from may name it and its filters."""
    filters = {d: request.GET[d][:200] for d in FILTERS if request.GET.get(d)}
    report = Report(owner=person(request), name=request.GET.get("name", "")[:80], filters=filters)
    return _form(request, report, _("New report"))


@only_who_may
@explains_failures
def changed(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Another time, other filters or readers, stopped or going on."""
    return _form(request, _own(request, pk), _("Change the report"))


def _form(request: HttpRequest, report: Report, title: str) -> HttpResponse:
    reading = reading_of(request)
    if reading is None or reading.days is None:
        return render(request, "figures/no_calls.html")
    form = _bound(request, report, reading)
    back = reverse("reports:report", args=[report.pk]) if report.pk else reverse("reports:list")
    return edit(request, form, title=title, back=back, permission=EDIT_REPORT)


def _bound(request: HttpRequest, report: Report, reading: Reading) -> ReportForm:
    owner = person(request)
    return ReportForm(request.POST or None, instance=report, owner=owner, reading=reading)


@require_safe
@never_cache
@only_who_may
def shown(request: HttpRequest, pk: int) -> HttpResponse:
    """One report: when, of what, for whom, and everything that was sent of it."""
    report, zone = _own(request, pk), zone_of(person(request))
    sent = Delivery.objects.filter(to__report=report).select_related("to__reader", "to__report")
    context = {
        "report": report,
        "when": when_words(report),
        "filters": filter_words(report),
        "readers": [r.reader for r in report.readers.select_related("reader")],
        "table": deliveries_table(sent[:SHOWN], zone),
        "lacks_pdf": report.with_pdf and not makes_pdf(),
        "is_reached": is_reached_by_mail(person(request)),
    }
    return render(request, "reports/shown.html", context)


@only_who_may
def removed(request: HttpRequest, pk: int) -> HttpResponse:
    """A report taken away, with the history of what was sent."""
    return remove(
        request,
        _own(request, pk),
        question=_("Nothing more is sent of it, and what was sent is no longer listed."),
        back=reverse("reports:list"),
        permission=EDIT_REPORT,
    )


@require_POST
@only_who_may
def sent_now(request: HttpRequest, pk: int) -> HttpResponse:
    """Send it now to whoever asks, as it would come."""
    report, reader = _own(request, pk), person(request)
    own = report.readers.filter(reader=reader).first()
    if own is None:
        messages.error(request, _("You are not a reader of this report."))
    else:
        send_now(own)
        messages.success(request, _("The report is being made and comes by mail in a moment."))
    return redirect("reports:report", pk)


def _own(request: HttpRequest, pk: int) -> Report:
    return get_object_or_404(Report, pk=pk, owner=person(request))
