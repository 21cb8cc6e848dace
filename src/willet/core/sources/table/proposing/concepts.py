"""The things, events and kinds that the words of a heading name: `Zeitpunkt der Annahme` is a moment of answering."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from willet.core.sources.table.proposing.phrases import LANGUAGES
from willet.core.sources.table.proposing.plainly import plain
from willet.core.sources.table.proposing.shortened import written_out

_KEPT = 8192
_OF_ALL = "en"
"""Words of this language stand in the headings of every other."""
_BORROWED = 0.97
"""How well a word of another language is known: one of its own goes before."""
_SHORT = 0.9
"""How well a word is known that is written short."""
_END = 0.6
"""How well a joined word is known of which only the end is."""
_LEAST_LETTERS = 3
_LINKS: Mapping[str, tuple[str, ...]] = {
    "de": ("", "s", "es", "n", "en", "er", "e"),
    "nl": ("", "s", "e", "en"),
    "en": ("", "s"),
    "es": ("",),
    "vi": ("",),
}
"""What stands between the parts of a joined word."""
_ENDINGS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "en": (("s", ""), ("es", ""), ("ies", "y"), ("d", ""), ("ed", ""), ("ing", ""), ("ing", "e")),
    "de": tuple((end, "") for end in ("e", "n", "en", "er", "es", "em", "s", "in", "innen")),
    "nl": tuple((end, "") for end in ("e", "s", "en", "n", "de")),
    "es": (("s", ""), ("es", ""), ("a", "o"), ("as", "o"), ("os", "o"), ("ones", "on")),
    "vi": (),
}
"""Endings of words, and what stands in their place in the lists."""
_PREPOSITIONS = frozenset(
    "von van de desde from to an nach naar a at on el um am om op in by".split()
)
"""Within a heading they join its words; at its beginning or end they say something."""
_VOWELS = frozenset("aeiouy")


@dataclass(frozen=True, slots=True)
class NamedConcepts:
    """What a heading names, and how much of it is known, 0 to 1."""

    concepts: frozenset[str]
    known: float


@lru_cache(maxsize=_KEPT)
def concepts_of(words: tuple[str, ...], language: str) -> NamedConcepts:
    """What the words of a heading name, read in one language.

    >>> sorted(concepts_of(("anrufannahme", "zeitpunkt"), "de").concepts)
    ['answer', 'call', 'moment']
    """
    full = tuple(written_out(words, language))
    gathered: set[str] = set()
    letters = known = 0.0
    for part, concepts, weight in _parted(full, language):
        letters += len(part)
        known += weight * len(part)
        gathered.update(concepts)
    return NamedConcepts(frozenset(gathered - {"neutral"}), known / letters if letters else 0.0)


def best_concepts(words: Sequence[str], own: str = "") -> NamedConcepts:
    """What a heading names in the language of its table, or in the one that knows most of it."""
    read = {language: concepts_of(tuple(words), language) for language in LANGUAGES}
    most = max(read.values(), key=lambda named: named.known)
    mine = read.get(own)
    return mine if mine and mine.known >= min(most.known, _SHORT) else most


def _parted(words: Sequence[str], language: str) -> Iterator[tuple[str, tuple[str, ...], float]]:
    """The longest known stretches of words one after another; each with what it names and how well it is known."""
    place = 0
    while place < len(words):
        for size in range(min(_longest(), len(words) - place), 0, -1):
            text = " ".join(words[place : place + size])
            concepts, weight = _known(text, language) if size > 1 else word_known(text, language)
            if concepts or size == 1:
                within = 0 < place < len(words) - size
                yield text, ("neutral",) if within and text in _PREPOSITIONS else concepts, weight
                place += size
                break


@lru_cache(maxsize=_KEPT)
def word_known(word: str, language: str) -> tuple[tuple[str, ...], float]:
    """What one word names: as it stands, by another ending, as a joined word, or written short."""
    if word.isdigit():
        return ("neutral",), 1.0
    for text in (word, *_endless(word, language)):
        concepts, weight = _known(text, language)
        if concepts:
            return concepts, weight
    parts = _split(word, language)
    if parts:
        return parts, 1.0
    short = _shortened(word, language)
    return short if short[0] else _end_known(word, language)


def _known(text: str, language: str) -> tuple[tuple[str, ...], float]:
    own = _lexicon(language).get(text)
    if own:
        return own, 1.0
    return _lexicon(_OF_ALL).get(text, ()), _BORROWED


def _endless(word: str, language: str) -> Iterator[str]:
    for end, instead in _ENDINGS[language]:
        if word.endswith(end) and len(word) - len(end) >= _LEAST_LETTERS:
            yield word.removesuffix(end) + instead


def _split(word: str, language: str) -> tuple[str, ...]:
    """What the parts of a joined word name; nothing where a part is not known."""
    for end in range(len(word) - _LEAST_LETTERS, _LEAST_LETTERS - 1, -1):
        first = _part(word[:end], language)
        if not first:
            continue
        rest = word[end:]
        second = _part(rest, language) or _ended(rest, language) or _split(rest, language)
        if second:
            return (*first, *second)
    return ()


def _part(text: str, language: str) -> tuple[str, ...]:
    """What a part of a joined word names, without the letters that link it to the next."""
    for link in _LINKS[language]:
        bare = text.removesuffix(link) if link else text
        if len(bare) >= _LEAST_LETTERS and (not link or text.endswith(link)):
            concepts = _known(bare, language)[0] or _of_verb(bare, language)
            if concepts and "neutral" not in concepts:
                return concepts
    return ()


def _of_verb(text: str, language: str) -> tuple[str, ...]:
    """What a verb names of which a joined word has the beginning: `Auflege-` of `auflegen`."""
    if language not in ("de", "nl"):
        return ()
    own = _lexicon(language)
    return next((own[text + end] for end in ("n", "en") if text + end in own), ())


def _end_known(word: str, language: str) -> tuple[tuple[str, ...], float]:
    """What the end of a joined word names whose beginning is not known; the longest end counts."""
    if language not in ("de", "nl"):
        return (), 0.0
    own = _lexicon(language)
    ends = (word[n:] for n in range(_LEAST_LETTERS, len(word) - _LEAST_LETTERS))
    end = next((end for end in ends if end in own and "neutral" not in own[end]), "")
    return (own[end], _END) if end else ((), 0.0)


def _ended(text: str, language: str) -> tuple[str, ...]:
    return next((parts for t in _endless(text, language) if (parts := _part(t, language))), ())


def _shortened(word: str, language: str) -> tuple[tuple[str, ...], float]:
    """What a word names that is the beginning of words which all name the same, or its consonants."""
    if len(word) < _LEAST_LETTERS or language == "vi":
        return (), 0.0
    lexicon = _lexicon(language)
    begun = {
        lexicon[w]
        for w in _by_beginning(language).get(word[:2], ())
        if w.startswith(word) and " " not in w
    }
    if not begun:
        near = _by_beginning(language).get(word[:1], ())
        begun = {lexicon[w] for w in near if _contracts(word, w)}
    return (begun.pop(), _SHORT) if len(begun) == 1 else ((), 0.0)


def _contracts(word: str, whole: str) -> bool:
    if word[-1] != whole[-1] or _VOWELS & set(word[1:]) or " " in whole:
        return False
    letters = iter(whole)
    return all(letter in letters for letter in word)


@cache
def _by_beginning(language: str) -> Mapping[str, list[str]]:
    by_beginning: dict[str, list[str]] = {}
    for word in _lexicon(language):
        for size in (1, 2):
            by_beginning.setdefault(word[:size], []).append(word)
    return by_beginning


@cache
def _lexicon(language: str) -> Mapping[str, tuple[str, ...]]:
    """Each phrase of a language, and all that it names."""
    lexicon: dict[str, tuple[str, ...]] = {}
    for concept, by_language in _tables().items():
        for text in by_language.get(language, "").split(","):
            words = plain(text)
            full = " ".join(written_out(tuple(words.split()), language))
            for spelling in {words, full}:
                lexicon[spelling] = (*lexicon.get(spelling, ()), concept)
    lexicon.pop("", None)
    return lexicon


@cache
def idle_concepts() -> frozenset[str]:
    """What is no field of a contact."""
    return frozenset(_table("idle.toml"))


@cache
def concept_names() -> frozenset[str]:
    """All that a word may name."""
    return frozenset(_tables())


@cache
def _tables() -> Mapping[str, Mapping[str, str]]:
    return {**_table("things.toml"), **_table("events.toml"), **_table("idle.toml")}


def _table(name: str) -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(files(__package__).joinpath(name).read_text("utf-8"))


@cache
def _longest() -> int:
    return max(len(text.split()) for language in LANGUAGES for text in _lexicon(language))
