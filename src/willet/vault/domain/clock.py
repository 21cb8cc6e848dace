"""The vault's own clock: an entry goes so many days after the customer was last seen."""

from datetime import date, timedelta

from django.conf import settings

from willet.activity.domain import FieldChange, record
from willet.activity.models import Act
from willet.vault.domain.filling import VAULT
from willet.vault.models import AwaitedEntry, VaultEntry


def due_on(entry: VaultEntry) -> date | None:
    """The day on which an entry goes; None where this installation keeps them without end."""
    days = settings.WILLET_VAULT_DAYS
    return entry.last_seen + timedelta(days=days) if days else None


def remove_due(today: date) -> int:
    """Remove what has fallen due, and say how many entries that were."""
    days = settings.WILLET_VAULT_DAYS
    if not days:
        return 0
    due = {"last_seen__lte": today - timedelta(days=days)}
    AwaitedEntry.objects.filter(**due).delete()
    removed, _by_model = VaultEntry.objects.filter(**due).delete()
    if removed:
        record(Act.AGED, VAULT, fields=[FieldChange("count", "count", removed, 0)])
    return removed
