"""What goes into an index, and what comes out of it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class IndexedText:
    """One text that can be found."""

    key: str
    stamp: str
    """Changes with the text: an entry of the same stamp is not read again."""
    language: str
    shelf: str
    """Which readers it is for; a question names the shelves it looks through."""
    title: str
    body: str


@dataclass(frozen=True, slots=True)
class TextHit:
    """One text that answers a question, and how well; the best first."""

    key: str
    score: float
