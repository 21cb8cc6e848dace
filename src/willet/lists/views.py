"""The pages of lists: the three of them, and one entry with its words, spellings and what it was merged with."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from willet.core.records import WilletError
from willet.lists.domain.table import list_table
from willet.lists.domain.verbs import entry_meant, entry_of, give_spelling
from willet.lists.forms import EntryForm, EntryMergeForm
from willet.lists.models import EntrySpelling, ListEntry, ListKind
from willet.lists.rules import EDIT_LISTS, SEE_LISTS
from willet.people.agents.forms import SpellingForm
from willet.people.agents.merging import merge, take_apart
from willet.people.agents.telling import person
from willet.people.agents.verbs import written
from willet.ui.messages import translate
from willet.ui.pages import carry_out, edit, remove

only_who_may = permission_required(EDIT_LISTS, raise_exception=True)


@permission_required(SEE_LISTS, raise_exception=True)
def lists(request: HttpRequest, kind: str = ListKind.QUEUE.value) -> HttpResponse:
    """One list: what the call records carry, and what was written down."""
    shown = _kind(kind)
    may = request.user.has_perm(EDIT_LISTS)
    tabs = [(str(k.label), reverse("lists:list", args=[k.value]), k == shown) for k in ListKind]
    try:
        table = list_table(kind, title=str(shown.label), edits=may)
    except WilletError as failed:
        messages.error(request, translate(failed.message))
        table = None
    context = {"kind": kind, "tabs": tabs, "table": table, "may": may}
    return render(request, "lists/list.html", context)


@only_who_may
def new(request: HttpRequest, kind: str) -> HttpResponse:
    """A name of the call records written down, or one that is still to come."""
    entry = ListEntry(kind=_kind(kind).value, name=request.GET.get("name", "")[:120])
    form = EntryForm(request.POST or None, instance=entry)
    back = reverse("lists:list", args=[kind])
    try:
        return edit(request, form, title=_("Entry"), back=back, permission=EDIT_LISTS)
    except IntegrityError:
        messages.error(request, _("There is an entry of this name already."))
        return redirect(back)


@only_who_may
def entry(request: HttpRequest, pk: int) -> HttpResponse:
    """One entry: how it is read and spelt, and which others it turned out to be."""
    subject = get_object_or_404(ListEntry, pk=pk)
    context = {
        "entry": subject,
        "spellings": subject.spellings.all(),
        "merged": subject.merged.all(),
        "spelling_form": SpellingForm(),
        "merge_form": EntryMergeForm(),
    }
    return render(request, "lists/entry.html", context)


@only_who_may
def changed(request: HttpRequest, pk: int) -> HttpResponse:
    """Other words, or left out of menus."""
    form = EntryForm(request.POST or None, instance=get_object_or_404(ListEntry, pk=pk))
    back = reverse("lists:entry", args=[pk])
    return edit(request, form, title=_("Entry"), back=back, permission=EDIT_LISTS)


@only_who_may
def removed(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget an entry; the call records are shown as they spell it."""
    subject = get_object_or_404(ListEntry, pk=pk)
    back = reverse("lists:list", args=[subject.kind])
    question = _("Forget this entry with its words and spellings? The calls stay.")
    return remove(request, subject, question=question, back=back, permission=EDIT_LISTS)


@require_POST
@only_who_may
def spelling_added(request: HttpRequest, pk: int) -> HttpResponse:
    """One more spelling that means this entry."""
    subject = get_object_or_404(ListEntry, pk=pk)

    def give(given: Mapping[str, Any]) -> None:
        give_spelling(subject, given["spelt"], source=given["source"], by=person(request))

    back = reverse("lists:entry", args=[pk])
    return carry_out(request, SpellingForm(request.POST), give, back=back)


@only_who_may
def spelling_removed(request: HttpRequest, pk: int) -> HttpResponse:
    """A spelling that does not mean this entry after all."""
    spelling = get_object_or_404(EntrySpelling, pk=pk)
    back = reverse("lists:entry", args=[spelling.entry_id])
    question = _("Take this spelling away? Its calls are shown under it again.")
    return remove(request, spelling, question=question, back=back, permission=EDIT_LISTS)


@require_POST
@only_who_may
def merged(request: HttpRequest, pk: int) -> HttpResponse:
    """This entry is another of its list."""
    subject = get_object_or_404(ListEntry, pk=pk)

    def join(given: Mapping[str, Any]) -> None:
        name, by = written(given["into"]), person(request)
        other = entry_meant(subject.kind, name) or entry_of(subject.kind, name, by=by)
        merge(subject, other, by=by)

    back = reverse("lists:entry", args=[pk])
    return carry_out(request, EntryMergeForm(request.POST), join, back=back)


@require_POST
@only_who_may
def parted(request: HttpRequest, pk: int) -> HttpResponse:
    """A merged entry is one of its own again."""
    take_apart(get_object_or_404(ListEntry, pk=pk), by=person(request))
    messages.success(request, _("Saved."))
    return redirect("lists:entry", pk=pk)


def _kind(kind: str) -> ListKind:
    if kind not in ListKind.values:
        raise Http404(kind)
    return ListKind(kind)
