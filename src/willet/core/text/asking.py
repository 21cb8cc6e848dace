"""A question put to an index file: words like those asked, the texts they stand in, the best of them first.

Each word of the question counts once per text, with the best of the words it is like, by how rare that word is.
Words that stand side by side in the question and in the text count more: a Vietnamese word is several syllables.
"""

import sqlite3
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log
from typing import Final

from willet.core.text.folding import words_of
from willet.core.text.likeness import likeness, trigrams
from willet.core.text.texts import TextHit

LETTERS_READ: Final = 600
WORDS_READ: Final = 16
"""Of a longer question the first letters, and of those the first different words, are looked for."""
ALIKE_READ, ALIKE_KEPT = 50, 16
"""Words of the texts that are compared with one of the question, and of them the most alike that count."""
LOOKED_THROUGH: Final = 40
"""Texts whose neighbouring words are compared."""
SIDE_BY_SIDE: Final = 0.5
OWN_LANGUAGE: Final = 1.15
LEAST_COVERED: Final = 0.25
"""A text that answers less of the question, by the weight of its words, is not shown."""
UNKNOWN: Final = 0.5
"""A word that stands nowhere counts as half as rare as the rarest that does."""


@dataclass(frozen=True, slots=True)
class Like:
    """A word of the texts that is like one of the question."""

    word: int
    asked: int
    likeness: float
    texts: int


def asked_words(text: str) -> list[str]:
    """The different words of a question that are looked for, in their order."""
    return list(dict.fromkeys(words_of(text[:LETTERS_READ])))[:WORDS_READ]


def find(
    open_file: sqlite3.Connection,
    text: str,
    *,
    language: str = "",
    shelves: Collection[str] | None = None,
    most: int = 10,
) -> list[TextHit]:
    """The texts that answer a question; equal ones by their key, so the order never changes by itself.

    Args:
        text: As it was typed, in any language.
        language: That of the reader: among equals its texts stand first.
        shelves: Only texts of these; None for all.
    """
    asked = asked_words(text)
    (texts,) = open_file.execute("SELECT count(*) FROM texts").fetchone()
    if not asked or not texts:
        return []
    compared = _compared(open_file, asked)
    words = [word for word, _likes_of_it in compared]
    likes = [like for _word, likes_of_it in compared for like in likes_of_it]
    rare = _rarities(len(words), likes, texts)
    rows = _scored(open_file, likes, rare, shelves)
    hits = [_hit(row, words, rare, language) for row in rows if _covered(row, rare)]
    return sorted(hits, key=lambda hit: (-hit.score, hit.key))[:most]


def _compared(open_file: sqlite3.Connection, asked: Sequence[str]) -> list[tuple[str, list[Like]]]:
    """Each word of the question with those it is like; one like nothing may be two that were written together."""
    compared: list[tuple[str, list[Like]]] = []
    for word in asked:
        likes = _likes(open_file, len(compared), word)
        for part in (word,) if likes else _parts(open_file, word):
            compared.append((part, likes or _likes(open_file, len(compared), part)))
    return compared


def _parts(open_file: sqlite3.Connection, word: str) -> tuple[str, ...]:
    """Two words of the texts that were written as one, cut as evenly as may be; else the word itself."""
    cuts = [(word[:at], word[at:]) for at in range(2, len(word) - 1)]
    pieces = sorted({piece for cut in cuts for piece in cut})
    marks = ",".join("?" for _ in pieces)
    rows = open_file.execute(
        f"SELECT word FROM words WHERE texts > 0 AND word IN ({marks})", pieces
    )
    known = {piece for (piece,) in rows}
    able = [cut for cut in cuts if known.issuperset(cut)]
    return max(able, key=lambda cut: min(map(len, cut)), default=(word,))


def _likes(open_file: sqlite3.Connection, at: int, asked: str) -> list[Like]:
    """The words of the texts that are most like one of the question; slips are looked for where it is no such word."""
    candidates = _candidates(open_file, asked)
    is_word = any(word == asked for _, word, _ in candidates)
    likes = [
        Like(number, at, like, texts)
        for number, word, texts in candidates
        if (like := likeness(asked, word, slips=not is_word)) > 0
    ]
    return sorted(likes, key=lambda like: (-like.likeness, like.word))[:ALIKE_KEPT]


def _candidates(open_file: sqlite3.Connection, asked: str) -> list[tuple[int, str, int]]:
    if len(asked) < 3:
        begins = "SELECT id, word, texts FROM words WHERE word >= ? AND word < ? AND texts > 0 ORDER BY word LIMIT ?"
        return open_file.execute(begins, [asked, asked + "\U0010ffff", ALIKE_READ]).fetchall()
    any_of = " OR ".join(f'"{triple}"' for triple in sorted(trigrams(asked)))
    alike = (
        "SELECT words.id, words.word, words.texts FROM"
        " (SELECT rowid, rank FROM triples WHERE triples MATCH ? ORDER BY rank, rowid LIMIT ?) best"
        " JOIN words ON words.id = best.rowid WHERE words.texts > 0"
    )
    return open_file.execute(alike, [any_of, ALIKE_READ]).fetchall()


def _rarities(count: int, likes: Sequence[Like], texts: int) -> list[float]:
    """How much each word of the question says: the logarithm of how few texts hold its nearest words."""
    rare = [UNKNOWN * log(1 + texts)] * count
    for at in range(count):
        mine = [like for like in likes if like.asked == at]
        if mine:
            best = max(like.likeness for like in mine)
            near = max(like.texts for like in mine if like.likeness == best)
            rare[at] = log(1 + texts / near)
    return rare


def _scored(
    open_file: sqlite3.Connection,
    likes: Sequence[Like],
    rare: Sequence[float],
    shelves: Collection[str] | None,
) -> list[tuple[str, str, str, str, float, float]]:
    """Key, language, title, body, score and covered rarity of the texts with the highest scores."""
    if not likes:
        return []
    values = ",".join("(?,?,?,?)" for _ in likes)
    given = [x for k in likes for x in (k.word, k.asked, k.likeness, rare[k.asked])]
    named = "" if shelves is None else f" WHERE shelf IN ({','.join('?' for _ in shelves)})"
    sql = (
        f"WITH alike (word, asked, likeness, rare) AS (VALUES {values}),"
        " best AS (SELECT text, asked, max(likeness * likeness * weight) * rare AS score,"
        "   max(likeness) * rare AS covered"
        "   FROM alike JOIN places USING (word) GROUP BY text, asked),"
        " whole AS (SELECT text, sum(score) AS score, sum(covered) AS covered FROM best GROUP BY text)"
        " SELECT key, language, title, body, score, covered FROM whole JOIN texts ON texts.id = whole.text"
        f"{named} ORDER BY score DESC, key LIMIT ?"
    )
    return open_file.execute(sql, [*given, *(shelves or ()), LOOKED_THROUGH]).fetchall()


def _covered(row: tuple[str, str, str, str, float, float], rare: Sequence[float]) -> bool:
    return row[5] >= LEAST_COVERED * sum(rare)


def _hit(
    row: tuple[str, str, str, str, float, float],
    words: Sequence[str],
    rare: Sequence[float],
    language: str,
) -> TextHit:
    key, written_in, title, body, score, covered = row
    pairs = list(pairwise(words))
    near = sum(2 * (f" {a} {b} " in title) + (f" {a} {b} " in body) for a, b in pairs)
    score *= 1 + SIDE_BY_SIDE * near / (2 * len(pairs)) if pairs else 1
    score *= 0.5 + covered / sum(rare)
    return TextHit(key, round(score * (OWN_LANGUAGE if written_in == language else 1), 6))
