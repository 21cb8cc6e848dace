"""What the desk forgets by itself: drafts of a day ago, and after the vault's time whom a call was with."""

from datetime import timedelta

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from willet.desk.domain.drafts import drop_old_drafts
from willet.desk.models import Disposition, PhoneCall

NOBODY = {"number": "", "customer_key": ""}


def forget_old() -> int:
    """Forget what is too old; says of how many calls. How they ended stays: figures rest on it."""
    drop_old_drafts()
    if not settings.WILLET_VAULT_DAYS:
        return 0
    old = timezone.now() - timedelta(days=settings.WILLET_VAULT_DAYS)
    Disposition.objects.filter(at__lt=old).exclude(note="").update(note="")
    known = PhoneCall.objects.filter(~Q(**NOBODY), began_at__lt=old)
    return known.update(**NOBODY)
