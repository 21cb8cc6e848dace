"""The one error family, sorted by what the caller can do about it.

WilletError                 anything Willet says on purpose; never a stack trace for the reader
├── RequestError            the request was wrong: change it and ask again (exit status 2)
│   └── UnknownNameError    a name that does not exist, with what was probably meant
└── LakeError               the lake or a store failed: look at the disk, try again (exit status 3)
"""

from collections.abc import Iterable
from difflib import get_close_matches


class WilletError(Exception):
    """A failure Willet can name: the thing, the value, the rule and the next step."""

    exit_status = 3


class RequestError(WilletError):
    """The request cannot be carried out as it was put; nothing was written."""

    exit_status = 2


class UnknownNameError(RequestError):
    """A name that is not known, with the nearest known ones.

    >>> str(UnknownNameError("metric", "call_resolutoin", ["call_resolution", "ces"]))
    "Unknown metric 'call_resolutoin'. Did you mean 'call_resolution'?"
    """

    def __init__(self, kind: str, name: str, known: Iterable[str]) -> None:
        self.kind, self.name, self.known = kind, name, tuple(sorted(known))
        super().__init__(f"Unknown {kind} {name!r}.{did_you_mean(name, self.known)}")


class LakeError(WilletError):
    """The lake, or another store, could not be read or written."""

    exit_status = 3


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """One sentence naming the closest known name, else all of them when they are few; else nothing."""
    choices = tuple(known)
    close = get_close_matches(name.lower(), choices, n=1, cutoff=0.6)
    if close:
        return f" Did you mean {close[0]!r}?"
    return f" Known: {', '.join(choices)}." if 0 < len(choices) <= 12 else ""
