"""What a phone system asks and hands in: plain lines over HTTP, with the token of a wave, from a dialplan."""

from collections.abc import Callable
from functools import wraps
from typing import Final, TypeAlias

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from willet.core.records import RequestError, saying
from willet.core.records.spelling import spelled
from willet.levers.surveys.domain.phoning import (
    NOT_DRAWN,
    CallToAsk,
    invitation_of,
    is_asked,
    note_heard,
    take_digits,
    wave_of,
)
from willet.levers.surveys.models import Invitation, Wave
from willet.ui.messages import translate

OfWave: TypeAlias = Callable[[HttpRequest, Wave, CallToAsk], str]
OfRequest: TypeAlias = Callable[[HttpRequest], HttpResponse]
NO_WAVE: Final = saying(
    "ivr_no_wave", "No wave that runs has this token. Draw a new one on the page of the wave."
)
TOO_LONG: Final = saying("ivr_too_long", "%(field)s has at most %(most)s characters.")
LONGEST: Final = {
    "source": 60,
    "call_id": 200,
    "pbx": 120,
    "number": 80,
    "queue": 120,
    "agent": 120,
    "language": 20,
}
"""What a phone system may say of a call, and in how many characters: two ids that are cut may become one."""


def of_a_wave(view: OfWave) -> OfRequest:
    """Find the wave by its token and the call by its ids, and answer with one line."""

    @require_POST
    @wraps(view)
    def answered(request: HttpRequest) -> HttpResponse:
        wave = wave_of(_token(request))
        if wave is None:
            return _line(translate(NO_WAVE()), 401)
        try:
            return _line(view(request, wave, _call(request)))
        except RequestError as refused:
            return _line(translate(refused.message), 422)
        except Invitation.DoesNotExist:
            # Its customer was erased meanwhile.
            return _line(translate(NOT_DRAWN()), 422)

    return answered


@of_a_wave
def asked(request: HttpRequest, wave: Wave, call: CallToAsk) -> str:
    """`1` where this call is to be asked, else `0`; nobody else is told."""
    return "1" if is_asked(wave, call, now=timezone.now()) else "0"


@of_a_wave
def heard(request: HttpRequest, wave: Wave, call: CallToAsk) -> str:
    """The customer heard the question."""
    note_heard(_known(wave, call), now=timezone.now())
    return "ok"


@of_a_wave
def answered(request: HttpRequest, wave: Wave, call: CallToAsk) -> str:
    """The digits, a mark for each question, parted by `*`; sent again they are a revision."""
    take_digits(_known(wave, call), request.POST.get("digits", ""), now=timezone.now())
    return "ok"


def _known(wave: Wave, call: CallToAsk) -> Invitation:
    invitation = invitation_of(wave, call)
    if invitation is None or invitation.sent_at is None:
        raise RequestError(NOT_DRAWN())
    return invitation


def _token(request: HttpRequest) -> str:
    """From the header, or from the form where a dialplan sets no header; never from the address, which logs keep."""
    shown = request.headers.get("Authorization", "").removeprefix("Bearer ").strip()
    return shown or str(request.POST.get("token", ""))


def _call(request: HttpRequest) -> CallToAsk:
    return CallToAsk(**{name: _text(name, request.POST.get(name, "")) for name in LONGEST})


def _text(name: str, value: str) -> str:
    """One spelling of it, as the records of the same call are read."""
    text = spelled(value).replace("\0", "").strip()
    if len(text) > LONGEST[name]:
        raise RequestError(TOO_LONG(field=name, most=LONGEST[name]))
    return text


def _line(text: str, status: int = 200) -> HttpResponse:
    return HttpResponse(f"{text}\n", status=status, content_type="text/plain; charset=utf-8")
