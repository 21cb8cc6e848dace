"""The mail of an invitation: written when it is sent, in the language that was chosen, with a link of its own."""

from datetime import datetime
from typing import Final

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from willet.core.records import Message, saying
from willet.core.sources import Progress
from willet.people.domain import invitation_path
from willet.people.invitations.inviting import state_of
from willet.people.models import User
from willet.people.rules import MANAGE_PEOPLE
from willet.ui.mail.failures import failure_of
from willet.ui.notices import notify
from willet.ui.tasks import WorkOrder

FAILED: Final = "people.invitation_failed"
"""The kind of notice that tells of it."""
NOT_ARRIVED: Final = saying("invitation_not_arrived", "An invitation was not mailed. %(why)s")


def mail_invitation(order: WorkOrder, progress: Progress) -> None:
    """Mail it, unless it was replaced, withdrawn or used, or its person may no longer sign in.

    Raises:
        RequestError: the server refuses it for good.
        WilletError: the server cannot be reached or is busy; to be tried again.
    """
    person = User.objects.filter(pk=order.payload["person"], is_active=True).first()
    if person is None or not _still_out(person, order):
        return
    try:
        invitation_mail(person, language=order.payload["language"]).send()
    except OSError as error:
        # Handed over twice it does no harm: the links of both work until one is used.
        raise failure_of(error, person.email, in_data=False).error from error


def _still_out(person: User, order: WorkOrder) -> bool:
    """Whether it is this invitation that is out: a link made for one of before would work."""
    asked = datetime.fromisoformat(order.payload["invited_at"])
    used = order.payload["is_first"] and person.has_usable_password()
    return state_of(person) == "out" and person.invited_at == asked and not used


def invitation_mail(person: User, *, language: str) -> EmailMessage:
    """What the mail says; its link begins where people open Willet, from wherever it was asked for."""
    address = settings.WILLET_ADDRESS
    with translation.override(language):
        words = {"person": person, "address": address, "link": address + invitation_path(person)}
        return EmailMessage(
            subject=_("[Willet] You are invited"),
            body=render_to_string("people/invitation.txt", words),
            to=[person.email],
            headers={"Auto-Submitted": "auto-generated"},
        )


def tell_of_failure(order: WorkOrder, error: Message | None) -> None:
    """Tell whoever invited of a mail that was given up; where they left or may no longer invite, everybody who may."""
    if error is None:
        return
    asker = order.asked_by
    stays = isinstance(asker, User) and asker.is_active and asker.has_perm(MANAGE_PEOPLE)
    href = reverse("people:person", args=[order.payload["person"]])
    to = [asker] if stays else None
    notify(FAILED, NOT_ARRIVED(why=error), to=to, href=href, key=str(order.id))
