"""The phrases of headings that mean something, and how like one of them a heading is."""

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from willet.core.sources.table.proposing.plainly import plain

WEAK = 0.8
"""How much less a phrase says that stands behind a ~."""
_SMALL: Mapping[str, frozenset[str]] = {
    "en": frozenset(("of", "the", "in", "on", "at", "by", "for")),
    "de": frozenset("der die das des dem den im am um zu zum zur von in".split()),
    "nl": frozenset("de het een van op te in en".split()),
    "es": frozenset("el la los las del de y en por para con".split()),
    "vi": frozenset(("cua",)),
}
"""Words that say nothing, each in its own language alone: `de` is half of the Vietnamese for an issue."""
LANGUAGES = tuple(_SMALL)


@dataclass(frozen=True, slots=True)
class BareText:
    """What is left of a text without the small words of a language, in three shapes."""

    words: tuple[str, ...]
    spaced: str
    joined: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase of one language, what it means, and how clearly it says it."""

    meaning: str
    language: str
    weight: float
    text: BareText


def bare_of(words: Sequence[str], language: str) -> BareText:
    """Without words such as `of` within: at the beginning `Von` and `To` say something, at the end `by` does."""
    small, last = _SMALL[language], len(words) - 1
    kept = tuple(w for n, w in enumerate(words) if n in (0, last) or w not in small)
    return BareText(kept, f" {' '.join(kept)} ", "".join(kept))


@cache
def phrases() -> tuple[Phrase, ...]:
    """All of them, in the order in which they are written down."""
    text = files(__package__).joinpath("headers.toml").read_text("utf-8")
    return tuple(_read(tomllib.loads(text)))


def _read(table: Mapping[str, Mapping[str, list[str]]]) -> Iterator[Phrase]:
    for meaning, languages in table.items():
        for language, given in languages.items():
            for phrase in given:
                weight = WEAK if phrase.startswith("~") else 1.0
                yield Phrase(meaning, language, weight, bare_of(plain(phrase).split(), language))


def likeness(heading: BareText, phrase: BareText) -> float:
    """1 for the same words, less where the phrase is only a part of the heading."""
    if heading.joined == phrase.joined:
        return 1.0 if heading.words == phrase.words else 0.95
    share = len(phrase.joined) / max(len(heading.joined), 1)
    if share == 1 and sorted(heading.words) == sorted(phrase.words):
        return 0.95
    if share < 1 and phrase.spaced in heading.spaced:
        return 0.35 + 0.55 * share
    if 6 <= len(phrase.joined) < len(heading.joined) and phrase.joined in heading.joined:
        return 0.3 + 0.5 * share
    return 0.0


def places_near(heading: BareText) -> set[int]:
    """The places of all phrases that have any likeness to a heading, and of few others.

    A phrase that is like it is written within it, or has the same words in another order: looking those up spares
    the comparison with each of thousands.
    """
    index, longest = _by_letters()
    letters = heading.joined
    near = set(_by_words()[_sorted(heading)])
    for begin in range(len(letters)):
        for end in range(begin + 1, min(len(letters), begin + longest) + 1):
            near.update(index.get(letters[begin:end], ()))
    return near


@cache
def _by_letters() -> tuple[Mapping[str, Sequence[int]], int]:
    places: dict[str, list[int]] = {}
    for place, phrase in enumerate(phrases()):
        places.setdefault(phrase.text.joined, []).append(place)
    return places, max(map(len, places))


@cache
def _by_words() -> Mapping[tuple[str, ...], list[int]]:
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for place, phrase in enumerate(phrases()):
        places[_sorted(phrase.text)].append(place)
    return places


def _sorted(text: BareText) -> tuple[str, ...]:
    return tuple(sorted(text.words))
