"""A wave begun and ended, and the token with which a phone system hands in digits for it."""

import hashlib
import secrets
from typing import Final

from django.db import transaction
from django.utils import timezone

from willet.core.records import RequestError, saying
from willet.levers.surveys.domain.links import public_address
from willet.levers.surveys.models import Wave

NOT_DRAFT: Final = saying(
    "wave_not_draft",
    "The wave “%(name)s” was started before. Reload the page to see how it stands.",
)
NOT_RUNNING: Final = saying(
    "wave_not_running", "The wave “%(name)s” does not run. Reload the page to see how it stands."
)


@transaction.atomic
def start(wave: Wave) -> None:
    """Begin to draw and to ask; only contacts from now on are asked about.

    Raises:
        RequestError: it runs or has ended; or customers could not open what they are sent.
    """
    _hold(wave)
    if not wave.is_draft:
        raise RequestError(NOT_DRAFT(name=wave.name))
    if wave.channel != Wave.Channel.IVR:
        public_address()
    wave.state, wave.started_at = Wave.State.RUNNING.value, timezone.now()
    wave.save()


@transaction.atomic
def end(wave: Wave) -> None:
    """Draw and ask no more. Who was asked may still answer.

    Raises:
        RequestError: it does not run.
    """
    _hold(wave)
    if wave.state != Wave.State.RUNNING:
        raise RequestError(NOT_RUNNING(name=wave.name))
    wave.state, wave.ended_at = Wave.State.ENDED.value, timezone.now()
    wave.save()


def _hold(wave: Wave) -> None:
    """Take it as it stands, and let nobody else change it until this is done."""
    wave.refresh_from_db(from_queryset=Wave.objects.select_for_update())


def new_token(wave: Wave) -> str:
    """Draw the token of its phone system; one of before opens nothing any more. It is shown this once."""
    token = secrets.token_urlsafe(32)
    wave.ivr_digest = digest_of(token)
    wave.save()
    return token


def digest_of(token: str) -> str:
    """As a token is kept."""
    return hashlib.sha256(token.encode()).hexdigest()
