"""Fills the vault with what a mapping says is to be kept; whoever was erased is not filled in again."""

from collections.abc import Iterable

from django.db import transaction

from willet.activity.domain import FieldChange, Subject, record
from willet.activity.models import Act
from willet.core.sources.contract import KeptPerson
from willet.store.turns import take_turn
from willet.vault.domain.keys import first_key, lock
from willet.vault.domain.sealing import Address, seal, unseal
from willet.vault.models import Ground, VaultEntry

VAULT = Subject("vault")
_AT_ONCE = 500


def fill(people: Iterable[KeptPerson]) -> int:
    """Keep numbers and addresses; those known already gain what is new. Says how many entries were written.

    Raises:
        VaultClosedError: the vault's key is lost.
    """
    given = {str(person.key): person for person in people}
    if not given:
        return 0
    with transaction.atomic():
        take_turn("vault")
        make_sure_of_the_key()
        keys = sorted(given)
        for start in range(0, len(keys), _AT_ONCE):
            _fill([given[key] for key in keys[start : start + _AT_ONCE]])
        count = FieldChange("count", "count", None, len(given))
        record(Act.ADDED, VAULT, fields=[count])
    return len(given)


def make_sure_of_the_key() -> None:
    """Draw the first key; or see that it is the one that sealed what is there, before anything is sealed beside it.

    Raises:
        VaultClosedError: the key is lost or another's.
    """
    known = VaultEntry.objects.first()
    if known is None:
        first_key()
    else:
        unseal(known.key, known.sealed)


def _fill(people: list[KeptPerson]) -> None:
    by = lock()
    known = VaultEntry.objects.in_bulk([str(person.key) for person in people])
    entries = []
    for person in people:
        key, reach = str(person.key), Address(person.number, person.mail)
        old = known.get(key)
        entries.append(
            VaultEntry(
                key=key,
                sealed=seal(key, unseal(key, old.sealed, by).joined(reach) if old else reach, by),
                ground=person.ground if person.ground in Ground.values else Ground.CONTRACT,
                opted_out=old.opted_out if old else False,
                first_seen=min(person.first, old.first_seen) if old else person.first,
                last_seen=max(person.last, old.last_seen) if old else person.last,
            )
        )
    VaultEntry.objects.bulk_create(
        entries,
        update_conflicts=True,
        unique_fields=["key"],
        update_fields=["sealed", "ground", "first_seen", "last_seen"],
    )
