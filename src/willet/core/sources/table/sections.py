"""One table of a mapping file, read key by key; every mistake is noted and the reading goes on."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from willet.core.records import did_you_mean

Scalar = str | int | float | bool


def as_text(value: Scalar) -> str:
    """A TOML value as the text a file would show: true and false in small letters."""
    return str(value).lower() if isinstance(value, bool) else str(value)


@dataclass(slots=True)
class Section:
    """A TOML table at `where`, with the list in which its mistakes are gathered."""

    where: str
    table: dict[str, object]
    mistakes: list[str]
    known: set[str] = field(default_factory=set)

    def wrong(self, text: str, key: str = "") -> None:
        """Note a mistake at this section, or at one of its keys."""
        place = f"{self.where}.{key}" if self.where and key else self.where or key
        self.mistakes.append(f"{place}: {text}")

    def __contains__(self, key: str) -> bool:
        return key in self.table

    def text(self, key: str) -> str | None:
        """A string, or None where the key is absent or of another type (then noted)."""
        value: str | None = self._one(key, str, "a text in quotes")
        return value

    def number(self, key: str) -> int | None:
        """A whole number of 0 or more."""
        value = self._one(key, int, "a whole number")
        if value is not None and (isinstance(value, bool) or value < 0):
            self.wrong("must be a whole number, 0 or more", key)
            return None
        return value

    def flag(self, key: str) -> bool:
        """true or false; false where absent."""
        return bool(self._one(key, bool, "true or false"))

    def scalar(self, key: str) -> str | None:
        """A text, number, true or false, as text."""
        value = self._one(key, (str, int, float, bool), "a text, a number, true or false")
        return None if value is None else as_text(value)

    def texts(self, key: str) -> tuple[str, ...]:
        """One text or a list of them."""
        return _texts(self, key, self._one(key, (str, list), "a text or a list of texts"))

    def word(self, key: str, allowed: Iterable[str], default: str) -> str:
        """One of a closed set of words."""
        value, choices = self.text(key), tuple(allowed)
        if value is None or value in choices:
            return default if value is None else value
        self.wrong(f"{value!r} is not known.{did_you_mean(value, choices)}", key)
        return default

    def pairs(self, key: str) -> tuple[tuple[str, str], ...]:
        """A table of value -> value, both as text."""
        table = self._one(key, dict, "a table such as { Y = true, N = false }") or {}
        bad = [k for k, v in table.items() if not isinstance(v, (str, int, float, bool))]
        for name in bad:
            self.wrong("must be a text, a number, true or false", f"{key}.{name}")
        return tuple((str(k), as_text(v)) for k, v in table.items() if k not in bad)

    def condition(self, key: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """A table of column -> the text, or texts, it must show."""
        table = self._one(key, dict, 'a table such as { outcome = "PHANTOM" }') or {}
        if key in self.table and not table:
            self.wrong('names no column; write { column = "value" }', key)
        return tuple((c, _texts(self, f"{key}.{c}", v)) for c, v in table.items())

    def section(self, key: str) -> "Section | None":
        """A table inside this one."""
        table = self._one(key, dict, "a table")
        return None if table is None else Section(_join(self.where, key), table, self.mistakes)

    def sections(self, key: str) -> list["Section"]:
        """One table, or a list of them, inside this one."""
        value = self._one(key, (dict, list), "a table or a list of tables")
        tables = value if isinstance(value, list) else [] if value is None else [value]
        if any(not isinstance(t, dict) for t in tables):
            self.wrong("must be a table or a list of tables", key)
        where = _join(self.where, key)
        marks = [f"[{n}]" for n in range(1, len(tables) + 1)] if isinstance(value, list) else [""]
        paired = zip(tables, marks, strict=False)
        return [Section(where + m, t, self.mistakes) for t, m in paired if isinstance(t, dict)]

    def finish(self) -> None:
        """Note every key that nobody asked for."""
        for key in self.table:
            if key not in self.known:
                self.wrong(f"is not a key known here.{did_you_mean(key, sorted(self.known))}", key)

    def _one(self, key: str, types: type | tuple[type, ...], what: str) -> Any:
        self.known.add(key)
        value = self.table.get(key)
        if value is None or isinstance(value, types):
            return value
        self.wrong(f"must be {what}, not {value!r}", key)
        return None


def _texts(section: Section, key: str, value: object) -> tuple[str, ...]:
    items: list[Any] = value if isinstance(value, list) else [] if value is None else [value]
    if any(not isinstance(item, (str, int, float, bool)) for item in items):
        section.wrong("must be a text or a list of texts", key)
        return ()
    return tuple(as_text(item) for item in items)


def _join(where: str, key: str) -> str:
    return f"{where}.{key}" if where else key
