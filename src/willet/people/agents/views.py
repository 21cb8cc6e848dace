"""The pages of agents: all of them, one with its spellings and teams, what may be one person, and a table taken in."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.db.models import Q
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from willet.core.records import WilletError
from willet.people.agents import forms, telling
from willet.people.agents.confirming import confirm_one
from willet.people.agents.keeping import NamesError, Who
from willet.people.agents.merging import take_apart
from willet.people.agents.stretches import put_in_team
from willet.people.agents.verbs import give_spelling
from willet.people.models import KnownAgent, Spelling, TeamStretch
from willet.people.rules import MANAGE_AGENTS
from willet.ui.pages import edit, remove

PER_PAGE = 100
only_who_may = permission_required(MANAGE_AGENTS, raise_exception=True)


@only_who_may
def agents(request: HttpRequest) -> HttpResponse:
    """Every agent that somebody wrote down, by name; `?q=` finds a name or a spelling."""
    wanted = request.GET.get("q", "").strip()
    matching = Q(name__icontains=wanted) | Q(spellings__spelt__icontains=wanted, is_former=False)
    shown = KnownAgent.objects.filter(matching) if wanted else KnownAgent.objects.all()
    pages = Paginator(shown.filter(merged_into=None).distinct().order_by("name"), PER_PAGE)
    page = pages.get_page(request.GET.get("page"))
    context = {"page": page, "wanted": wanted, "table": telling.agents_table(list(page), wanted)}
    return render(request, "people/agents/list.html", context)


@only_who_may
def added(request: HttpRequest) -> HttpResponse:
    """A new agent."""
    form = forms.AgentForm(request.POST or None)
    back = reverse("people:agents")
    return edit(request, form, title=_("New agent"), back=back, permission=MANAGE_AGENTS)


@only_who_may
def agent(request: HttpRequest, pk: int) -> HttpResponse:
    """One agent: who they are, how they are spelt, their teams over time, and who else they turned out to be."""
    subject = get_object_or_404(KnownAgent, pk=pk)
    context = {
        "agent": subject,
        "name": telling.shown_name(subject),
        "spellings": [] if subject.is_former else subject.spellings.all(),
        "stretches": subject.stretches.select_related("team"),
        "merged": [] if subject.is_former else subject.merged.all(),
        "spelling_form": forms.SpellingForm(),
        "stretch_form": forms.StretchForm(),
        "merge_form": forms.MergeForm(),
    }
    return render(request, "people/agents/agent.html", context)


@only_who_may
def changed(request: HttpRequest, pk: int) -> HttpResponse:
    """Another name, other days, other languages."""
    form = forms.AgentForm(request.POST or None, instance=get_object_or_404(KnownAgent, pk=pk))
    back = reverse("people:agent", args=[pk])
    return edit(request, form, title=_("Agent"), back=back, permission=MANAGE_AGENTS)


@only_who_may
def removed(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget an agent; the call records are shown as they spell it."""
    subject = get_object_or_404(KnownAgent, pk=pk)
    question = _("Forget this agent with all spellings and teams? The calls stay.")
    back = reverse("people:agents")
    return remove(request, subject, question=question, back=back, permission=MANAGE_AGENTS)


@require_POST
@only_who_may
def spelling_added(request: HttpRequest, pk: int) -> HttpResponse:
    """One more spelling that means this agent."""
    subject = get_object_or_404(KnownAgent, pk=pk)

    def give(form: Form, by: Who) -> None:
        given = form.cleaned_data
        give_spelling(subject, given["spelt"], source=given["source"], by=by)

    return _done(request, subject, forms.SpellingForm(request.POST), give)


@only_who_may
def spelling_removed(request: HttpRequest, pk: int) -> HttpResponse:
    """A spelling that does not mean this agent after all."""
    spelling = get_object_or_404(Spelling, pk=pk)
    back = reverse("people:agent", args=[spelling.agent_id])
    question = _("Take this spelling away? Its calls are shown under it again.")
    return remove(request, spelling, question=question, back=back, permission=MANAGE_AGENTS)


@require_POST
@only_who_may
def stretch_added(request: HttpRequest, pk: int) -> HttpResponse:
    """A stretch in a team, in the past as well."""
    subject = get_object_or_404(KnownAgent, pk=pk)

    def put(form: Form, by: Who) -> None:
        days = form.cleaned_data["days"]
        ends = (days.first, days.last) if days else (None, None)
        put_in_team(subject, form.cleaned_data["team"], first=ends[0], last=ends[1], by=by)

    return _done(request, subject, forms.StretchForm(request.POST), put)


@only_who_may
def stretch_removed(request: HttpRequest, pk: int) -> HttpResponse:
    """A stretch that was none."""
    stretch = get_object_or_404(TeamStretch, pk=pk)
    back = reverse("people:agent", args=[stretch.agent_id])
    question = _("Forget this stretch? The team of those days is what the source wrote.")
    return remove(request, stretch, question=question, back=back, permission=MANAGE_AGENTS)


@require_POST
@only_who_may
def merged(request: HttpRequest, pk: int) -> HttpResponse:
    """This agent is another; where the two talked at the same time, said so first."""
    subject = get_object_or_404(KnownAgent, pk=pk)

    def confirm(form: Form, by: Who) -> None:
        given = form.cleaned_data
        confirm_one(given["into"], subject.name, by=by, all_the_same=given["all_the_same"])

    return _done(request, subject, forms.MergeForm(request.POST), confirm)


@require_POST
@only_who_may
def parted(request: HttpRequest, pk: int) -> HttpResponse:
    """A merged agent is one of their own again."""
    subject = get_object_or_404(KnownAgent, pk=pk)
    take_apart(subject, by=telling.person(request))
    messages.success(request, _("Saved."))
    return redirect("people:agent", pk=pk)


def _done(
    request: HttpRequest, subject: KnownAgent, form: Form, verb: Callable[[Form, Who], None]
) -> HttpResponse:
    """Do what a form asks for, and back to the agent with a word on how it went."""
    if not form.is_valid():
        for problem in (text for texts in form.errors.values() for text in texts):
            messages.error(request, str(problem))
        return redirect("people:agent", pk=subject.pk)
    try:
        verb(form, telling.person(request))
        messages.success(request, _("Saved."))
    except (NamesError, WilletError) as wrong:
        messages.error(request, str(wrong))
    return redirect("people:agent", pk=subject.pk)
