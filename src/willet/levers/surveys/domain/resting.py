"""Nobody is asked too often: each customer and each address rests, over all waves, however many workers ask at once.

A row for each key of the person and one for the address are taken, each by compare-and-set: somebody may be known by
a number and by a mail address, and a household by several. A wave's own days hold before it asks, and those of the
wave that asked last.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils.crypto import salted_hmac

from willet.levers.surveys.domain.mailboxes import rest_name
from willet.levers.surveys.domain.persons import keys_of_person, number_key
from willet.levers.surveys.models import Addressee

_SALT = "willet.surveys.addressee"


class RestingError(Exception):
    """Somebody asked this customer, or at this address, not long ago, or they want to be asked no more."""


@dataclass(frozen=True, slots=True)
class TakenRest:
    """An addressee as it was before it was taken, so that it can be given back."""

    mark: str
    asked_at: datetime | None
    rests_until: datetime | None


def mark_of_key(key: str) -> str:
    """The mark of a customer."""
    return _mark(f"key {key}") if key else ""


def marks_of_person(key: str) -> list[str]:
    """The marks of a person under every key that is known to be theirs."""
    return sorted(map(mark_of_key, keys_of_person(key)))


def mark_of_number(number: str) -> str:
    """The mark of a number: that of whoever is known by it alone."""
    return mark_of_key(number_key(number))


def mark_of_mail(mail: str) -> str:
    """The mark of a mail address, however it was typed: with a name around it, in large letters, in quotes."""
    return _mark(f"mail {rest_name(mail)}") if mail else ""


def _mark(name: str) -> str:
    return salted_hmac(_SALT, name, algorithm="sha256").hexdigest()[:32]


def take(marks: Iterable[str], *, now: datetime, days: int) -> list[TakenRest]:
    """Take all of them from `now` on for so many days, or none; within a transaction.

    Raises:
        RestingError: one of them rests still, or opted out. The transaction must be rolled back.
    """
    # In one order everywhere: two workers that want the same two never wait for each other.
    return [_take(mark, now, timedelta(days=days)) for mark in sorted({m for m in marks if m})]


def _take(mark: str, now: datetime, rest: timedelta) -> TakenRest:
    Addressee.objects.get_or_create(mark=mark)
    before = Addressee.objects.select_for_update().get(mark=mark)
    rested = Q(asked_at=None) | Q(asked_at__lte=now - rest, rests_until__lte=now)
    free = Addressee.objects.filter(rested, mark=mark, opted_out_at=None)
    if not free.update(asked_at=now, rests_until=now + rest):
        raise RestingError
    return TakenRest(mark, before.asked_at, before.rests_until)


def give_back(taken: Iterable[TakenRest], *, now: datetime) -> None:
    """Undo the taking of `now`: nothing was sent after all."""
    for one in taken:
        still = Addressee.objects.filter(mark=one.mark, asked_at=now)
        still.update(asked_at=one.asked_at, rests_until=one.rests_until)


def refuse_more(marks: Collection[str], *, now: datetime) -> bool:
    """Note that they want to be asked no more, from when they first said so; whether that was news of any of them."""
    refusing = Addressee.objects.filter(mark__in=list(marks)).exclude(opted_out_at=None)
    fresh = {m for m in marks if m} - set(refusing.values_list("mark", flat=True))
    _note(fresh, opted_out_at=now)
    return bool(fresh)


def note_bounce(mark: str, *, now: datetime) -> None:
    """Note that an address refused mail."""
    _note([mark], bounced_at=now)


def _note(marks: Iterable[str], **moment: datetime) -> None:
    for mark in sorted({m for m in marks if m}):
        Addressee.objects.update_or_create(mark=mark, defaults=moment)


def opted_out(marks: Iterable[str]) -> bool:
    """Whether one of them wants to be asked no more."""
    return Addressee.objects.filter(mark__in=list(marks)).exclude(opted_out_at=None).exists()


def bounced(mark: str) -> bool:
    """Whether mail to an address was refused for good."""
    return Addressee.objects.filter(mark=mark).exclude(bounced_at=None).exists()
