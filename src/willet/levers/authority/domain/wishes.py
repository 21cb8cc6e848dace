"""What somebody wants to give, checked before anything is looked up: a kind, an amount, and for which contact."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from willet.core.sources.rooms import About
from willet.levers.authority.domain.amounts import share_of
from willet.levers.authority.domain.refusals import (
    NEEDS_AMOUNT,
    NEEDS_BASE,
    NO_CURRENCY,
    NO_SUBJECT,
    NOT_GRANTED_ANY_MORE,
    NOTHING,
    SHARE_RANGE,
    TOO_MUCH,
    AuthorityError,
)
from willet.levers.authority.models import GrantKind, LedgerRow
from willet.levers.authority.models.limits import WHOLE_BP
from willet.ui.fields import Money
from willet.ui.fields.money import MOST_MINOR, is_currency


@dataclass(frozen=True, slots=True)
class WishSubject:
    """The contact that something is granted in: by its id, or by the ids of its call frozen when it was connected.

    A contact may have the ids of its call beside its own, where somebody knows both. `customer` is the data store's
    key of the customer; None where nobody knows them, and budgets per customer then count this contact alone.
    """

    contact_id: str = ""
    source: str = ""
    call_id: str = ""
    pbx: str = ""
    leg: str = ""
    connected_at: datetime | None = None
    customer: int | None = None

    def __post_init__(self) -> None:
        is_call = bool(self.call_id and self.source and self.connected_at)
        if not (self.contact_id or is_call) or (self.call_id and not is_call):
            raise AuthorityError(NO_SUBJECT())

    @classmethod
    def of(cls, wanted: LedgerRow) -> "WishSubject":
        """As the ledger kept it."""
        customer = int(wanted.customer) if wanted.customer else None
        ids = (wanted.contact_id, wanted.source, wanted.call_id, wanted.pbx, wanted.leg)
        return cls(*ids, connected_at=wanted.connected_at, customer=customer)

    def about(self, agent: str) -> About:
        """As a row for the data store names it."""
        if self.contact_id:
            return About(contact_id=self.contact_id)
        return About(
            self.source,
            self.call_id,
            pbx=self.pbx or None,
            leg=self.leg or None,
            agent=agent or None,
            at=self.connected_at,
        )

    def as_fields(self) -> dict[str, Any]:
        """As the ledger keeps it."""
        return {
            "contact_id": self.contact_id,
            "source": self.source,
            "call_id": self.call_id,
            "pbx": self.pbx,
            "leg": self.leg,
            "connected_at": self.connected_at,
            "customer": "" if self.customer is None else str(self.customer),
        }


@dataclass(frozen=True, slots=True)
class Wish:
    """So much of this kind, in this contact; made by `wished`, which checks it."""

    kind: GrantKind
    subject: WishSubject
    money: Money
    share_bp: int | None = None
    base_minor: int | None = None
    reason: str = ""
    form_id: UUID | None = None

    @classmethod
    def of(cls, wanted: LedgerRow) -> "Wish":
        """As the ledger kept it."""
        money = Money(wanted.amount_minor, wanted.currency)
        shares = (wanted.share_bp, wanted.base_minor)
        return cls(wanted.kind, WishSubject.of(wanted), money, *shares, wanted.reason)


def wished(
    kind: GrantKind,
    subject: WishSubject,
    amount: Money,
    *,
    share_bp: int | None = None,
    reason: str = "",
    form_id: UUID | None = None,
) -> Wish:
    """What somebody wants to give.

    Args:
        kind: Of which kind.
        subject: In which contact.
        amount: How much; of a kind that is granted as a percentage the base that it is taken of.
        share_bp: The percentage, in hundredths of a percent.
        reason: Why, in their words.
        form_id: The id of what comes of it, so that it comes of it once; None for who sends no form.

    Raises:
        AuthorityError: nothing, less than nothing or more than the whole is wanted, in no known currency, or the kind
            is granted otherwise.
    """
    _check_money(amount)
    if not kind.is_active:
        raise AuthorityError(NOT_GRANTED_ANY_MORE(grant=str(kind)))
    if not kind.is_share:
        if share_bp is not None:
            raise AuthorityError(NEEDS_AMOUNT(grant=str(kind)))
        return Wish(kind, subject, amount, reason=reason.strip()[:500], form_id=form_id)
    if share_bp is None:
        raise AuthorityError(NEEDS_BASE(grant=str(kind)))
    if not 0 < share_bp <= WHOLE_BP:
        raise AuthorityError(SHARE_RANGE(share=f"{share_bp / 100:g}"))
    taken = Money(share_of(amount.amount_minor, share_bp), amount.currency)
    _check_money(taken)
    return Wish(kind, subject, taken, share_bp, amount.amount_minor, reason.strip()[:500], form_id)


def _check_money(money: Money) -> None:
    if not is_currency(money.currency):
        raise AuthorityError(NO_CURRENCY(currency=money.currency[:10]))
    if money.amount_minor <= 0:
        raise AuthorityError(NOTHING())
    if money.amount_minor > MOST_MINOR:
        raise AuthorityError(TOO_MUCH(amount=f"{money.amount} {money.currency}"))
