"""Inviting somebody, again or no longer; each time the links of before are void."""

from datetime import datetime
from typing import Final, Literal

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from willet.activity.domain import FieldChange, Subject, record
from willet.activity.models import Act
from willet.core.records import RequestError, saying
from willet.people.domain import invitation_path
from willet.people.models import User
from willet.ui.tasks import ask_for

MAIL_INVITATION: Final = "people.invitation"
NOT_OUT: Final = saying(
    "no_invitation_out", "No invitation of %(person)s is out, so there is none to take back."
)
State = Literal["none", "out", "expired"]


def is_mailed(person: User) -> bool:
    """Whether an invitation can go by mail: a mail server is set, and the address is somebody's."""
    return bool(settings.EMAIL_HOST) and not person.email.endswith(".invalid")


def invite_by_mail(person: User, *, by: User, language: str) -> None:
    """Hand the mail to the worker, which makes the link as it writes it: no link rests anywhere.

    Args:
        language: In which the mail is written.
    """
    with transaction.atomic():
        at = _invite(person)
        payload = {
            "person": person.pk,
            "language": language,
            "invited_at": at.isoformat(),
            "is_first": not person.has_usable_password(),
        }
        ask_for(MAIL_INVITATION, payload, by=by, about=f"person {person.pk}")


def invite_by_hand(person: User) -> str:
    """The path of a link to be handed over; it is kept nowhere."""
    with transaction.atomic():
        _invite(person)
        return invitation_path(person)


def _invite(person: User) -> datetime:
    void_links(person)
    person.invited_at = at = timezone.now()
    person.save(update_fields=["invited_at", "password"])
    record(Act.INVITED, Subject.of(person))
    return at


def void_links(person: User) -> None:
    """A link holds for the password it was made for: no password is replaced by another that is none.

    Links of invitations hold for the invitation besides, so those of people who have a password are void as well; this
    voids what somebody without one was sent for a forgotten password.
    """
    if not person.has_usable_password():
        person.set_unusable_password()


def withdraw(person: User) -> None:
    """Make the link void, and a mail that has not gone yet stay here.

    Raises:
        RequestError: none is out.
    """
    if state_of(person) == "none":
        raise RequestError(NOT_OUT(person=str(person)))
    with transaction.atomic():
        void_links(person)
        person.invited_at = None
        person.save(update_fields=["invited_at", "password"])
        change = FieldChange("invitation", gettext_noop("invitation"), was=True, now=False)
        record(Act.UNDONE, Subject.of(person), fields=[change])


def state_of(person: User) -> State:
    """Whether somebody holds a link, and whether it still works; it is void once used, or once they signed in."""
    if person.invited_at is None:
        return "none"
    if person.last_login is not None and person.last_login >= person.invited_at:
        return "none"
    age = timezone.now() - person.invited_at
    return "out" if age.total_seconds() < settings.PASSWORD_RESET_TIMEOUT else "expired"
