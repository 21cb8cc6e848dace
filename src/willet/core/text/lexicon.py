"""The words of an index in memory: which of them share most letter triples with a word that was asked.

How alike two words are by their triples is BM25 over triples (Robertson and Zaragoza 2009, with their usual k and b):
a rare triple says more, and a short word that holds as many says more than a long one.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from willet.core.text.likeness import trigrams

K, B = 1.2, 0.75
LEAST_RARE: Final = 1e-6
"""What a triple says that more than half of the words hold."""
Numbers = NDArray[np.int32]
_NONE: Final[Numbers] = np.empty(0, np.int32)


@dataclass(frozen=True)
class Lexicon:
    """Letter triples and the numbers of the words that hold them; never changed, but followed by a longer one."""

    born: str
    """Which making of the file it was read from: numbers of words mean nothing in another."""
    lengths: Numbers = field(default_factory=lambda: np.zeros(1, np.int32))
    """Letters of each word, by its number; numbers begin with 1."""
    holders: Mapping[str, Numbers] = field(default_factory=dict)

    @property
    def words(self) -> int:
        """How many there are; the highest number."""
        return len(self.lengths) - 1

    def longer(self, words: Iterable[tuple[int, str]]) -> "Lexicon":
        """This lexicon with more words, whose numbers follow on."""
        lengths: list[int] = []
        more: defaultdict[str, list[int]] = defaultdict(list)
        for number, word in words:
            lengths.append(len(word))
            for triple in trigrams(word):
                more[triple].append(number)
        if not lengths:
            return self
        holders = dict(self.holders)
        for triple, numbers in more.items():
            known = holders.get(triple, _NONE)
            holders[triple] = np.concatenate([known, np.array(numbers, np.int32)])
        every = np.concatenate([self.lengths, np.array(lengths, np.int32)])
        return Lexicon(self.born, every, holders)

    def alike(self, asked: str, most: int) -> list[int]:
        """The words that share most with a word, by their number; the best, those of equal rank by number."""
        held = [self.holders[t] for t in sorted(trigrams(asked)) if t in self.holders]
        if not held:
            return []
        rare = [self._rarity(len(numbers)) for numbers in held]
        shared = np.bincount(np.concatenate(held), weights=np.repeat(rare, [len(n) for n in held]))
        numbers = np.flatnonzero(shared)
        long = self.lengths[numbers] * (self.words / max(1, int(self.lengths.sum())))
        rank = shared[numbers] / (1 + K * (1 - B + B * long))
        if len(numbers) > most:
            near = rank >= np.partition(rank, -most)[-most]
            numbers, rank = numbers[near], rank[near]
        return [int(n) for n in numbers[np.lexsort((numbers, -rank))][:most]]

    def _rarity(self, holders: int) -> float:
        return max(LEAST_RARE, float(np.log((self.words - holders + 0.5) / (holders + 0.5))))
