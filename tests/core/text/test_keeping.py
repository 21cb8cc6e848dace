"""Where words stand, kept in memory: read together they stand where each stands by itself, however few are kept."""

import sqlite3
from pathlib import Path

import pytest

from willet.core.text import keeping
from willet.core.text.keeping import KeptIndex
from willet.core.text.lexicon import Lexicon
from willet.core.text.schema import SCHEMA

PLACES = {1: {4: 0.5, 7: 2.0}, 2: {7: 1.0}, 5: {1: 3.0, 2: 1.5, 9: 0.25}}
"""word -> text -> weight; words 3 and 4 stand nowhere any more."""


@pytest.mark.parametrize("most", [2, 100])
def test_places_of_words_are_theirs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(keeping, "MOST_KEPT", most)
    file = sqlite3.connect(tmp_path / "index.sqlite")
    file.executescript(SCHEMA)
    rows = [(word, text, weight) for word, of in PLACES.items() for text, weight in of.items()]
    file.executemany("INSERT INTO places VALUES (?, ?, ?)", rows)
    kept = KeptIndex("1", Lexicon("a"))

    for asked in ({2}, {3}, {1, 2, 3}, set[int](), {1, 3, 4, 5}, {5, 4, 3, 2, 1}):
        places = kept.places(file, asked)
        assert {
            word: dict(zip(of.texts.tolist(), of.weights.tolist(), strict=True))
            for word, of in places.items()
        } == {word: PLACES.get(word, {}) for word in asked}


def test_places_are_read_once(tmp_path: Path) -> None:
    file = sqlite3.connect(tmp_path / "index.sqlite")
    file.executescript(SCHEMA)
    file.execute("INSERT INTO places VALUES (1, 4, 0.5)")
    kept = KeptIndex("1", Lexicon("a"))

    first = kept.places(file, {1, 2})
    file.execute("DELETE FROM places")

    assert kept.places(file, {2, 1}) == first
    assert first[1].texts.tolist() == [4]
