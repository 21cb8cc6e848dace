"""The one error family, sorted by what the caller can do about it.

WilletError                 anything Willet says on purpose; never a stack trace for the reader
├── RequestError            the request was wrong: change it and ask again (exit status 2)
│   └── UnknownNameError    a name that does not exist, with what was probably meant
└── LakeError               the lake or a store failed: look at the disk, try again (exit status 3)
"""

from collections.abc import Iterable
from difflib import get_close_matches

from willet.core.records.messages import Message, saying

UNKNOWN = saying("unknown_name", "Unknown %(kind)s %(name)s.%(hint)s")
MEANT = saying("did_you_mean", " Did you mean %(name)s?")
KNOWN = saying("known_names", " Known: %(names)s.")


class WilletError(Exception):
    """A failure Willet can name: the thing, the value, the rule and the next step."""

    exit_status = 3

    @property
    def message(self) -> Message:
        """What went wrong, with its code where a page may say it in another language."""
        text = self.args[0] if self.args else ""
        return text if isinstance(text, Message) else Message(str(self))


class RequestError(WilletError):
    """The request cannot be carried out as it was put; nothing was written."""

    exit_status = 2


class UnknownNameError(RequestError):
    """A name that is not known, with the nearest known ones; `kind` says what it should be a name of.

    >>> str(UnknownNameError(METRIC, "call_resolutoin", ["call_resolution", "ces"]))
    "Unknown metric 'call_resolutoin'. Did you mean 'call_resolution'?"
    """

    def __init__(self, kind: Message, name: str, known: Iterable[str]) -> None:
        self.kind, self.name, self.known = kind, name, tuple(sorted(known))
        hint = did_you_mean(name, self.known)
        super().__init__(UNKNOWN(kind=kind, name=repr(name), hint=hint))


class LakeError(WilletError):
    """The lake, or another store, could not be read or written."""

    exit_status = 3


def did_you_mean(name: str, known: Iterable[str]) -> Message:
    """One sentence naming the closest known name, else all of them when they are few; else nothing."""
    choices = tuple(known)
    close = get_close_matches(name.lower(), choices, n=1, cutoff=0.6)
    if close:
        return MEANT(name=repr(close[0]))
    return KNOWN(names=", ".join(choices)) if 0 < len(choices) <= 12 else Message("")
