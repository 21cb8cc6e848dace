"""What a process keeps in memory of an index file while the file says nothing new: its words, and where they stand."""

import json
import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from threading import Lock
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from willet.core.text.lexicon import Lexicon

MOST_KEPT: Final = 20_000
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

    def places(
        self, open_file: sqlite3.Connection, words: Collection[int]
    ) -> Mapping[int, WordPlaces]:
        """Where each of some words stands; of those that nobody asked for yet read all at once."""
        known = {word: self.held[word] for word in words if word in self.held}
        asked = sorted(set(words) - known.keys())
        if asked:
            read = dict(zip(asked, _read(open_file, asked), strict=True))
            if len(self.held) + len(read) > MOST_KEPT:
                self.held.clear()
            self.held.update(read)
            known |= read
        return known


def _read(open_file: sqlite3.Connection, words: Sequence[int]) -> Iterator[WordPlaces]:
    """The places of some words, which stand in their order."""
    places = (
        "SELECT word, text, weight FROM places WHERE word IN (SELECT value FROM json_each(?))"
        " ORDER BY word, text"
    )
    rows = np.array(open_file.execute(places, [json.dumps(words)]).fetchall()).reshape(-1, 3)
    ends = np.searchsorted(rows[:, 0], words, side="right")
    for begin, end in pairwise([0, *ends]):
        yield WordPlaces(rows[begin:end, 1].astype(np.int64), rows[begin:end, 2].copy())


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
