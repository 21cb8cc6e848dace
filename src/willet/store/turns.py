"""One at a time: what must be counted and then written lets nobody in between, in whichever process they are.

In SQLite a transaction of ours holds the whole database from its start (`IMMEDIATE`), so that everybody waits there
already. PostgreSQL lets transactions run side by side; those that take a turn of one name wait for each other.
"""

import hashlib

from django.db import connection
from django.db.transaction import TransactionManagementError


def take_turn(name: str) -> None:
    """Wait until no other transaction has the turn of this name; it ends with the transaction.

    Raises:
        TransactionManagementError: no transaction is open, so that the turn would end at once.
        OperationalError: the others took longer than `LOCK_WAIT_S`.
    """
    if not connection.in_atomic_block:
        raise TransactionManagementError(f"the turn of {name!r} is taken outside a transaction")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number_of(name)])


def number_of(name: str) -> int:
    """The number, of 64 bits with a sign, under which PostgreSQL knows the turn."""
    print_of = hashlib.sha256(f"willet {name}".encode()).digest()
    return int.from_bytes(print_of[:8], "big", signed=True)
