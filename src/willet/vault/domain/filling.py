"""Fills the vault with what a mapping says is to be kept; whoever was erased is not filled in again."""

from collections.abc import Iterable

from cryptography.fernet import MultiFernet
from django.db import transaction

from willet.activity.domain import FieldChange, Subject, record
from willet.activity.models import Act
from willet.core.sources.contract import KeptPerson
from willet.store.turns import take_turn
from willet.vault.domain.keys import first_key, lock
from willet.vault.domain.sealing import Address, seal, unseal
from willet.vault.models import AwaitedEntry, Ground, VaultEntry

VAULT = Subject("vault")
_AT_ONCE = 500


def set_aside(people: Iterable[KeptPerson], *, awaits: str) -> None:
    """Seal numbers and addresses for an import that is not in the lake yet, in place of what it set aside before.

    Raises:
        VaultClosedError: the vault's key is lost.
    """
    given = {str(person.key): person for person in people}
    with transaction.atomic():
        take_turn("vault")
        AwaitedEntry.objects.filter(awaits=awaits).delete()
        if given:
            make_sure_of_the_key()
            by = lock()
            rows = (
                _row(key, person, awaits, seal(key, _reach(person), by))
                for key, person in given.items()
            )
            AwaitedEntry.objects.bulk_create(rows, batch_size=_AT_ONCE)


def _reach(person: KeptPerson) -> Address:
    return Address(person.number, person.mail)


def _row(key: str, person: KeptPerson, awaits: str, sealed: bytes) -> AwaitedEntry:
    ground = person.ground if person.ground in Ground.values else Ground.CONTRACT
    return AwaitedEntry(
        key=key,
        sealed=sealed,
        ground=ground,
        first_seen=person.first,
        last_seen=person.last,
        awaits=awaits,
    )


def take_in(awaits: str) -> int:
    """Keep what was set aside for an import that is in the lake; those known already gain what is new.

    Says how many entries were written; once more it writes none.

    Raises:
        VaultClosedError: the vault's key is lost.
    """
    with transaction.atomic():
        take_turn("vault")
        awaited = AwaitedEntry.objects.filter(awaits=awaits)
        keys = list(awaited.order_by("key").values_list("key", flat=True))
        if not keys:
            return 0
        make_sure_of_the_key()
        for start in range(0, len(keys), _AT_ONCE):
            _fill(list(awaited.filter(key__in=keys[start : start + _AT_ONCE])))
        awaited.delete()
        record(Act.ADDED, VAULT, fields=[FieldChange("count", "count", None, len(keys))])
    return len(keys)


def drop(awaits: str) -> int:
    """Remove what was set aside for an import that never came to be, and say how many entries that were."""
    with transaction.atomic():
        dropped, _by_model = AwaitedEntry.objects.filter(awaits=awaits).delete()
        if dropped:
            record(Act.DISCARDED, VAULT, fields=[FieldChange("count", "count", dropped, 0)])
    return dropped


def awaited_runs() -> list[str]:
    """The names of the imports for which something is set aside."""
    return list(AwaitedEntry.objects.order_by("awaits").values_list("awaits", flat=True).distinct())


def make_sure_of_the_key() -> None:
    """Draw the first key; or see that it is the one that sealed what is there, before anything is sealed beside it.

    Raises:
        VaultClosedError: the key is lost or another's.
    """
    known = VaultEntry.objects.first() or AwaitedEntry.objects.first()
    if known is None:
        first_key()
    else:
        unseal(known.key, known.sealed)


def _fill(awaited: list[AwaitedEntry]) -> None:
    known, by = VaultEntry.objects.in_bulk([row.key for row in awaited]), lock()
    VaultEntry.objects.bulk_create(
        [_joined(known.get(row.key), row, by) for row in awaited],
        update_conflicts=True,
        unique_fields=["key"],
        update_fields=["sealed", "ground", "first_seen", "last_seen"],
    )


def _joined(old: VaultEntry | None, row: AwaitedEntry, by: MultiFernet) -> VaultEntry:
    """The entry as it is from now on: all that was known and all that is new."""
    key, sealed, first, last = row.key, bytes(row.sealed), row.first_seen, row.last_seen
    if old is not None:
        sealed = seal(key, unseal(key, old.sealed, by).joined(unseal(key, sealed, by)), by)
        first, last = min(first, old.first_seen), max(last, old.last_seen)
    return VaultEntry(
        key=key,
        sealed=sealed,
        ground=row.ground,
        opted_out=old is not None and old.opted_out,
        first_seen=first,
        last_seen=last,
    )
