"""Texts put into an index file and taken out of it; only what changed is written."""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping
from math import log

from willet.core.text.folding import words_of
from willet.core.text.texts import IndexedText


def differing(
    open_file: sqlite3.Connection, wanted: Mapping[str, str]
) -> tuple[set[str], set[str]]:
    """The keys to be read anew, and those that are gone; `wanted` is key -> stamp."""
    kept = dict(open_file.execute("SELECT key, stamp FROM texts"))
    anew = {key for key, stamp in wanted.items() if kept.get(key) != stamp}
    return anew, kept.keys() - wanted.keys()


def take_out(open_file: sqlite3.Connection, keys: Iterable[str]) -> None:
    """Forget these texts; words that stand in no other stay, in no text."""
    for key in keys:
        row = open_file.execute("SELECT id FROM texts WHERE key = ?", [key]).fetchone()
        if row is None:
            continue
        open_file.execute(
            "UPDATE words SET texts = texts - 1 WHERE id IN (SELECT word FROM places WHERE text = ?)",
            row,
        )
        open_file.execute("DELETE FROM places WHERE text = ?", row)
        open_file.execute("DELETE FROM texts WHERE id = ?", row)


def put_in(open_file: sqlite3.Connection, entry: IndexedText) -> None:
    """Write one text; an older one of its key was taken out before."""
    title, body = words_of(entry.title), words_of(entry.body)
    row = open_file.execute(
        "INSERT INTO texts (key, stamp, language, shelf, title, body) VALUES (?, ?, ?, ?, ?, ?)",
        [entry.key, entry.stamp, entry.language, entry.shelf, _spaced(title), _spaced(body)],
    )
    weights = _weights(title, body)
    places = [(_word(open_file, word), row.lastrowid, w) for word, w in weights.items()]
    open_file.executemany("INSERT INTO places (word, text, weight) VALUES (?, ?, ?)", places)


def _spaced(words: Iterable[str]) -> str:
    return f" {' '.join(words)} "


def _weights(title: list[str], body: list[str]) -> dict[str, float]:
    """How much each word says about a text: in a title, the shorter the more, and how often in the body."""
    counts, in_title = Counter(body), set(title)
    heading = 2.0 + 2.0 / max(1, len(title)) ** 0.5
    return {
        word: heading * (word in in_title) + (1 + 0.3 * log(counts[word]) if counts[word] else 0.0)
        for word in sorted(in_title | set(counts))
    }


def _word(open_file: sqlite3.Connection, word: str) -> int:
    """The number of a word that stands in one text more."""
    known = open_file.execute(
        "UPDATE words SET texts = texts + 1 WHERE word = ? RETURNING id", [word]
    ).fetchone()
    if known is not None:
        return int(known[0])
    number = open_file.execute("INSERT INTO words (word, texts) VALUES (?, 1)", [word]).lastrowid
    return int(number or 0)
