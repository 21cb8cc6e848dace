"""A question put to an index file: words like those asked, the texts they stand in, the best of them first.

Each word of the question counts once per text, with the best of the words it is like, by how rare that word is.
Words that stand side by side in the question and in the text count more: a Vietnamese word is several syllables.
"""

import json
import sqlite3
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from math import log
from typing import Final

import numpy as np
from numpy.typing import NDArray

from willet.core.text.folding import words_of
from willet.core.text.function_words import FUNCTION_WORDS
from willet.core.text.keeping import KeptIndex
from willet.core.text.likeness import likeness
from willet.core.text.texts import TextHit

LETTERS_READ: Final = 600
WORDS_READ: Final = 16
"""Of a longer question the first letters, and of those the first different words, are looked for."""
ALIKE_READ, ALIKE_KEPT = 50, 16
"""Words of the texts that are compared with one of the question, and of them the most alike that count."""
LOOKED_THROUGH: Final = 40
"""Texts whose neighbouring words are compared."""
READ_FIRST: Final = 200
"""Of the texts with the highest scores so many are asked for their shelf first."""
LEAST_PART, LONGEST_JOINED = 2, 30
"""Letters of a piece of words that were written as one, and of all such words at most."""
SIDE_BY_SIDE: Final = 0.5
OWN_LANGUAGE: Final = 1.15
LEAST_COVERED: Final = 0.25
"""A text that answers less of the question, by the weight of its words, is not shown."""
UNKNOWN: Final = 0.5
"""A word that stands nowhere counts as half as rare as the rarest that does."""

SAYS_LITTLE: Final = 0.02
"""So much of its rarity a function word says, fifteen of them less than one other word: a text that shares "the" with a
question is no answer to it."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Like:
    """A word of the texts that is like one of the question."""

    word: int
    asked: int
    likeness: float
    texts: int


@dataclass(frozen=True, slots=True)
class ScoredText:
    """A text in which words are like those asked: what they add up to, and how much of the question it covers."""

    key: str
    language: str
    title: str
    body: str
    score: float
    covered: float


def asked_words(text: str) -> list[str]:
    """The different words of a question that are looked for, in their order."""
    return list(dict.fromkeys(words_of(text[:LETTERS_READ])))[:WORDS_READ]


def find(
    open_file: sqlite3.Connection,
    kept: KeptIndex,
    text: str,
    *,
    language: str = "",
    shelves: Collection[str] | None = None,
    most: int = 10,
) -> list[TextHit]:
    """The texts that answer a question; equal ones by their key, so the order never changes by itself.

    Args:
        open_file: The index.
        kept: What is kept of it in memory.
        text: As it was typed, in any language.
        language: That of the reader: among equals its texts stand first.
        shelves: Only texts of these; None for all.
    """
    asked = asked_words(text)
    (texts,) = open_file.execute("SELECT count(*) FROM texts").fetchone()
    if not asked or not texts:
        return []
    compared = _compared(open_file, kept, asked)
    words = [word for word, _likes_of_it in compared]
    likes = [like for _word, likes_of_it in compared for like in likes_of_it]
    rare = _rarities(words, likes, texts)
    best = _scored(open_file, kept, likes, rare, shelves)
    hits = [_hit(scored, words, rare, language) for scored in best if _covered(scored, rare)]
    return sorted(hits, key=lambda hit: (-hit.score, hit.key))[:most]


def _compared(
    open_file: sqlite3.Connection, kept: KeptIndex, asked: Sequence[str]
) -> list[tuple[str, list[Like]]]:
    """Each word of the question with those it is like; one like nothing may be several that were written together."""
    compared: list[tuple[str, list[Like]]] = []
    for word in asked:
        likes = _likes(open_file, kept, len(compared), word)
        for part in (word,) if likes else _parts(open_file, word):
            alike = likes or _likes(open_file, kept, len(compared), part)
            compared.append((part, alike))
    return compared


def _parts(open_file: sqlite3.Connection, word: str) -> tuple[str, ...]:
    """The fewest words of the texts that were written as one, cut as evenly as may be; else the word itself."""
    ends = range(LEAST_PART, min(len(word), LONGEST_JOINED) + 1)
    spans = [(at, end) for end in ends for at in range(end - LEAST_PART + 1)]
    pieces = sorted({word[at:end] for at, end in spans} - {word})
    marks = ",".join("?" for _ in pieces)
    rows = open_file.execute(
        f"SELECT word FROM words WHERE texts > 0 AND word IN ({marks})", pieces
    )
    known = {piece for (piece,) in rows}
    best: dict[int, tuple[str, ...]] = {0: ()}
    for at, end in spans:
        if at in best and word[at:end] in known:
            cut = (*best[at], word[at:end])
            best[end] = min(best.get(end, cut), cut, key=_joined)
    return best.get(len(word), (word,))


def _joined(cut: tuple[str, ...]) -> tuple[int, int]:
    return len(cut), -min(map(len, cut))


def _likes(open_file: sqlite3.Connection, kept: KeptIndex, at: int, asked: str) -> list[Like]:
    """The words of the texts that are most like one of the question; slips are looked for where it is no such word."""
    candidates = _candidates(open_file, kept, asked)
    is_word = any(word == asked for _, word, _ in candidates)
    likes = [
        Like(number, at, like, texts)
        for number, word, texts in candidates
        if (like := likeness(asked, word, slips=not is_word)) > 0
    ]
    return sorted(likes, key=lambda like: (-like.likeness, like.word))[:ALIKE_KEPT]


def _candidates(
    open_file: sqlite3.Connection, kept: KeptIndex, asked: str
) -> list[tuple[int, str, int]]:
    if len(asked) < 3:
        begins = "SELECT id, word, texts FROM words WHERE word >= ? AND word < ? AND texts > 0 ORDER BY word LIMIT ?"
        return open_file.execute(begins, [asked, asked + "\U0010ffff", ALIKE_READ]).fetchall()
    alike = kept.lexicon.alike(asked, ALIKE_READ)
    marks = ",".join("?" for _ in alike)
    held = f"SELECT id, word, texts FROM words WHERE texts > 0 AND id IN ({marks})"
    return open_file.execute(held, alike).fetchall()


def _rarities(words: Sequence[str], likes: Sequence[Like], texts: int) -> list[float]:
    """How much each word of the question says: the logarithm of how few texts hold its nearest words."""
    rare = [UNKNOWN * log(1 + texts)] * len(words)
    for at, word in enumerate(words):
        mine = [like for like in likes if like.asked == at]
        if mine:
            best = max(like.likeness for like in mine)
            near = max(like.texts for like in mine if like.likeness == best)
            rare[at] = log(1 + texts / near)
        if word in FUNCTION_WORDS:
            rare[at] *= SAYS_LITTLE
    return rare


def _scored(
    open_file: sqlite3.Connection,
    kept: KeptIndex,
    likes: Sequence[Like],
    rare: Sequence[float],
    shelves: Collection[str] | None,
) -> list[ScoredText]:
    """The texts with the highest scores, of these shelves."""
    (newest,) = open_file.execute("SELECT max(id) FROM texts").fetchone()
    scores, covered = _summed(open_file, kept, likes, rare, newest)
    enough = int(np.count_nonzero(scores))
    for wanted in (min(enough, READ_FIRST), enough):
        # Texts of other shelves are left out only once they are read: mostly the first suffice.
        bound = np.partition(scores, -wanted)[-wanted] if wanted else 0.0
        numbers = np.flatnonzero((scores >= bound) & (scores > 0)).tolist()
        known = _shelved(open_file, numbers, shelves)
        if len(known) >= LOOKED_THROUGH or wanted == enough:
            break
    best = sorted(known, key=lambda row: (-scores[row[0]], row[1]))[:LOOKED_THROUGH]
    return _read(open_file, [number for number, _key in best], scores, covered)


def _summed(
    open_file: sqlite3.Connection,
    kept: KeptIndex,
    likes: Sequence[Like],
    rare: Sequence[float],
    newest: int,
) -> tuple[Floats, Floats]:
    """By the number of a text its score, and the rarity of what it covers: of each word asked what is most like it."""
    scores, covered = np.zeros(newest + 1), np.zeros(newest + 1)
    places = kept.places(open_file, {like.word for like in likes})
    for asked, of_it in groupby(likes, key=lambda like: like.asked):
        best, alike = np.zeros(newest + 1), np.zeros(newest + 1)
        for like in of_it:
            texts, weights = places[like.word]
            best[texts] = np.maximum(best[texts], like.likeness**2 * weights)
            alike[texts] = np.maximum(alike[texts], like.likeness)
        scores += best * rare[asked]
        covered += alike * rare[asked]
    return scores, covered


def _shelved(
    open_file: sqlite3.Connection, numbers: Sequence[int], shelves: Collection[str] | None
) -> list[tuple[int, str]]:
    """Number and key of those texts that stand on these shelves."""
    named = "" if shelves is None else f" AND shelf IN ({','.join('?' for _ in shelves)})"
    sql = f"SELECT id, key FROM texts WHERE id IN (SELECT value FROM json_each(?)){named}"
    return open_file.execute(sql, [json.dumps(numbers), *(shelves or ())]).fetchall()


def _read(
    open_file: sqlite3.Connection, numbers: Sequence[int], scores: Floats, covered: Floats
) -> list[ScoredText]:
    texts = "SELECT id, key, language, title, body FROM texts WHERE id IN (SELECT value FROM json_each(?))"
    rows = open_file.execute(texts, [json.dumps(numbers)])
    return [
        ScoredText(key, language, title, body, float(scores[n]), float(covered[n]))
        for n, key, language, title, body in rows
    ]


def _covered(scored: ScoredText, rare: Sequence[float]) -> bool:
    return scored.covered >= LEAST_COVERED * sum(rare)


def _hit(scored: ScoredText, words: Sequence[str], rare: Sequence[float], language: str) -> TextHit:
    score, pairs = scored.score, list(pairwise(words))
    near = sum(2 * (f" {a} {b} " in scored.title) + (f" {a} {b} " in scored.body) for a, b in pairs)
    score *= 1 + SIDE_BY_SIDE * near / (2 * len(pairs)) if pairs else 1
    score *= 0.5 + scored.covered / sum(rare)
    return TextHit(
        scored.key, round(score * (OWN_LANGUAGE if scored.language == language else 1), 6)
    )
