"""The mail of an invitation: written when it is sent, in the language that was chosen, with a link of its own."""

import smtplib
from typing import Final

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from willet.core.records import Message, RequestError, WilletError, saying
from willet.core.sources import Progress
from willet.people.domain import invitation_path
from willet.people.models import User
from willet.ui.notices import notify
from willet.ui.tasks import WorkOrder

FAILED: Final = "people.invitation_failed"
"""The kind of notice that tells of it."""
REFUSED: Final = saying(
    "invitation_refused",
    "The mail server refuses mail to %(person)s. Correct the address on the page “People”, then invite again.",
)
NOT_GONE: Final = saying(
    "invitation_not_gone",
    "The mail server does not take the invitation of %(person)s (%(why)s). It is tried again.",
)
NOT_ARRIVED: Final = saying("invitation_not_arrived", "An invitation was not mailed. %(why)s")


def mail_invitation(order: WorkOrder, progress: Progress) -> None:
    """Mail it, unless it was withdrawn, used, or its person may no longer sign in.

    Raises:
        RequestError: the server refuses the address for good.
        WilletError: the server cannot be reached or is busy; to be tried again.
    """
    person = User.objects.filter(pk=order.payload["person"], is_active=True).first()
    if person is None or person.invited_at is None:
        return
    message = invitation_mail(
        person, address=order.payload["address"], language=order.payload["language"]
    )
    try:
        message.send()
    except smtplib.SMTPRecipientsRefused as refused:
        raise RequestError(REFUSED(person=person.email)) from refused
    except OSError as error:
        why = " ".join(str(error.strerror or error).split())[:200]
        raise WilletError(NOT_GONE(person=person.email, why=why)) from error


def invitation_mail(person: User, *, address: str, language: str) -> EmailMessage:
    """What the mail says."""
    with translation.override(language):
        words = {"person": person, "address": address, "link": address + invitation_path(person)}
        return EmailMessage(
            subject=_("[Willet] You are invited"),
            body=render_to_string("people/invitation.txt", words),
            to=[person.email],
            headers={"Auto-Submitted": "auto-generated"},
        )


def tell_of_failure(order: WorkOrder, error: Message | None) -> None:
    """Tell whoever invited of a mail that was given up."""
    if error is not None and order.asked_by is not None:
        notify(FAILED, NOT_ARRIVED(why=error), to=[order.asked_by], key=str(order.id))
