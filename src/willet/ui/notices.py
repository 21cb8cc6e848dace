"""What a room tells people: kinds of notices as plain values, and how one is sent without knowing who delivers it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any, Final, Literal, TypeAlias

from django.dispatch import Signal
from django.utils.functional import Promise

from willet.core.records import Message

Way: TypeAlias = Literal["none", "in_app", "digest", "at_once"]
WAYS: Final[tuple[Way, ...]] = ("none", "in_app", "digest", "at_once")
"""Not at all; in Willet; in Willet and in the daily mail; in Willet and by a mail at once."""


@dataclass(frozen=True, slots=True)
class NoticeKind:
    """A kind of notice. A room lists its own in `NOTICES: Sequence[NoticeKind]` in its `panels.py`."""

    name: str
    """The room's name, a dot, what happened: `imports.failed`."""
    title: str | Promise
    permission: str | None = None
    """Who may read it; asked when it is told, again when it is mailed, and whenever it is shown."""
    usual: Way = "in_app"
    """How people are told who did not choose."""
    ways: Collection[Way] = field(default=WAYS)


@dataclass(frozen=True, slots=True)
class Telling:
    """One notice on its way to its readers."""

    kind: str
    text: Message
    to: Iterable[Any] | None = None
    href: str = ""
    key: str = ""


notice_wanted = Signal()
"""Sent with `telling=Telling(…)`."""


def notify(
    kind: str,
    text: Message,
    *,
    to: Iterable[Any] | None = None,
    href: str = "",
    key: str = "",
) -> None:
    """Tell people something, each the way they chose.

    Args:
        kind: What happened, as a room offers it in `NOTICES`.
        text: What it says; a saying, so that each reads it in their own language.
        to: The accounts of its readers; None for everybody who may read this kind.
        href: Where it leads.
        key: What is the same under the same kind and key is told to each reader once; empty for always anew.

    Raises:
        UnknownNameError: no room offers this kind.
    """
    notice_wanted.send(sender=None, telling=Telling(kind, text, to, href, key))
