"""What a page says: its texts one by one, as a reader or a screen reader meets them."""

import re
from html import unescape
from html.parser import HTMLParser
from typing import Any

_SILENT = {"script", "style", "pre", "code", "svg", "option"}
_SPOKEN = {"aria-label", "title", "placeholder", "alt"}


class _Texts(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._silent: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Hear what attributes say; note what says nothing to a reader."""
        if tag in _SILENT or (tag != "html" and ("lang", "en") in attrs):
            self._silent.append(tag)
        self.texts += [value for name, value in attrs if name in _SPOKEN and value]

    def handle_endtag(self, tag: str) -> None:
        """Hear again."""
        if self._silent and self._silent[-1] == tag:
            self._silent.pop()

    def handle_data(self, data: str) -> None:
        """Hear a text."""
        words = " ".join(data.split())
        if words and not self._silent:
            self.texts.append(words)


def texts_of(html: str) -> list[str]:
    """The texts of a page in order: between tags, and in the attributes that are read aloud.

    Formulas and code say the same in every language, choices of a list hold names from the data, and what is
    marked as English within a page (`lang="en"`: a citation) is meant to be.
    """
    parser = _Texts()
    parser.feed(html)
    return parser.texts


def text_of(html: str) -> str:
    """The page in one line: tags taken out, runs of blanks as one."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html))).strip()


def main_text_of(response: Any) -> str:
    """The page's own part in one line, without menu and head."""
    return text_of(response.content.decode().partition("<main")[2])
