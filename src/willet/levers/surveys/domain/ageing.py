"""Who was asked long ago is forgotten by the vault's clock: what they said counts on, whose it was nobody knows."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from willet.levers.surveys.models import Addressee, Invitation, Reopening, Reply


@transaction.atomic
def forget_old(now: datetime) -> int:
    """Empty keys, marks and words of invitations drawn so long ago; how many were emptied."""
    days = settings.WILLET_VAULT_DAYS
    if not days:
        return 0
    before = now - timedelta(days=days)
    old = Invitation.objects.filter(drawn_at__lte=before)
    Reply.objects.filter(invitation__in=old).exclude(text="").update(text="")
    Reopening.objects.filter(invitation__in=old).exclude(closed_at=None).delete()
    Addressee.objects.filter(asked_at__lte=before, rests_until__lte=now, opted_out_at=None).delete()
    return old.exclude(customer_key="").update(customer_key="", address_mark="")
