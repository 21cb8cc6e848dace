"""The ledger: what was granted, refused and not allowed in some days, and each limit one step higher."""

from datetime import date, timedelta
from typing import Final
from urllib.parse import urlencode

from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from willet.core.statistics.within_strata import StratumDifference
from willet.figures.domain.asking import Reading
from willet.figures.domain.downloads import export_links, exported, wanted_format
from willet.figures.domain.failing import explains_failures
from willet.figures.domain.goes_with import goes_with, goes_with_words
from willet.figures.domain.looking import reading_of
from willet.figures.domain.periods import Period
from willet.figures.domain.readers import person
from willet.levers.authority.domain.calls import calls_of, contacts_of
from willet.levers.authority.domain.handing import OPEN_STATES, State, say_became
from willet.levers.authority.domain.ledger import Ledger, ledger_of
from willet.levers.authority.models import Grant, GrantKind, GrantLimit
from willet.levers.authority.models.ledger import LedgerRow
from willet.levers.authority.rules import CONFIRM_PAID, SEE_LEDGER, SEE_LIMITS
from willet.levers.authority.tables.ledger import (
    entries,
    lines_table,
    rows_table,
    sheet_of,
    steps_table,
    word_of,
)
from willet.levers.authority.views.forms import named
from willet.ui import formats
from willet.ui.components import Choice, DayField, FilterBar, Option
from willet.ui.money import money_words
from willet.ui.pages import carry_out
from willet.ui.zones import centre_zone

PER_PAGE = 50
USUAL_DAYS = 28
MOST_UNPAID = 20
BECAME: Final = {"paid": State.PAID, "rejected": State.REJECTED}
"""What the buttons say of a grant, by their values; by what is no button nothing is said."""
WHATS = ("grant", "open", "refused", "timed_out", "withdrawn", "could_not")


@require_safe
@never_cache
@permission_required(SEE_LEDGER, raise_exception=True)
@explains_failures
def ledger(request: HttpRequest) -> HttpResponseBase:
    """The ledger as its reader may see it, or as a file."""
    first, last = _days(request)
    book = ledger_of(person(request), first, last, reading_of(request))
    rows = _chosen(request, book)
    if wanted_format(request):
        return exported(request, sheet_of(rows, _about(request, first, last)))
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    shown = list(page.object_list)
    contacts = contacts_of((row for _became, row in shown), reading_of(request))
    calls = calls_of(contacts, reading_of(request))
    way = f"?{urlencode({'from': first.isoformat(), 'to': last.isoformat()})}"
    limits = GrantLimit.objects.filter(state=GrantLimit.State.HOLDS, replaced_at__isnull=True)
    steps = book.steps(limits.select_related("kind", "person"))
    context = {
        "filters": _filters(request, first, last),
        "lines": lines_table(book.lines(), way),
        "steps": steps_table(steps, may_see=request.user.has_perm(SEE_LIMITS)),
        "rows": rows_table(shown, export_links(request), calls, agents=True),
        "page": page,
        "unpaid": _unpaid(request, book),
        "goes_with": goes_with_words(_beside(reading_of(request), _chosen_days(request))),
        "lacks_cases": reading_of(request) is None,
    }
    return render(request, "authority/ledger.html", context)


def _unpaid(request: HttpRequest, book: Ledger) -> list[tuple[Grant, str]]:
    """The oldest grants of these days of which nobody knows what became of the money, for whoever may say so."""
    if not request.user.has_perm(CONFIRM_PAID):
        return []
    waits = {state.value for state in OPEN_STATES}
    rows = sorted((g for g in book.grants if g.payout.state in waits), key=lambda g: g.at)
    return [(g, money_words(g.amount_minor, g.currency)) for g in rows[:MOST_UNPAID]]


def _beside(reading: Reading | None, days: Period | None) -> StratumDifference | None:
    return goes_with(reading, ["grant"], ["within", "decided"], period=days)


def _chosen_days(request: HttpRequest) -> Period | None:
    """The days that the address names; the usual four weeks are too few cases with a verdict to compare."""
    return Period(*_days(request)) if {"from", "to"} & set(request.GET) else None


def _days(request: HttpRequest) -> tuple[date, date]:
    """The days of the address, in order; the newest four weeks where it names none."""
    today = timezone.now().astimezone(centre_zone()).date()
    last = _day(request.GET.get("to", "")) or today
    first = _day(request.GET.get("from", "")) or last - timedelta(days=USUAL_DAYS - 1)
    return min(first, last), max(first, last)


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if 1970 <= day.year <= 2200 else None


def _chosen(request: HttpRequest, book: Ledger) -> list[tuple[str, LedgerRow]]:
    kind, what = request.GET.get("kind", ""), request.GET.get("what", "")
    return [
        (became, row)
        for became, row in entries(book)
        if kind in {"", row.kind.key} and what in {"", became}
    ]


def _filters(request: HttpRequest, first: date, last: date) -> FilterBar:
    kinds = [Option(kind.key, str(kind)) for kind in GrantKind.objects.all()]
    kind, narrowed = request.GET.get("kind", ""), bool(request.GET)
    return FilterBar(
        [
            DayField("from", _("From"), first),
            DayField("to", _("Until"), last),
            Choice("kind", _("Kind of grant"), [Option("", _("every kind")), *kinds], kind),
        ],
        reset=reverse("authority:ledger") if narrowed else "",
    )


def _about(request: HttpRequest, first: date, last: date) -> list[tuple[str, str]]:
    """The days and the choices of the page, as a file says them."""
    about = [(_("Period"), f"{formats.date(first)} – {formats.date(last)}")]
    kind = GrantKind.objects.filter(key=request.GET.get("kind", "")).first()
    if kind is not None:
        about.append((_("Kind of grant"), str(kind)))
    if (what := request.GET.get("what", "")) in WHATS:
        about.append((_("State"), word_of(what)))
    return about


@require_POST
@permission_required(CONFIRM_PAID, raise_exception=True)
def confirmed(request: HttpRequest) -> HttpResponse:
    """What became of a grant at the system that pays, said by hand."""
    given = named(Grant.objects.all(), request.POST.get("grant", ""))
    state = BECAME.get(request.POST.get("do", ""))
    if state is None:
        raise Http404
    return carry_out(
        request,
        Form(request.POST),
        lambda _given: say_became(given, state),
        back=reverse("authority:ledger"),
    )
