"""Looks into the vault: masked for the list; in clear for one customer, and then never without an entry."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from willet.activity.domain import FieldChange, Subject, record
from willet.activity.models import Act
from willet.vault.domain.clock import due_on
from willet.vault.domain.keys import VaultClosedError
from willet.vault.domain.sealing import Address, unseal
from willet.vault.models import VaultEntry

KIND = "vault.vaultentry"


@dataclass(frozen=True, slots=True)
class ShownEntry:
    """An entry as a page shows it; `closed` says why it cannot be opened."""

    entry: VaultEntry
    reach: Address
    due: date | None
    closed: str = ""


def shown(entry: VaultEntry) -> ShownEntry:
    """The entry, masked."""
    try:
        return ShownEntry(entry, unseal(entry.key, entry.sealed).masked, due_on(entry))
    except VaultClosedError as closed:
        return ShownEntry(entry, Address(), due_on(entry), str(closed))


@transaction.atomic
def reveal(entry: VaultEntry) -> Address:
    """The entry in clear; that somebody looked is kept first.

    Raises:
        VaultClosedError: the vault's key is lost or another's.
    """
    record(Act.REVEALED, subject_of(entry))
    return unseal(entry.key, entry.sealed)


@transaction.atomic
def opt_out(entry: VaultEntry, *, wanted: bool, act: Act = Act.CHANGED) -> None:
    """Note that a customer wants no contact, or does again; `act` is what whoever says so did."""
    change = FieldChange("opted_out", "opted out", entry.opted_out, wanted)
    entry.opted_out = wanted
    entry.save(update_fields=["opted_out"])
    record(act, subject_of(entry), fields=[change])


def place_of(customer_key: int | None) -> str:
    """Where a contact's customer is kept, by the key of their contact; nothing where nothing is kept."""
    key = "" if customer_key is None else str(customer_key)
    return key if key and VaultEntry.objects.filter(pk=key).exists() else ""


def subject_of(entry: VaultEntry) -> Subject:
    """The customer by their key alone."""
    return Subject(KIND, entry.key)
