"""Who acts: the reader of a request, the asker of a job, a command, a customer of the centre, or Willet by itself."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Final, Literal

from django.contrib.auth.models import AnonymousUser
from django.db.models import Model


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, as values: what an entry keeps outlives the account."""

    kind: Literal["person", "command", "customer", "system"]
    id: str = ""
    name: str = ""
    role: str = ""


SYSTEM: Final = Actor("system")
COMMAND: Final = Actor("command")
CUSTOMER: Final = Actor("customer")
"""Whoever holds a link that a customer was sent: nobody signs in there, and nobody is named."""
Who = Model | AnonymousUser | Actor | None
_acting: ContextVar[Callable[[], Who]] = ContextVar("acting", default=lambda: None)


@contextmanager
def acting(who: Who | Callable[[], Who]) -> Iterator[None]:
    """Everything done inside is done by this account; a callable is asked only once something is done."""
    before = _acting.set(who if callable(who) else lambda: who)
    try:
        yield
    finally:
        _acting.reset(before)


def actor_now() -> Actor:
    """Who acts here and now."""
    return actor_of(_acting.get()())


def actor_of(who: Who) -> Actor:
    """An account as values; nobody in particular is Willet itself."""
    if isinstance(who, Actor):
        return who
    if who is None or isinstance(who, AnonymousUser) or who.pk is None:
        return SYSTEM
    return Actor("person", str(who.pk), str(who)[:160], str(getattr(who, "role", ""))[:20])
