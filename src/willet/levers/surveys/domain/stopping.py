"""A customer who wants to be asked no more: one click is enough, over all waves and under every number."""

from datetime import datetime
from typing import Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from willet.activity.actors import CUSTOMER, acting
from willet.activity.domain import Subject, record
from willet.activity.models import Act
from willet.core.intake.persons import NO_ADDRESS
from willet.core.records import RequestError, saying
from willet.levers.surveys.domain.mailboxes import mailbox_of
from willet.levers.surveys.domain.phoning import customer_of
from willet.levers.surveys.domain.resting import (
    mark_of_mail,
    mark_of_number,
    marks_of_person,
    refuse_more,
)
from willet.levers.surveys.models import Invitation
from willet.vault.domain.looking import opt_out
from willet.vault.models import VaultEntry

NOBODY: Final = saying("survey_stop_nobody", "Say whom not to ask: a number or a mail address.")


@transaction.atomic
def stop_person(*, number: str, mail: str, now: datetime) -> None:
    """Ask whoever has this number, and at this address, no more; they need not have been asked before.

    Raises:
        RequestError: neither is given, or one is none.
    """
    if mail and not _is_address(mail):
        raise RequestError(NO_ADDRESS(value=repr(mail)))
    key = customer_of(number)
    marks = [*marks_of_person(key), mark_of_number(number), mark_of_mail(mail)]
    if not any(marks):
        raise RequestError(NOBODY())
    is_news = refuse_more(marks, now=now)
    entry = VaultEntry.objects.filter(pk=key or "-").first()
    if entry is not None and not entry.opted_out:
        opt_out(entry, wanted=True)
    elif is_news:
        record(Act.ADDED, Subject("surveys.addressee"))


def _is_address(mail: str) -> bool:
    user, _at, host = mailbox_of(mail).rpartition("@")
    try:
        # Which names there are beyond ASCII is for mail servers to say.
        validate_email(f"{user if user.isascii() else 'name'}@{host}")
    except ValidationError:
        return False
    return True


@transaction.atomic
def stop(invitation: Invitation, *, now: datetime | None = None) -> None:
    """Ask this customer, and at this address, no more, as they want it; done twice it is as done once."""
    marks = [*marks_of_person(invitation.customer_key), invitation.address_mark]
    is_news = refuse_more(marks, now=now or timezone.now())
    entry = VaultEntry.objects.filter(pk=invitation.customer_key or "-").first()
    with acting(CUSTOMER):
        if entry is not None and not entry.opted_out:
            opt_out(entry, wanted=True, act=Act.OPTED_OUT)
        elif is_news:
            record(Act.OPTED_OUT, Subject.of(invitation.wave))
