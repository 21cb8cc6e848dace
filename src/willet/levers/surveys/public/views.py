"""A customer's pages: the questions with the answer of the mail chosen, thanks, and asking no more.

Only a POST counts. Mail scanners open every link, and ask for heads and for pages in advance: of that nothing counts.
"""

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TypeAlias

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.http import require_http_methods, require_safe

from willet.core.records import RequestError
from willet.levers.surveys.domain.answering import answer, newest, require_open
from willet.levers.surveys.domain.changing import note
from willet.levers.surveys.domain.days import day_of, day_of_call
from willet.levers.surveys.domain.stopping import stop
from willet.levers.surveys.models import Invitation
from willet.levers.surveys.public.finding import GONE, NoInvitation, invitation_of
from willet.levers.surveys.public.reading import (
    given_in,
    language_of,
    shown_questions,
    text_sent,
)
from willet.ui.languages import LANGUAGE_NAMES
from willet.ui.messages import translate

OfInvitation: TypeAlias = Callable[[HttpRequest, Invitation], HttpResponse]
OfToken: TypeAlias = Callable[[HttpRequest, str], HttpResponse]
_STYLE = Path(__file__).with_name("style.css")
_AHEAD = ("HTTP_SEC_PURPOSE", "HTTP_PURPOSE", "HTTP_X_PURPOSE", "HTTP_X_MOZ")
"""Headers of a browser that fetches what nobody looks at yet."""


def of_a_link(view: OfInvitation) -> OfToken:
    """Find the invitation and speak its customer's language; without one, say why. No cookie is read or set."""

    @wraps(view)
    def answered(request: HttpRequest, token: str) -> HttpResponse:
        invitation = invitation_of(token)
        if isinstance(invitation, NoInvitation):
            return _sentence(request, translate(invitation.why), invitation.status)
        with translation.override(language_of(request, invitation)):
            try:
                return view(request, invitation)
            except Invitation.DoesNotExist:
                # Its customer was erased between the look at the link and the lock.
                return _sentence(request, translate(GONE.why), GONE.status)

    return answered


@of_a_link
@require_http_methods(["GET", "HEAD", "POST"])
def asked(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """The questions; a POST answers them, and another one revises the answer."""
    try:
        require_open(invitation, timezone.now())
        if request.method == "POST":
            answer(invitation, given_in(request.POST, invitation))
            return _to_thanks(request, invitation)
    except RequestError as refused:
        return _refused(request, invitation, translate(refused.message))
    _note_opened(request, invitation)
    return _page(request, invitation)


@of_a_link
@require_safe
def thanked(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """After an answer: that it was kept, and until when it can be changed."""
    kept = newest(invitation)
    return render(
        request,
        "surveys/public/thanks.html",
        {
            **_always(request, invitation),
            "answered": bool(kept),
            "until": day_of(invitation.expires_at) if invitation.expires_at else None,
            "unsolved": invitation.reopenings.filter(closed_at=None).exists(),
        },
    )


@of_a_link
@require_http_methods(["GET", "HEAD", "POST"])
def stopped(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """To be asked no more: a page with a button, or one click in a mail program (RFC 8058), which is a POST too."""
    if request.method == "POST":
        stop(invitation)
    context = {**_always(request, invitation), "done": request.method == "POST"}
    return render(request, "surveys/public/stop.html", context)


@require_safe
def style(request: HttpRequest) -> HttpResponse:
    """The one style sheet of these pages."""
    sheet = HttpResponse(_STYLE.read_bytes(), content_type="text/css; charset=utf-8")
    sheet["Cache-Control"] = "public, max-age=3600"
    return sheet


def _to_thanks(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """To the thanks, in the language that the questions were answered in."""
    way = reverse("thanked", args=[request.resolver_match.kwargs["token"]])  # type: ignore[union-attr]
    return redirect(f"{way}?in={language_of(request, invitation)}")


def _page(
    request: HttpRequest, invitation: Invitation, *, problem: str = "", status: int = 200
) -> HttpResponse:
    context = {
        **_always(request, invitation),
        "questions": shown_questions(request, invitation),
        "problem": problem,
        "text": text_sent(request.POST),
        "day": day_of_call(invitation),
        "answered": bool(newest(invitation)),
    }
    return render(request, "surveys/public/asked.html", context, status=status)


def _refused(request: HttpRequest, invitation: Invitation, why: str) -> HttpResponse:
    """An answer that lacks something comes back with the form; a link that is over has a sentence of its own."""
    try:
        require_open(invitation, timezone.now())
    except RequestError:
        return _sentence(request, why, 410)
    return _page(request, invitation, problem=why, status=422)


def _note_opened(request: HttpRequest, invitation: Invitation) -> None:
    ahead = any(name in request.META for name in _AHEAD)
    if request.method == "GET" and not ahead and invitation.opened_at is None:
        note(invitation, unless="opened_at", opened_at=timezone.now())


def _sentence(request: HttpRequest, why: str, status: int) -> HttpResponse:
    words = {"why": why, "language": translation.get_language()}
    return render(request, "surveys/public/sentence.html", words, status=status)


def _always(request: HttpRequest, invitation: Invitation) -> dict[str, object]:
    return {
        "company": invitation.wave.company,
        "language": translation.get_language(),
        "languages": LANGUAGE_NAMES,
        "token": request.resolver_match.kwargs["token"],  # type: ignore[union-attr]
        "mark": request.GET.get("a", ""),
    }
