"""What somebody may grant now: their own limit, or that of their role, less what this month was charged already."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from functools import cache, partial

from django.db.models import Q

from willet.core.records import Message
from willet.levers.authority.domain.budgets import month_of, spent_by, spent_on
from willet.levers.authority.domain.names import names_of
from willet.levers.authority.domain.refusals import (
    NO_LIMIT,
    OTHER_CURRENCY,
    OVER_AGENT,
    OVER_CUSTOMER,
    OVER_EVENT,
    OVER_SHARE,
)
from willet.levers.authority.domain.wishes import Wish, WishSubject
from willet.levers.authority.models import GrantKind, GrantLimit
from willet.people.agents.alike import accounts_of
from willet.people.models import User
from willet.ui.money import money_words


@dataclass(frozen=True, slots=True)
class Mandate:
    """What somebody may grant of a kind in one currency, at this moment; None bounds nothing.

    `most_minor` is the largest single grant that would go through now.
    """

    limit: GrantLimit
    left_of_month: int | None
    left_for_customer: int | None

    @property
    def most_minor(self) -> int:
        """The largest single grant that goes through now, in the smallest unit."""
        bounds = (self.limit.per_event_minor, self.left_of_month, self.left_for_customer)
        return max(0, min(bound for bound in bounds if bound is not None))

    def refusal(self, wish: Wish) -> Message | None:
        """Why a wish does not go through; None where it does."""
        wanted, currency = wish.money.amount_minor, wish.money.currency
        amount = money_words(wanted, currency)
        if wish.share_bp is not None and wish.share_bp > (self.limit.share_bp or 0):
            most = (self.limit.share_bp or 0) / 100
            return OVER_SHARE(share=f"{wish.share_bp / 100:g}", most=f"{most:g}")
        if wanted > self.limit.per_event_minor:
            return OVER_EVENT(amount=amount, most=money_words(self.limit.per_event_minor, currency))
        if self.left_for_customer is not None and wanted > self.left_for_customer:
            left = money_words(max(0, self.left_for_customer), currency)
            return OVER_CUSTOMER(left=left, amount=amount)
        if self.left_of_month is not None and wanted > self.left_of_month:
            return OVER_AGENT(left=money_words(max(0, self.left_of_month), currency), amount=amount)
        return None


def limits_of(person: User) -> dict[tuple[int, str], GrantLimit]:
    """The limits in force of somebody, by kind and currency; their own go before those of their role."""
    theirs = Q(role=person.role) | Q(person=person)
    standing = GrantLimit.objects.filter(
        theirs, state=GrantLimit.State.HOLDS, replaced_at__isnull=True
    )
    standing = standing.filter(kind__is_active=True).select_related("kind", "person")
    of_role, own = dict[tuple[int, str], GrantLimit](), dict[tuple[int, str], GrantLimit]()
    for limit in standing:
        (own if limit.person_id else of_role)[limit.kind_id, limit.currency] = limit
    return of_role | own


def mandates_of(person: User, subject: WishSubject | None = None) -> list[Mandate]:
    """What somebody may grant now, with what is left for the customer of a contact where one is named."""
    accounts = cache(partial(accounts_of, person))
    return [mandate_under(limit, accounts, subject) for limit in limits_of(person).values()]


def mandate_under(
    limit: GrantLimit, accounts: Callable[[], Collection[int]], subject: WishSubject | None
) -> Mandate:
    """What a limit lets through at this moment for somebody, whose accounts are looked up where a month bounds them."""
    month, kind, currency = month_of(), limit.kind, limit.currency
    left = customer = None
    if limit.per_agent_minor is not None:
        left = limit.per_agent_minor - spent_by(accounts(), kind, currency, month)
    if limit.per_customer_minor is not None and subject is not None:
        spent = spent_on(names_of(subject), kind, currency, month)
        customer = limit.per_customer_minor - spent
    return Mandate(limit, left, customer)


def refusal_of(wish: Wish, person: User) -> Message | None:
    """Why somebody may not grant this now; None where they may."""
    limits = limits_of(person)
    limit = limits.get((wish.kind.pk, wish.money.currency))
    if limit is None:
        return no_limit(wish.kind, wish.money.currency, limits.values())
    return mandate_under(limit, partial(accounts_of, person), wish.subject).refusal(wish)


def decider_refusal(wish: Wish, person: User) -> Message | None:
    """Why the limit of whoever decides does not let through what is asked; None where it does.

    Who has no limit of this kind decides any amount. One in another currency bounds too: nobody can put the two amounts
    beside each other.
    """
    limits = limits_of(person)
    limit = limits.get((wish.kind.pk, wish.money.currency))
    if limit is not None:
        return mandate_under(limit, partial(accounts_of, person), wish.subject).refusal(wish)
    of_kind = [one for one in limits.values() if one.kind_id == wish.kind.pk]
    return no_limit(wish.kind, wish.money.currency, of_kind) if of_kind else None


def no_limit(kind: GrantKind, currency: str, limits: Iterable[GrantLimit]) -> Message:
    """Why there is no limit for a kind in a currency."""
    known = sorted(limit.currency for limit in limits if limit.kind_id == kind.pk)
    if known:
        return OTHER_CURRENCY(grant=str(kind), known=", ".join(known), currency=currency)
    return NO_LIMIT(grant=str(kind))
