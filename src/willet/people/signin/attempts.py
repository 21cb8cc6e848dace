"""Slows down the guessing of passwords, counted in the database, so that every process counts alike.

Failures count per account and address together, so that a guesser shuts out nobody but themselves; slow totals
per account and per address stop whoever changes the other. A browser in which this account has signed in before is
counted by itself, and no stranger's failures touch it.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.crypto import salted_hmac

from willet.people.models import SignInAttempt
from willet.store.turns import take_turn

_SALT = "willet.people.signin"


@dataclass(frozen=True)
class Limit:
    """So many failures within so long."""

    failures: int
    within: timedelta


TOGETHER = Limit(5, timedelta(minutes=5))
"""Of one account from one address, or in one known browser."""
OF_ACCOUNT = Limit(50, timedelta(days=1))
"""Of one account, from wherever it may be, and of one known browser."""
OF_ADDRESS = Limit(100, timedelta(hours=1))
"""From one address, whichever the account: many people may share it."""
_KEPT = timedelta(days=1)


@dataclass(frozen=True)
class Visitor:
    """Who tries, as keyed hashes: the account named, the address they come from, the browser if it is known.

    `address` is empty where a proxy does not say whom it speaks for.
    """

    account: str
    address: str
    browser: str = ""


def hashed(value: str) -> str:
    """A name or address as it is kept: nobody reads out of the table who tried what."""
    return salted_hmac(_SALT, value, algorithm="sha256").hexdigest()[:32] if value else ""


def reserve(visitor: Visitor) -> SignInAttempt | None:
    """Count an attempt before it is made, as if it had failed; None where there were too many already.

    Counted first, and one attempt after another, so that many attempts at one moment are not all let through.
    """
    with transaction.atomic():
        take_turn("attempts to sign in")
        SignInAttempt.objects.filter(at__lt=timezone.now() - _KEPT).delete()
        if _too_many(visitor):
            return None
        return SignInAttempt.objects.create(
            account=visitor.account, address=visitor.address, browser=visitor.browser
        )


def succeed(attempt: SignInAttempt) -> None:
    """Forget the failures of whoever proved to know the password: this account's, from here."""
    _together(Visitor(attempt.account, attempt.address, attempt.browser)).delete()


def forget(account: str) -> None:
    """Forget all failures of an account: its password was set anew through its mailbox."""
    SignInAttempt.objects.filter(account=account).delete()


def _too_many(visitor: Visitor) -> bool:
    if _reached(TOGETHER, _together(visitor)):
        return True
    if visitor.browser:
        return _reached(OF_ACCOUNT, _together(visitor))
    strangers = SignInAttempt.objects.filter(browser="")
    if _reached(OF_ACCOUNT, strangers.filter(account=visitor.account)):
        return True
    from_there = strangers.filter(address=visitor.address)
    return bool(visitor.address) and _reached(OF_ADDRESS, from_there)


def _together(visitor: Visitor) -> "QuerySet[SignInAttempt]":
    where = Q(browser=visitor.browser)
    if not visitor.browser:
        where &= Q(address=visitor.address)
    return SignInAttempt.objects.filter(where, account=visitor.account)


def _reached(limit: Limit, attempts: "QuerySet[SignInAttempt]") -> bool:
    return attempts.filter(at__gt=timezone.now() - limit.within).count() >= limit.failures
