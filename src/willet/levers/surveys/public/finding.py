"""From a link to its invitation, or to the sentence that says why there is none."""

from dataclasses import dataclass
from typing import Final

from willet.core.records import Message, saying
from willet.levers.surveys.domain.links import id_in
from willet.levers.surveys.models import Invitation

ALTERED: Final = saying(
    "survey_link_altered",
    "This link is not complete, or was changed on its way. Open it from the message once more, or copy all of it.",
)
ERASED: Final = saying(
    "survey_link_erased",
    "What this link was about has been erased, so there is nothing to answer any more.",
)


@dataclass(frozen=True, slots=True)
class NoInvitation:
    """Why a link leads nowhere, and with which status."""

    why: Message
    status: int


GONE: Final = NoInvitation(ERASED(), 410)


def invitation_of(token: str) -> Invitation | NoInvitation:
    """What a link leads to: our own seal tells a link that was altered from one whose customer was erased."""
    named = id_in(token)
    if named is None:
        return NoInvitation(ALTERED(), 404)
    known = Invitation.objects.select_related("wave").filter(pk=named).first()
    return known or GONE
