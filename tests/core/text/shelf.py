"""Invented articles as an index is made of them, and the questions that they answer."""

import tomllib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from willet.core.text import IndexedText

HERE = Path(__file__).parent


@dataclass
class Shelf:
    """Texts in memory, counting how often all of them were listed."""

    entries: dict[str, IndexedText]
    listed: int = field(default=0)

    def version(self) -> str:
        return str(hash(tuple(self.entries.values())))

    def stamps(self) -> Mapping[str, str]:
        self.listed += 1
        return {key: entry.stamp for key, entry in self.entries.items()}

    def load(self, keys: Collection[str]) -> Iterable[IndexedText]:
        return [self.entries[key] for key in sorted(keys)]


def entry(
    key: str, title: str, body: str = "", *, language: str = "en", shelf: str = "all"
) -> IndexedText:
    return IndexedText(key, f"{title}|{body}|{shelf}", language, shelf, title, body)


def articles() -> dict[str, IndexedText]:
    raw = tomllib.loads((HERE / "articles.toml").read_text())
    return {
        f"{topic}.{language}": entry(
            f"{topic}.{language}", text["title"], text["body"], language=language
        )
        for topic, languages in raw.items()
        for language, text in languages.items()
    }


def further_questions() -> list[tuple[str, str]]:
    raw = tomllib.loads((HERE / "further_questions.toml").read_text())
    return [(each["text"], each["want"]) for each in raw["ask"]]


def questions() -> list[tuple[str, str, str]]:
    raw = tomllib.loads((HERE / "questions.toml").read_text())
    return [(each["text"], each["want"], each["how"]) for each in raw["ask"]]
