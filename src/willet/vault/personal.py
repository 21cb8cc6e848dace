"""What this room keeps of persons: entries of the vault."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from willet.core.lake.erased import Forgotten
from willet.ui.personal import Holder, Sought
from willet.vault.domain.keys import VaultClosedError
from willet.vault.domain.sealing import unseal
from willet.vault.models import VaultEntry


def _held(sought: Sought) -> Sequence[Mapping[str, Any]]:
    entries = VaultEntry.objects.filter(pk__in=[str(key) for key in sought.keys])
    return [_record(entry) for entry in entries]


def _record(entry: VaultEntry) -> Mapping[str, Any]:
    known = {
        "ground": entry.ground,
        "opted_out": entry.opted_out,
        "first_seen": entry.first_seen.isoformat(),
        "last_seen": entry.last_seen.isoformat(),
    }
    try:
        reach = unseal(entry.key, entry.sealed)
    except VaultClosedError as closed:
        return {**known, "closed": str(closed)}
    return {**known, "number": reach.number, "mail": reach.mail}


def _forget(gone: Forgotten) -> int:
    keys = VaultEntry.objects.values_list("pk", flat=True).iterator(chunk_size=5000)
    erased = [key for key in keys if gone.is_key(int(key))]
    for key in erased:
        VaultEntry.objects.filter(pk=key).delete()
    return len(erased)


HOLDERS = (Holder("vault", _("Vault"), _held, _forget),)
