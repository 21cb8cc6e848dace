"""The terms of the product: one word for one thing in each language, and the words that must not stand for it."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

_FILE: Final = Path(__file__).resolve().parents[2] / "src/willet/ui/terms.toml"


@dataclass(frozen=True, slots=True)
class Concept:
    """One concept: its word in each language, and what is not said for it there, as patterns, with the reason."""

    name: str
    words: Mapping[str, str]
    forbidden: Mapping[str, Sequence[str]]
    why: str


@cache
def terms() -> Sequence[Concept]:
    """Every term, in the order of the file."""
    with _FILE.open("rb") as file:
        read = tomllib.load(file)
    return [_term(concept, given) for concept, given in read.items()]


def _term(concept: str, given: Mapping[str, object]) -> Concept:
    words = {k: str(v) for k, v in given.items() if k not in {"forbidden", "why"}}
    forbidden = given.get("forbidden", {})
    assert isinstance(forbidden, dict), f"{concept}: forbidden is a table of languages"
    return Concept(concept, words, forbidden, str(given["why"]))


def wrong_words(text: str, language: str) -> list[str]:
    """What stands in a text of a language and must not, each with what to write in its place.

    >>> wrong_words("Die Anrufauflösung steigt", "de")
    ['Anrufauflösung: write Lösungsquote (to dissolve a call, not to solve a problem)']
    """
    return [
        f"{match[0]}: write {term.words.get(language, 'something plainer')} ({term.why})"
        for term in terms()
        for pattern in term.forbidden.get(language, ())
        if (match := re.search(pattern, text, re.IGNORECASE))
    ]
