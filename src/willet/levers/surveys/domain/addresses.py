"""Where a customer is reached, and whether they may be asked: from the vault, and what they and their mailbox said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from willet.levers.surveys.domain.mailboxes import mailbox_of
from willet.levers.surveys.domain.persons import keys_of_person
from willet.levers.surveys.domain.resting import (
    bounced,
    mark_of_mail,
    mark_of_number,
    marks_of_person,
    opted_out,
)
from willet.levers.surveys.models import Invitation, Wave
from willet.vault.domain.sealing import Address, unseal
from willet.vault.models import VaultEntry

Held = Invitation.Held


@dataclass(frozen=True, slots=True)
class CustomerReach:
    """Where somebody is reached on a wave's channel, or why they are not asked."""

    mail: str = ""
    number: str = ""
    held_for: str = ""

    @property
    def address_mark(self) -> str:
        """The mark of where it goes: the mailbox or the number, which several customers may share."""
        return mark_of_mail(self.mail) or mark_of_number(self.number)

    def marks(self, invitation: Invitation) -> Sequence[str]:
        """Who must rest for it: the person under every key of theirs, and where it goes."""
        return [*marks_of_person(invitation.customer_key), self.address_mark]


def reach_of(invitation: Invitation) -> CustomerReach:
    """Where to ask.

    Raises:
        VaultClosedError: the vault's key is lost.
    """
    entry = VaultEntry.objects.filter(pk=invitation.customer_key or "-").first()
    if entry is None:
        return CustomerReach(held_for=Held.NO_ADDRESS)
    by_mail = invitation.wave.channel == Wave.Channel.MAIL
    known = unseal(entry.key, entry.sealed)
    reach = (
        CustomerReach(mail=mailbox_of(known.mail))
        if by_mail
        else CustomerReach(number=known.number)
    )
    return CustomerReach(reach.mail, reach.number, _why_not(invitation, known, reach))


def _why_not(invitation: Invitation, known: Address, reach: CustomerReach) -> str:
    if not (reach.mail or reach.number):
        return Held.NO_ADDRESS
    marks = [*marks_of_person(invitation.customer_key), mark_of_mail(known.mail)]
    if has_opted_out(invitation.customer_key) or opted_out([*marks, mark_of_number(known.number)]):
        return Held.OPTED_OUT
    return Held.BOUNCED if reach.mail and bounced(mark_of_mail(reach.mail)) else ""


def has_opted_out(key: str) -> bool:
    """Whether the vault knows of somebody that they want to be asked no more, under any key of theirs."""
    return VaultEntry.objects.filter(pk__in=keys_of_person(key), opted_out=True).exists()


def is_too_late(invitation: Invitation, now: datetime) -> bool:
    """Whether the wave ended, or so much time went by that the customer is not asked any more."""
    wave = invitation.wave
    oldest = timedelta(days=wave.within_days, hours=wave.delay_h)
    return wave.state != Wave.State.RUNNING or invitation.arrived_at < now - oldest
