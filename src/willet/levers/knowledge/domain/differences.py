"""What changed between two wordings, line by line and word by word."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, Literal

MOST_LINES: Final = 2000
"""Longer texts are shown as one change: comparing takes the square of the lines."""
Kind = Literal["same", "gone", "new"]


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of either wording."""

    kind: Kind
    text: str


def differences(before: str, after: str) -> list[TextLine]:
    """All lines of both wordings, what is gone before what is new in its place.

    >>> [(line.kind, line.text) for line in differences("one\\ntwo", "one\\n2")]
    [('same', 'one'), ('gone', 'two'), ('new', '2')]
    """
    old, new = before.splitlines(), after.splitlines()
    if max(len(old), len(new)) > MOST_LINES:
        return [*(TextLine("gone", text) for text in old), *(TextLine("new", text) for text in new)]
    return list(_lines(old, new))


def _lines(old: list[str], new: list[str]) -> Iterator[TextLine]:
    # Lines that come again and again are no place to begin at: with them the square becomes a cube, and a page of
    # two thousand lines of three kinds would take a minute.
    for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=True).get_opcodes():
        if what == "equal":
            yield from (TextLine("same", text) for text in old[a:b])
        else:
            yield from (TextLine("gone", text) for text in old[a:b])
            yield from (TextLine("new", text) for text in new[c:d])
