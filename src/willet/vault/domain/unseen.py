"""Entries of customers whom the lake no longer shows since an import was taken back: it alone had brought them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from django.db import transaction

from willet.activity.domain import FieldChange, record
from willet.activity.models import Act
from willet.core.lake import Lake
from willet.vault.domain.filling import VAULT
from willet.vault.domain.persons import lake_path
from willet.vault.models import VaultEntry

_COLUMNS: Final = ("customer_key", "number_key", "id_key", "email_key")
_AT_ONCE: Final = 500


@contextmanager
def removing_unseen() -> Iterator[None]:
    """Remove whom the lake shows before what is done inside, and no longer shows after it.

    Who wants no contact stays: the next import may bring them again, and their wish must still hold.

    Raises:
        LakeError: a file of the lake cannot be read.
    """
    before = _shown()
    yield
    if gone := before - _shown() if before else set():
        _remove(gone)


def _shown() -> set[str]:
    """The keys of entries under which any contact of the lake is known, by whichever of its keys."""
    keys = VaultEntry.objects.filter(opted_out=False).values_list("pk", flat=True)
    kept = list(map(int, keys))
    if not kept or not (lake_path() / "HEAD").exists():
        return set()
    each = " UNION ALL ".join(f"SELECT {column} AS key FROM contacts" for column in _COLUMNS)
    sql = f"SELECT DISTINCT key FROM ({each}) WHERE key IN (SELECT unnest($keys::UBIGINT[]))"
    with Lake.at(lake_path()).snapshot().reading() as con:
        return {str(key) for (key,) in con.execute(sql, {"keys": kept}).fetchall()}


def _remove(gone: set[str]) -> None:
    keys = sorted(gone)
    with transaction.atomic():
        removed = 0
        for start in range(0, len(keys), _AT_ONCE):
            entries = VaultEntry.objects.filter(pk__in=keys[start : start + _AT_ONCE])
            removed += entries.filter(opted_out=False).delete()[0]
        record(Act.REMOVED, VAULT, fields=[FieldChange("count", "count", removed, 0)])
