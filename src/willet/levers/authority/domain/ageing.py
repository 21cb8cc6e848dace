"""Whose the ledger's rows were is forgotten by the vault's clock; amounts and days stay, for they were paid."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from willet.levers.authority.domain.budgets import month_of
from willet.levers.authority.models import CouldNot, Grant, GrantRequest, Payout


@transaction.atomic
def forget_old(now: datetime) -> int:
    """Empty customers and words of rows so old, and how many those were; budgets of the running month stay whole."""
    if not settings.WILLET_VAULT_DAYS:
        return 0
    before = {
        "at__lte": now - timedelta(days=settings.WILLET_VAULT_DAYS),
        "month__lt": month_of(now),
    }
    nobody = {"customer": "", "reason": ""}
    GrantRequest.objects.filter(**before).exclude(decision="").update(decision="")
    of_grants = Payout.objects.filter(grant__in=Grant.objects.filter(**before))
    of_grants.exclude(note="").update(note="")
    rows = (model.objects.filter(**before) for model in (Grant, GrantRequest, CouldNot))
    return sum(of.exclude(**nobody).update(**nobody) for of in rows)
