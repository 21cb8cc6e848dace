"""Which name each spelling comes to: what a person gave it, else what the lake found, one step after the other."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from willet.core.lake.dimension.rows import KINDS, Kind, Spelt

Key = tuple[str, str]
"""A source, empty for every one, and a spelling."""


@dataclass(frozen=True)
class Names:
    """Spellings and their names: those by which a person settled it, and those the lake found in the facts."""

    settled: Mapping[Kind, Mapping[Key, str]] = field(default_factory=dict)
    gathered: Mapping[Kind, Mapping[Key, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, settled: Iterable[Spelt], gathered: Iterable[Spelt]) -> "Names":
        """The rows by kind."""
        return cls(_by_kind(settled), _by_kind(gathered))

    def name(self, kind: Kind, source: str, spelt: str) -> str:
        """The name for a spelling of a source; the spelling itself where it stands for nothing else.

        What a person settled is final. What the lake found may lead on, to a spelling that somebody settled or to
        another it found; a circle of those is one name, the first of the alphabet.
        """
        settled, gathered = self.settled.get(kind, {}), self.gathered.get(kind, {})
        way = [spelt]
        while True:
            final = _given(settled, source, way[-1])
            following = _given(gathered, source, way[-1])
            if final is not None or following is None:
                return way[-1] if final is None else final
            if following in way:
                return min(way[way.index(following) :])
            way.append(following)

    def one(self, kind: Kind, spelt: str) -> str:
        """The one name for a spelling in every source that knows it; itself where they do not agree."""
        keys = {*self.settled.get(kind, {}), *self.gathered.get(kind, {})}
        sources = {source for source, known in keys if known == spelt}
        names = {self.name(kind, source, spelt) for source in sources}
        return names.pop() if len(names) == 1 else spelt

    def rows(self, kind: Kind) -> dict[Key, str]:
        """Every spelling that is shown under another name than an unknown one would be.

        A row for one source is left out where that for every source says the same.
        """
        keys = {*self.settled.get(kind, {}), *self.gathered.get(kind, {})}
        every = {("", spelt): self.name(kind, "", spelt) for source, spelt in keys if source == ""}
        every = {key: name for key, name in every.items() if name != key[1]}
        spellings = {spelt for _, spelt in keys}
        own = {
            (source, spelt): self.name(kind, source, spelt)
            for source in sorted({source for source, _ in keys if source})
            for spelt in _of_source(keys, source, spellings)
        }
        odd = {k: name for k, name in own.items() if name != every.get(("", k[1]), k[1])}
        return {**every, **odd}


def _of_source(keys: set[Key], source: str, spellings: set[str]) -> set[str]:
    """The spellings of which this source may have an opinion of its own: its rows, and what leads to one of them."""
    return {spelt for spelt in spellings if (source, spelt) in keys or ("", spelt) in keys}


def _given(names: Mapping[Key, str], source: str, spelt: str) -> str | None:
    own = names.get((source, spelt)) if source else None
    return names.get(("", spelt)) if own is None else own


def _by_kind(rows: Iterable[Spelt]) -> dict[Kind, dict[Key, str]]:
    result: dict[Kind, dict[Key, str]] = {kind: {} for kind in KINDS}
    for row in rows:
        result.setdefault(row.kind, {})[row.source, row.spelt] = row.name
    return result
