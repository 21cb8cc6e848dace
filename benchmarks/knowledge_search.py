"""Search in ten thousand articles: how long a question takes, and how long the index takes to build.

Articles are invented: titles of three to eight and bodies of 60 to 240 words from a drawn vocabulary of 20,000 words
in syllables of the five languages, as unevenly used as words are (Zipf). Questions are pieces of titles, half of their
words mistyped. Words of so few syllables are more alike than those of any language, which makes it slower.
The yardstick, asked in turn with it, is SQLite's own full-text search (FTS5, BM25) for any of the words as they are
typed: it forgives no slip and knows no part of a compound.

    python -m benchmarks.knowledge_search
"""

import random
import sqlite3
import time
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import partial
from itertools import accumulate
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from willet.core.text import IndexedText, SearchIndex

SEED = 20260711
ARTICLES, WORDS, QUESTIONS = 10_000, 20_000, 400
PLAIN = "SELECT rowid FROM plain WHERE plain MATCH ? ORDER BY rank LIMIT 3"
T = TypeVar("T")
SYLLABLES = (
    "wach woord kla fac tuur sto ring abo ne ment kenn wort rech nung lie fer zah lung con tra se ña cli en te"
    " ga ran tía pass ord voice in pay ment dat lai mat khau hoa don khach hang giam gia duong day nong"
).split()


class Drawn:
    """The invented articles."""

    def __init__(self) -> None:
        self.random = random.Random(SEED)
        words = {self._word() for _ in range(WORDS * 2)}
        self.words = sorted(words)[:WORDS]
        self.random.shuffle(self.words)
        self.shares = list(accumulate(1 / (rank + 10) for rank in range(len(self.words))))
        self.entries = {str(n): self._entry(n) for n in range(ARTICLES)}

    def _word(self) -> str:
        return "".join(self.random.choices(SYLLABLES, k=self.random.choice((1, 2, 2, 3, 3, 4))))

    def _text(self, least: int, most: int) -> str:
        count = self.random.randint(least, most)
        return " ".join(self.random.choices(self.words, cum_weights=self.shares, k=count))

    def _entry(self, number: int) -> IndexedText:
        language = ("en", "nl", "de", "es", "vi")[number % 5]
        return IndexedText(str(number), "1", language, "all", self._text(3, 8), self._text(60, 240))

    def version(self) -> str:
        """It never changes."""
        return "1"

    def stamps(self) -> Mapping[str, str]:
        """Every article."""
        return dict.fromkeys(self.entries, "1")

    def load(self, keys: Collection[str]) -> Iterable[IndexedText]:
        """The articles themselves."""
        return (self.entries[key] for key in sorted(keys))

    def question(self) -> tuple[str, str]:
        """Two to four neighbouring words of a title, every other one mistyped, and whose they are."""
        key = str(self.random.randrange(ARTICLES))
        title = self.entries[key].title.split()
        start = self.random.randrange(max(1, len(title) - 3))
        words = title[start : start + self.random.randint(2, 4)]
        return " ".join(self._mistyped(word) for word in words), key

    def _mistyped(self, word: str) -> str:
        if len(word) < 5 or self.random.random() < 0.5:
            return word
        at = self.random.randrange(1, len(word) - 1)
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def plain_search(drawn: Drawn) -> sqlite3.Connection:
    """The same articles in SQLite's own full-text search."""
    file = sqlite3.connect(":memory:")
    file.execute("CREATE VIRTUAL TABLE plain USING fts5(title, body)")
    rows = [(entry.title, entry.body) for entry in drawn.entries.values()]
    file.executemany("INSERT INTO plain VALUES (?, ?)", rows)
    return file


def _plain_answers(plain: sqlite3.Connection, text: str) -> list[tuple[int]]:
    return plain.execute(PLAIN, [" OR ".join(text.split())]).fetchall()


def _clocked(ask: Callable[[], T], wall: list[float], work: list[float]) -> T:
    at, busy = time.perf_counter(), time.process_time()
    answer = ask()
    wall.append((time.perf_counter() - at) * 1000)
    work.append((time.process_time() - busy) * 1000)
    return answer


def _show(what: str, took: list[float]) -> None:
    took.sort()
    print(f"{what}: p50 {took[len(took) // 2]:.1f} ms, p95 {took[int(len(took) * 0.95)]:.1f} ms")


def main() -> None:
    """Build the index, ask, and print the figures."""
    drawn = Drawn()
    with TemporaryDirectory() as folder:
        index = SearchIndex(Path(folder) / "index.sqlite", drawn)
        started = time.perf_counter()
        index.find("begin")
        print(f"built of {ARTICLES} articles in {time.perf_counter() - started:.1f} s")
        plain, hits = plain_search(drawn), 0
        wall, work = list[float](), list[float]()
        plain_wall, plain_work = list[float](), list[float]()
        for text, key in [drawn.question() for _ in range(QUESTIONS)]:
            answers = _clocked(partial(index.find, text, most=3), wall, work)
            _clocked(partial(_plain_answers, plain, text), plain_wall, plain_work)
            hits += key in [hit.key for hit in answers]
        _show("waited", wall)
        _show("processor", work)
        _show("plain full-text search, waited", plain_wall)
        _show("plain full-text search, processor", plain_work)
        print(f"ratio of processor time in all: {sum(work) / sum(plain_work):.1f}")
        print(f"the article of the title among the first three: {hits / QUESTIONS:.1%}")


if __name__ == "__main__":
    main()
