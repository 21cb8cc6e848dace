"""What somebody did to a thing: sent as a signal, so that whoever keeps a history need not be known here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models import Model
from django.dispatch import Signal

Verb = Literal["added", "changed", "removed", "restored"]


@dataclass(frozen=True, slots=True)
class ThingChange:
    """Who did what to which thing; `fields` holds, for each field that changed, what it was and what it is."""

    who: AbstractBaseUser | AnonymousUser
    verb: Verb
    thing: Model
    fields: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)


changed = Signal()
"""Sent with `change=Change(…)` inside the transaction of the change itself; the sender is the thing's class."""


def note(change: ThingChange) -> None:
    """Tell whoever listens. A listener that fails undoes the change: nothing happens that no history knows."""
    changed.send(sender=type(change.thing), change=change)
