"""A customer who wants to be asked no more: one click is enough, over all waves and under every number."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from willet.activity.domain import Subject, record
from willet.activity.models import Act
from willet.levers.surveys.domain.resting import mark_of_key, refuse_more
from willet.levers.surveys.models import Invitation
from willet.vault.domain.looking import opt_out
from willet.vault.models import VaultEntry


@transaction.atomic
def stop(invitation: Invitation, *, now: datetime | None = None) -> None:
    """Ask this customer, and at this address, no more; done twice it is as done once."""
    marks = [mark_of_key(invitation.customer_key), invitation.address_mark]
    refuse_more(marks, now=now or timezone.now())
    entry = VaultEntry.objects.filter(pk=invitation.customer_key or "-").first()
    if entry is not None and not entry.opted_out:
        opt_out(entry, wanted=True)
    elif entry is None:
        record(Act.CHANGED, Subject("surveys.wave", str(invitation.wave_id), str(invitation.wave)))
