"""The pages on which many agents are looked at: what may be one person, and a table taken in."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from willet.core.records import WilletError
from willet.people.agents.confirming import confirm_one, together_words
from willet.people.agents.forms import TableForm
from willet.people.agents.keeping import NamesError
from willet.people.agents.merging import tell_apart
from willet.people.agents.proposals import Proposal, proposals
from willet.people.agents.seen import names_seen, talked_together
from willet.people.agents.table import COLUMNS, TableReport, take_in
from willet.people.agents.telling import WHY, person
from willet.people.agents.views import only_who_may
from willet.people.models import KnownAgent, NotOne
from willet.ui import formats
from willet.ui.messages import translate

PER_PAGE = 25


@dataclass(frozen=True)
class Proposed:
    """One proposal as the page shows it: both names with their calls, the reason, and what speaks against it."""

    name: str
    other: str
    calls: int
    other_calls: int
    why: str
    against: str


@only_who_may
def proposed(request: HttpRequest) -> HttpResponse:
    """What may be one person; a POST confirms one pair, or keeps that they are two people."""
    if request.method == "POST":
        return _settled(request)
    try:
        calls = names_seen()
        shown = Paginator(open_proposals(calls), PER_PAGE).get_page(request.GET.get("page"))
        pairs = list(_proposed(list(shown), calls))
    except WilletError as failed:
        messages.error(request, translate(failed.message))
        return redirect("people:agents")
    return render(request, "people/agents/proposals.html", {"page": shown, "pairs": pairs})


def open_proposals(calls: dict[str, int]) -> list[Proposal]:
    """What nobody decided on yet, among the names of the lake and those written down."""
    known = KnownAgent.objects.filter(merged_into=None, is_former=False).values_list(
        "name", flat=True
    )
    former = set(KnownAgent.objects.filter(is_former=True).values_list("name", flat=True))
    apart = frozenset(NotOne.objects.values_list("one", "other"))
    return proposals({*calls, *known} - former, apart)


def _proposed(some: Iterable[Proposal], calls: dict[str, int]) -> Iterator[Proposed]:
    for p in some:
        together = talked_together(p.name, p.other)
        against = together_words(p.name, p.other, together) if together.times else ""
        counts = calls.get(p.name, 0), calls.get(p.other, 0)
        yield Proposed(p.name, p.other, *counts, str(WHY[p.reason]), against)


def _settled(request: HttpRequest) -> HttpResponse:
    one, other = request.POST.get("name", ""), request.POST.get("other", "")
    same = request.POST.get("same") == "1"
    try:
        if same:
            knows = request.POST.get("all_the_same") == "1"
            agent = confirm_one(one, other, by=person(request), all_the_same=knows)
            text = _("“%(other)s” counts as %(name)s now. It can be taken back on their page.")
            messages.success(request, text % {"other": other, "name": agent.name})
        else:
            tell_apart(one, other)
            messages.success(request, _("Kept: these are two people."))
    except WilletError as wrong:
        messages.error(request, translate(wrong.message))
    return redirect("people:agent_proposals")


@only_who_may
def table(request: HttpRequest) -> HttpResponse:
    """A table of agents taken in; what is wrong with single lines is listed beneath."""
    form = TableForm(request.POST or None, request.FILES or None)
    report: TableReport | None = None
    if request.method == "POST" and form.is_valid():
        try:
            report = take_in(form.cleaned_data["table"].read(), by=person(request))
        except NamesError as wrong:
            form.add_error("table", translate(wrong.message))
    context = {"form": form, "columns": COLUMNS, "report": report, "kept": _kept_words(report)}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "people/agents/table.html", context, status=status)


def _kept_words(report: TableReport | None) -> str:
    if report is None:
        return ""
    sentence = ngettext("%(n)s line is in.", "%(n)s lines are in.", report.kept)
    return sentence % {"n": formats.number(report.kept)}
