"""What the core tells a person: one message type, with a code, values and the English, for every language to render.

The core speaks English and knows no translation. A message is a text like any other, to be printed or kept; that
it remembers its code and its values lets a page say the same in the reader's language. Errors, rules of rejects,
notes, reasons why there is no figure, what a source cannot tell and the steps of a job are messages all.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeAlias

Value: TypeAlias = str | int | float
Json: TypeAlias = dict[str, Any]


class Message(str):
    """English text that remembers which saying it is, and with which values.

    A text without a code has nothing to be translated by, and stays English.
    """

    code: str
    values: Mapping[str, Value]

    def __new__(
        cls, text: str, code: str = "", values: Mapping[str, Value] | None = None
    ) -> "Message":
        """The English, and what it is made of."""
        message = super().__new__(cls, text)
        message.code, message.values = code, dict(values or {})
        return message

    @classmethod
    def from_json(cls, plain: Mapping[str, Any], english: str = "") -> "Message":
        """A message as it was kept; `english` where only its code and values were."""
        values = {n: cls._value(v) for n, v in plain["values"].items()}
        return cls(plain.get("english", english), plain["code"], values)

    @classmethod
    def _value(cls, value: Any) -> Value:
        kept: Value = cls.from_json(value) if isinstance(value, Mapping) else value
        return kept

    def as_json(self) -> Json:
        """Code, values and English; a value that is a message itself in the same form."""
        values = {n: v.as_json() if isinstance(v, Message) else v for n, v in self.values.items()}
        return {"code": self.code, "values": values, "english": str(self)}

    def is_one_of(self, *sayings: "Saying") -> bool:
        """Whether it is one of these sayings, whatever its values."""
        return self.code in {saying.code for saying in sayings}


@dataclass(frozen=True, slots=True)
class Saying:
    """A message as it is declared: English with `%(name)s` slots under a code; `plural` where `n` is not 1.

    >>> counted("doctest.rows", "%(n)s row of %(file)s", "%(n)s rows of %(file)s")(n=1200, file="a.csv")
    '1,200 rows of a.csv'
    """

    code: str
    text: str
    plural: str = ""

    def __call__(self, **values: Value) -> Message:
        """The message with these values."""
        text = self.plural if self.plural and values["n"] != 1 else self.text
        shown = {name: _shown(value) for name, value in values.items()}
        return Message(text % shown if values else text, self.code, values)


SAYINGS: dict[str, Saying] = {}
"""Every saying by its code, as soon as the module that says it is imported."""


def saying(code: str, text: str) -> Saying:
    """A new saying. The word lists are gathered from the second argument of this very name."""
    return _known(Saying(code, text))


def counted(code: str, text: str, plural: str) -> Saying:
    """A new saying that counts something, `n`; gathered from the second and third argument."""
    return _known(Saying(code, text, plural))


def _known(new: Saying) -> Saying:
    known = SAYINGS.setdefault(new.code, new)
    assert known == new, f"two sayings under {new.code}"
    return new


LINE_BELOW = saying("line_below", "%(above)s\n%(line)s")


def lines_below(texts: Iterable[str]) -> str:
    """Texts each on a line of its own below what goes before; a message among them is read in the reader's language."""
    lines = ""
    for text in texts:
        lines = LINE_BELOW(above=lines, line=text)
    return lines


MOST = 1000
"""So many different messages of one record are kept to be translated; a thousand and first stays English."""


def messages_in(texts: Iterable[str]) -> dict[str, Json]:
    """The messages among some texts that are kept in English: English -> the message. Each stands here once."""
    coded = {str(text): text for text in texts if isinstance(text, Message) and text.code}
    return {english: message.as_json() for english, message in islice(coded.items(), MOST)}


def message_of(text: str, kept: Mapping[str, Json]) -> Message:
    """The message that a text kept in English is; without a code where none was kept beside it."""
    return Message.from_json(kept[text], text) if text in kept else Message(text)


def _shown(value: Value) -> str:
    if isinstance(value, float):
        return f"{value:g}"
    return f"{value:,}" if isinstance(value, int) else value
