"""What a heading means by what its words name together, whichever phrase it is: the rules of `combinations.toml`."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from willet.core.sources.table.proposing.concepts import best_concepts, concepts_of, idle_concepts
from willet.core.sources.table.proposing.plainly import plain

_WHOLLY = 0.85
"""So much of a heading must be known for its combination to count before phrases that are only a part of it."""
_LEAST_KNOWN = 0.5
_OF_PART = 0.3
"""How well a part of a heading says a moment: the date of what is not known is no arrival."""
_MOMENTS = ("arrived_at", "arrived_date", "arrived_time", "answered_at", "ended_at", "revised_at")
_EVENTS = frozenset(("begin", "answer", "end", "change", "call", "case"))
"""What a moment is of: beside none of these a date is that of something not known."""
_OF_HEAD = 0.7
_THINGS = frozenset("team queue agent channel language category tag phone mail".split())
"""What a head may name whose other words are not known; a date or a length would be some other's."""
_STATES = ("state", "estado")
"""Headings of a status that are also those of a part of a country."""
_SURE = 0.95
"""How well a combination fits beside a phrase that is the whole heading."""


@dataclass(frozen=True, slots=True)
class _Rule:
    """Sets of which one must be named each, what must not be, and what a heading then means."""

    needed: tuple[frozenset[str], ...]
    barred: frozenset[str]
    merits: tuple[tuple[str, float], ...]

    def fits(self, named: frozenset[str]) -> bool:
        """Whether a heading that names these is one of this rule."""
        return not self.barred & named and all(some & named for some in self.needed)


def combined(
    words: Sequence[str], marks: Sequence[str], own: str = ""
) -> tuple[dict[str, float], bool]:
    """The meanings of what a heading names, and whether that is nearly all it says.

    >>> combined(("moment", "van", "beantwoorden"), ())[0]["answered_at"] > 0.9
    True
    """
    named = best_concepts(words, own)
    if named.known < _LEAST_KNOWN or not named.concepts:
        return _by_head(words, own), False
    concepts = set(named.concepts) | set(marks)
    if concepts & idle_concepts():
        concepts.add("idle")
    merits = dict(_first_fitting(frozenset(concepts)))
    wholly = named.known >= _WHOLLY
    if not wholly and not named.concepts & _EVENTS:
        merits = {n: min(m, _OF_PART) if n in _MOMENTS else m for n, m in merits.items()}
    least = _SURE if wholly else _SURE * named.known
    return {name: least * merit for name, merit in merits.items()}, wholly


def _by_head(words: Sequence[str], own: str) -> dict[str, float]:
    """Of a heading that is hardly known what its head says: the last word, in Spanish and Vietnamese the first ones."""
    heads = [(words[-1:], "en"), (words[-1:], "de"), (words[-1:], "nl")]
    heads += [(words[:size], language) for size in (1, 2) for language in ("es", "vi")]
    some = [concepts_of(tuple(head), language) for head, language in heads if own in (language, "")]
    named = {
        n
        for head in some
        if head.known > _WHOLLY and head.concepts <= _THINGS
        for n in head.concepts
    }
    merits = _first_fitting(frozenset(named)) if len(named) == 1 and len(words) > 1 else ()
    return {name: _OF_HEAD * merit for name, merit in merits}


def _first_fitting(named: frozenset[str]) -> Sequence[tuple[str, float]]:
    return next((rule.merits for rule in _rules() if rule.fits(named)), ())


def combination_words() -> tuple[set[str], set[str]]:
    """All concepts and marks of which the rules speak, and all meanings that they give."""
    named = {word for rule in _rules() for word in set().union(rule.barred, *rule.needed)}
    return named, {name for rule in _rules() for name, _ in rule.merits}


@cache
def _rules() -> tuple[_Rule, ...]:
    text = files(__package__).joinpath("combinations.toml").read_text("utf-8")
    return tuple(map(_rule, tomllib.loads(text)["rules"]))


def _rule(text: str) -> _Rule:
    left, right = text.split("->")
    parts = left.split()
    needed = tuple(frozenset(p.split("|")) for p in parts if not p.startswith("!"))
    barred = frozenset(p[1:] for p in parts if p.startswith("!"))
    return _Rule(needed, barred, tuple(map(_merit, right.split(","))))


def _merit(text: str) -> tuple[str, float]:
    name, _, merit = text.strip().partition(" ")
    return name, float(merit or 1)


def of_place(names: Sequence[str]) -> list[bool]:
    """Which headings are of a place by those beside them: a `State` beside a city is one of a country.

    >>> of_place(["City", "State", "Call state"]), of_place(["Queue", "State"])
    ([False, True, False], [False, False])
    """
    words = [plain(name) for name in names]
    places = any("location" in best_concepts(text.split()).concepts for text in words)
    return [places and text in _STATES for text in words]


def merged(
    spoken: Mapping[str, float], combination: Mapping[str, float], *, wholly: bool
) -> dict[str, float]:
    """What phrases say of a heading that none of them is, and what its words name together.

    A phrase that is only a part of a heading counts less than all of its words.
    """
    most = 0.5 if wholly and combination else 1.0
    names = {**spoken, **combination}
    return {
        n: max(
            min(spoken.get(n, 0.0), _OF_PART if n in _MOMENTS else most), combination.get(n, 0.0)
        )
        for n in names
    }
