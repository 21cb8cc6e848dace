"""What somebody is to do: lines that rooms add to a person's inbox, each with its owner and when it is due."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class InboxLine:
    """One thing to do, in words of the reader's language."""

    text: str
    href: str
    owner: Any
    """The account of whoever is to do it; shown to nobody else."""
    due: date | datetime | None = None
    """A day of the owner's own calendar, or a moment; None where it may wait."""
    waits: bool = False
    """Whether somebody stands still until it is done, as one who asks while the caller is on the line."""


@dataclass(frozen=True, slots=True)
class InboxOffer:
    """What a room adds to inboxes. It lists its own in `INBOX: Sequence[InboxOffer]` in its `panels.py`."""

    title: str | Promise
    """What kind of thing it is: the heading beside each line."""
    lines: Callable[[Any], Iterable[InboxLine]]
    """The open lines of this account."""
    permission: str | None = None
