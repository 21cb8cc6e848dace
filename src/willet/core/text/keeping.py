"""What a process keeps in memory of an index file while the file says nothing new: its words, and where they stand."""

import sqlite3
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from willet.core.text.lexicon import Lexicon

MOST_KEPT: Final = 5_000
"""Words whose places are kept; when more were asked for it is begun anew."""


class WordPlaces(NamedTuple):
    """The texts that hold a word, each once, and how much it says about them."""

    texts: NDArray[np.int64]
    weights: NDArray[np.float64]


@dataclass(frozen=True)
class KeptIndex:
    """The words of one state of a file, and the places of those that were asked for."""

    version: str
    lexicon: Lexicon
    held: dict[int, WordPlaces] = field(default_factory=dict)

    def places(self, open_file: sqlite3.Connection, word: int) -> WordPlaces:
        """Where a word stands; read once."""
        known = self.held.get(word)
        if known is None:
            places = "SELECT text, weight FROM places WHERE word = ?"
            rows = np.array(open_file.execute(places, [word]).fetchall()).reshape(-1, 2)
            if len(self.held) >= MOST_KEPT:
                self.held.clear()
            known = self.held[word] = WordPlaces(rows[:, 0].astype(np.int64), rows[:, 1].copy())
        return known


_KEPT: Final[dict[Path, KeptIndex]] = {}
_TURN: Final = Lock()


def kept_of(path: Path, open_file: sqlite3.Connection, born: str, version: str) -> KeptIndex:
    """What is kept of a file that was made and brought up as these two notes of it say."""
    with _TURN:
        known = _KEPT.get(path)
        if known is not None and (known.lexicon.born, known.version) == (born, version):
            return known
        is_same = known is not None and known.lexicon.born == born
        lexicon = known.lexicon if known is not None and is_same else Lexicon(born)
        since = "SELECT id, word FROM words WHERE id > ? ORDER BY id"
        longer = lexicon.longer(open_file.execute(since, [lexicon.words]))
        kept = _KEPT[path] = KeptIndex(version, longer)
    return kept
