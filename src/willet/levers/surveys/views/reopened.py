"""The pages of what customers say is not solved: all, one with what was said, changed, and closed by hand."""

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlencode

from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from willet.figures.domain.looking import reading_of
from willet.figures.domain.readers import person
from willet.figures.domain.words import value_words
from willet.levers.surveys.domain.answering import newest
from willet.levers.surveys.domain.contacts import contact_of
from willet.levers.surveys.domain.reopening import close, seen_by
from willet.levers.surveys.domain.tables import reopened_table
from willet.levers.surveys.forms import ClosingForm, ReopeningForm
from willet.levers.surveys.models import Invitation, Reopening
from willet.levers.surveys.rules import TAKE_UP
from willet.notices.domain.choices import zone_of
from willet.ui.drawn import per_page
from willet.ui.pages import carry_out, edit, show_list

PER_PAGE: Final = 50


@require_safe
@never_cache
@permission_required(TAKE_UP, raise_exception=True)
def listed(request: HttpRequest) -> HttpResponse:
    """Open ones first, by when they are due; a lead sees their own."""
    reader = person(request)
    ordered = seen_by(reader).order_by(F("closed_at").desc(nulls_first=True), "due_at", "pk")
    page = Paginator(ordered, per_page(request, PER_PAGE)).get_page(request.GET.get("page"))
    table = reopened_table(page.object_list, zone_of(reader))
    return show_list(request, table, title=_("Not solved, say customers"), page=page)


@require_safe
@never_cache
@permission_required(TAKE_UP, raise_exception=True)
def shown(request: HttpRequest, pk: int) -> HttpResponse:
    """One of them: the call, its case, what the customer said, and what is to be done."""
    reopening = _one(request, pk)
    replies = newest(reopening.invitation).values()
    context = {
        "reopening": reopening,
        "invitation": reopening.invitation,
        "queue": value_words("queue", reopening.invitation.queue or None),
        "zone": zone_of(person(request)),
        "case": _case_of(request, reopening.invitation),
        "causes": _causes_of(reopening.invitation),
        "text": next((reply.text for reply in replies if reply.text), ""),
        "closing": ClosingForm(),
    }
    return render(request, "surveys/reopened.html", context)


@permission_required(TAKE_UP, raise_exception=True)
def edited(request: HttpRequest, pk: int) -> HttpResponse:
    """Another owner, another day, a note."""
    reopening = _one(request, pk)
    # What is typed is read by the clock that the pages show.
    with timezone.override(zone_of(person(request))):
        return edit(
            request,
            ReopeningForm(request.POST or None, instance=reopening),
            title=_("Not solved"),
            back=reverse("surveys:unsolved"),
            permission=TAKE_UP,
        )


@require_POST
@permission_required(TAKE_UP, raise_exception=True)
def closed(request: HttpRequest, pk: int) -> HttpResponse:
    """Closed by hand, with a reason."""
    reopening = _one(request, pk)
    back = reverse("surveys:unsolved")

    def verb(given: Mapping[str, Any]) -> None:
        close(reopening, Reopening.How.HAND, now=timezone.now(), note=given["note"])

    return carry_out(request, ClosingForm(request.POST), verb, back=back)


def _one(request: HttpRequest, pk: int) -> Reopening:
    reopening = get_object_or_404(seen_by(person(request)), pk=pk)
    if not request.user.has_perm(TAKE_UP, reopening):
        raise PermissionDenied
    return reopening


def _causes_of(invitation: Invitation) -> str:
    """Where the reasons stand why cases like this one were not solved: those of its queue."""
    chosen = {"queue": invitation.queue} if invitation.queue else {}
    return f"{reverse('resolution:causes')}?{urlencode(chosen)}"


def _case_of(request: HttpRequest, invitation: Invitation) -> str:
    """The case of a contact as it is linked now, where its reader may see it."""
    reading = reading_of(request)
    contact = contact_of(reading, invitation) if reading is not None else ""
    if reading is None or not contact:
        return ""
    rows = reading.rows(
        "SELECT case_id FROM links WHERE contact_id = $contact", {"contact": contact}
    )
    return str(rows[0][0]) if rows else ""
