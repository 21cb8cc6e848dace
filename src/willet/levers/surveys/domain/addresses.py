"""Where a customer is reached, and whether they may be asked: from the vault, and what they and their mailbox said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from willet.levers.surveys.domain.resting import bounced, mark_of_key, mark_of_mail, opted_out
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

    def marks(self, invitation: Invitation) -> Sequence[str]:
        """Who must rest for it: the customer, and the mailbox, which several customers may share."""
        return [mark_of_key(invitation.customer_key), mark_of_mail(self.mail)]


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
    reach = CustomerReach(mail=known.mail) if by_mail else CustomerReach(number=known.number)
    return CustomerReach(
        reach.mail, reach.number, _why_not(entry, invitation, known, by_mail=by_mail)
    )


def _why_not(entry: VaultEntry, invitation: Invitation, known: Address, *, by_mail: bool) -> str:
    if not (known.mail if by_mail else known.number):
        return Held.NO_ADDRESS
    mailbox = mark_of_mail(known.mail)
    if entry.opted_out or opted_out([mark_of_key(invitation.customer_key), mailbox]):
        return Held.OPTED_OUT
    return Held.BOUNCED if by_mail and bounced(mailbox) else ""


def is_too_late(invitation: Invitation, now: datetime) -> bool:
    """Whether the wave ended, or so much time went by that the customer is not asked any more."""
    wave = invitation.wave
    oldest = timedelta(days=wave.within_days, hours=wave.delay_h)
    return wave.state != Wave.State.RUNNING or invitation.arrived_at < now - oldest
