"""The pages of agents: all of them, one with its spellings and teams, what may be one person, and a table taken in."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from willet.people.agents import forms, telling
from willet.people.agents.confirming import confirm_one
from willet.people.agents.merging import take_apart
from willet.people.agents.stretches import put_in_team
from willet.people.agents.verbs import give_spelling
from willet.people.models import KnownAgent, Spelling, TeamStretch
from willet.people.rules import MANAGE_AGENTS
from willet.ui.pages import carry_out, edit, remove

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

    def give(given: Mapping[str, Any]) -> None:
        by = telling.person(request)
        give_spelling(subject, given["spelt"], source=given["source"], by=by)

    return carry_out(request, forms.SpellingForm(request.POST), give, back=_page_of(subject))


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

    def put(given: Mapping[str, Any]) -> None:
        days, by = given["days"], telling.person(request)
        first, last = (days.first, days.last) if days else (None, None)
        put_in_team(subject, given["team"], first=first, last=last, by=by)

    return carry_out(request, forms.StretchForm(request.POST), put, back=_page_of(subject))


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

    def confirm(given: Mapping[str, Any]) -> None:
        by, all_the_same = telling.person(request), given["all_the_same"]
        confirm_one(given["into"], subject.name, by=by, all_the_same=all_the_same)

    return carry_out(request, forms.MergeForm(request.POST), confirm, back=_page_of(subject))


@require_POST
@only_who_may
def parted(request: HttpRequest, pk: int) -> HttpResponse:
    """A merged agent is one of their own again."""
    subject = get_object_or_404(KnownAgent, pk=pk)
    take_apart(subject, by=telling.person(request))
    messages.success(request, _("Saved."))
    return redirect("people:agent", pk=pk)


def _page_of(subject: KnownAgent) -> str:
    return reverse("people:agent", args=[subject.pk])
