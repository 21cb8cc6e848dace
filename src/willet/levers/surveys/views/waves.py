"""The pages of waves: all of them, one with its counts, written, begun, ended and removed, and its links taken out."""

import csv
import io

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from willet.activity.domain import history_of_thing
from willet.core.records import RequestError, WilletError
from willet.figures.domain.downloads import export_links, exported, wanted_format
from willet.figures.domain.readers import person
from willet.figures.domain.words import value_words
from willet.levers.surveys.domain.answered import answered_questions, answers_sheet
from willet.levers.surveys.domain.counting import counts_of
from willet.levers.surveys.domain.exporting import TakenLink, take_links
from willet.levers.surveys.domain.standard import put_standard_in
from willet.levers.surveys.domain.starting import end, new_token, start
from willet.levers.surveys.domain.tables import (
    answers_table,
    held_table,
    planted_words,
    stages_table,
    waves_table,
)
from willet.levers.surveys.forms import WaveForm
from willet.levers.surveys.models import Wave
from willet.levers.surveys.rules import (
    EDIT_SURVEYS,
    FETCH_LINKS,
    READ_INVITATIONS,
    SEE_SURVEYS,
    TAKE_UP,
)
from willet.ui.messages import translate
from willet.ui.pages import Action, edit, remove, show_list
from willet.ui.zones import centre_zone
from willet.vault.domain.keys import VaultClosedError

only_who_may_see = permission_required(SEE_SURVEYS, raise_exception=True)
only_who_may_edit = permission_required(EDIT_SURVEYS, raise_exception=True)


@require_safe
@never_cache
@only_who_may_see
def listed(request: HttpRequest) -> HttpResponse:
    """All waves."""
    actions = [
        Action(_("New wave"), reverse("surveys:new"), permission=EDIT_SURVEYS),
        Action(_("Questions"), reverse("surveys:questions"), "question"),
        Action(_("Not solved"), reverse("surveys:unsolved"), "inbox", TAKE_UP),
    ]
    return show_list(request, waves_table(Wave.objects.all()), title=_("Surveys"), actions=actions)


@require_safe
@never_cache
@only_who_may_see
def shown(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One wave: what it asks, how far its customers are and what they answered; each answer as a file."""
    wave = get_object_or_404(Wave.objects.select_related("owner"), pk=pk)
    if wanted_format(request):
        if not request.user.has_perm(READ_INVITATIONS):
            raise PermissionDenied
        return exported(request, answers_sheet(wave, centre_zone()))
    return _page(request, wave)


def _page(request: HttpRequest, wave: Wave, *, token: str = "") -> HttpResponse:
    reads = request.user.has_perm(READ_INVITATIONS)
    counts = counts_of(wave)
    context = {
        "wave": wave,
        "queue": value_words("queue", wave.queue or None),
        "token": token,
        "answers": answers_table(wave, answered_questions(wave)),
        "files": export_links(request) if reads and counts.completed else [],
        "counts": counts,
        "stages": stages_table(counts),
        "held": held_table(wave),
        "history": history_of_thing(wave),
        "planted": planted_words(),
        "may_edit": request.user.has_perm(EDIT_SURVEYS),
        "may_fetch": request.user.has_perm(FETCH_LINKS),
    }
    return render(request, "surveys/wave.html", context)


@only_who_may_edit
def edited(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """A wave set up or changed."""
    put_standard_in()
    wave = get_object_or_404(Wave, pk=pk) if pk else Wave(owner=person(request))
    back = reverse("surveys:wave", args=[pk]) if pk else reverse("surveys:list")
    return edit(
        request,
        WaveForm(request.POST or None, instance=wave),
        title=_("Change the wave") if pk else _("New wave"),
        back=back,
        permission=EDIT_SURVEYS,
    )


@only_who_may_edit
def removed(request: HttpRequest, pk: int) -> HttpResponse:
    """A wave that drew nobody taken away; one that did is ended, for its answers hang on it."""
    wave = get_object_or_404(Wave, pk=pk)
    if wave.invitations.exists():
        messages.error(request, _("Customers were drawn for this wave. End it instead."))
        return redirect("surveys:wave", pk)
    return remove(
        request,
        wave,
        question=_("Nobody was asked yet, so nothing else goes with it."),
        back=reverse("surveys:list"),
        permission=EDIT_SURVEYS,
    )


@require_POST
@only_who_may_edit
def started(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin a wave; the token of one that the phone system asks is shown this once."""
    wave = get_object_or_404(Wave, pk=pk)
    try:
        start(wave)
    except RequestError as refused:
        messages.error(request, translate(refused.message))
    else:
        messages.success(request, _("The wave runs. Calls from now on are asked about."))
    return redirect("surveys:wave", pk)


@require_POST
@only_who_may_edit
def ended(request: HttpRequest, pk: int) -> HttpResponse:
    """End a wave."""
    try:
        end(get_object_or_404(Wave, pk=pk))
    except RequestError as refused:
        messages.error(request, translate(refused.message))
    else:
        messages.success(request, _("The wave has ended. Who was asked may still answer."))
    return redirect("surveys:wave", pk)


@require_POST
@never_cache
@only_who_may_edit
def token(request: HttpRequest, pk: int) -> HttpResponse:
    """A new token for the phone system of a wave, shown this once."""
    wave = get_object_or_404(Wave, pk=pk, channel=Wave.Channel.IVR)
    return _page(request, wave, token=new_token(wave))


@require_POST
@permission_required(FETCH_LINKS, raise_exception=True)
def links(request: HttpRequest, pk: int) -> HttpResponse:
    """The links that are due, as a file: each is taken out once."""
    wave = get_object_or_404(Wave, pk=pk, channel=Wave.Channel.LINK)
    try:
        taken = take_links(wave)
    except WilletError as refused:
        messages.error(request, translate(refused.message))
    except VaultClosedError as closed:
        messages.error(request, str(closed))
    else:
        if taken:
            return _file(taken)
        messages.info(request, _("No link is due now."))
    return redirect("surveys:wave", pk)


def _file(taken: list[TakenLink]) -> HttpResponse:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["invitation", "number", "language", "link", "expires_at"])
    for link in taken:
        expires = link.expires_at.isoformat(timespec="seconds")
        writer.writerow([link.invitation, link.number, link.language, link.link, expires])
    file = HttpResponse(text.getvalue(), content_type="text/csv; charset=utf-8")
    file["Content-Disposition"] = 'attachment; filename="links.csv"'
    return file
