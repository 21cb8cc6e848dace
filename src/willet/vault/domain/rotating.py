"""A new key for the vault: everything is sealed anew under it, then the old one goes."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from cryptography.fernet import Fernet
from django.db import transaction

from willet.activity.domain import record
from willet.activity.models import Act
from willet.store.turns import take_turn
from willet.vault.domain.filling import VAULT, make_sure_of_the_key
from willet.vault.domain.keys import key_file, lock, write_private
from willet.vault.models import AwaitedEntry, VaultEntry


def rotate() -> int:
    """Draw a new key, seal every entry under it, and say how many there were.

    Cut short at any point every entry still opens: the file names both keys until all are sealed anew. Of two who
    change the key at once the second begins when the first is done.

    Raises:
        VaultClosedError: the key is lost; or it is another's, and nothing is changed.
    """
    with _one_at_a_time():
        make_sure_of_the_key()
        new = Fernet.generate_key().decode()
        old = key_file().read_text(encoding="ascii")
        write_private(key_file(), f"{new}\n{old}")
        with transaction.atomic():
            take_turn("vault")
            count = _seal_anew()
            record(Act.CHANGED, VAULT)
        write_private(key_file(), f"{new}\n")
    return count


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Let nobody else write the key's file meanwhile: who wrote last would drop the key that the other sealed under."""
    with key_file().with_name("vault.lock").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _seal_anew() -> int:
    by = lock()
    for awaited in AwaitedEntry.objects.order_by("pk").iterator(chunk_size=500):
        awaited.sealed = by.rotate(bytes(awaited.sealed))
        awaited.save(update_fields=["sealed"])
    count = 0
    for entry in VaultEntry.objects.order_by("key").iterator(chunk_size=500):
        entry.sealed = by.rotate(bytes(entry.sealed))
        entry.save(update_fields=["sealed"])
        count += 1
    return count
