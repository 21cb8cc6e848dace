"""What this room keeps of persons: entries of the vault."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from willet.core.lake.erased import Forgotten
from willet.ui.personal import Holder, Sought
from willet.vault.domain.keys import VaultClosedError
from willet.vault.domain.sealing import unseal
from willet.vault.models import AwaitedEntry, VaultEntry


def _held(sought: Sought) -> Sequence[Mapping[str, Any]]:
    keys = {"key__in": [str(key) for key in sought.keys]}
    kept = [_record(entry) for entry in VaultEntry.objects.filter(**keys)]
    return kept + [_record(entry) for entry in AwaitedEntry.objects.filter(**keys)]


def _record(entry: VaultEntry | AwaitedEntry) -> Mapping[str, Any]:
    known = {
        "ground": entry.ground,
        "opted_out": isinstance(entry, VaultEntry) and entry.opted_out,
        "first_seen": entry.first_seen.isoformat(),
        "last_seen": entry.last_seen.isoformat(),
    }
    try:
        reach = unseal(entry.key, entry.sealed)
    except VaultClosedError as closed:
        return {**known, "closed": str(closed)}
    return {**known, "number": reach.number, "mail": reach.mail}


def _forget(gone: Forgotten) -> int:
    return sum(_forget_of(table.objects.all(), gone) for table in (VaultEntry, AwaitedEntry))


def _forget_of(rows: QuerySet[Any], gone: Forgotten) -> int:
    keys = rows.values_list("pk", "key").iterator(chunk_size=5000)
    erased = [pk for pk, key in keys if gone.is_key(int(key))]
    for pk in erased:
        rows.filter(pk=pk).delete()
    return len(erased)


HOLDERS = (Holder("vault", _("Vault"), _held, _forget),)
