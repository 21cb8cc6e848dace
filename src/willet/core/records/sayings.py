"""Sentences of the core that a person may read: English here, and a code with values for every other language.

The core speaks English and knows no translation. What it says is a text like any other, to be printed or
stored; that it remembers its code and its values lets a page say the same in the reader's language.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeAlias

Value: TypeAlias = str | int | float
Json: TypeAlias = dict[str, Any]


class Told(str):
    """A sentence as English text that remembers which saying it is, and with which values."""

    code: str
    values: Mapping[str, Value]

    def __new__(
        cls, text: str, code: str = "", values: Mapping[str, Value] | None = None
    ) -> "Told":
        """The text; a sentence without code is a text like any other."""
        told = super().__new__(cls, text)
        told.code, told.values = code, dict(values or {})
        return told

    def as_json(self) -> Json:
        """Code and values, those that are sentences themselves in the same form."""
        values = {n: v.as_json() if isinstance(v, Told) else v for n, v in self.values.items()}
        return {"code": self.code, "values": values}


@dataclass(frozen=True, slots=True)
class Saying:
    """A sentence with `%(name)s` slots under a code; `plural` is its English where the value `n` is not 1.

    >>> counted("doctest.rows", "%(n)s row of %(file)s", "%(n)s rows of %(file)s")(n=1200, file="a.csv")
    '1,200 rows of a.csv'
    """

    code: str
    text: str
    plural: str = ""

    def __call__(self, **values: Value) -> Told:
        """The sentence with these values."""
        text = self.plural if self.plural and values["n"] != 1 else self.text
        shown = {name: _shown(value) for name, value in values.items()}
        return Told(text % shown if values else text, self.code, values)


SAYINGS: dict[str, Saying] = {}
"""Every saying by its code, as soon as the module that says it is imported."""


def saying(code: str, text: str) -> Saying:
    """A new saying. The word lists are gathered from the second argument of this very name."""
    return _known(Saying(code, text))


def counted(code: str, text: str, plural: str) -> Saying:
    """A new saying that counts something, `n`; gathered from the second and third argument."""
    return _known(Saying(code, text, plural))


def _known(made: Saying) -> Saying:
    known = SAYINGS.setdefault(made.code, made)
    assert known == made, f"two sayings under {made.code}"
    return made


MOST = 1000
"""So many different sentences of one report are kept to be translated; a thousand and first stays English."""


def said_in(texts: Iterable[str]) -> dict[str, Json]:
    """The sayings among some texts: English -> code and values. A text told twice stands here once."""
    told = {str(text): text for text in texts if isinstance(text, Told) and text.code}
    return {english: text.as_json() for english, text in islice(told.items(), MOST)}


def told_again(said: Json | None, text: str) -> Told:
    """The sentence that another process said: from its code and values, else its English alone."""
    if not said or said["code"] not in SAYINGS:
        return Told(text)
    values = {n: told_again(v, "") if isinstance(v, dict) else v for n, v in said["values"].items()}
    return SAYINGS[said["code"]](**values)


def _shown(value: Value) -> str:
    if isinstance(value, float):
        return f"{value:g}"
    return f"{value:,}" if isinstance(value, int) else value
