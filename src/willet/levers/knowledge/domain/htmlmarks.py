"""The tags and words of an HTML text in their order, each letter looked at once, however broken the text is.

Python's own reader goes back to the beginning of whatever never ends; sixty thousand letters of that take it minutes.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import Final

RAW: Final = frozenset({"script", "style", "title", "textarea"})
"""Between these and their end there are no tags."""
_NAME: Final = re.compile(r"</?([a-zA-Z][\w:-]*+)")
_STOP: Final = re.compile(r"[>\"']")
_ATTRIBUTE: Final = re.compile(
    r"(?<![\w:-])([a-zA-Z][\w:-]*+)\s*+=\s*+(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]++))"
)


@dataclass(frozen=True, slots=True)
class HtmlWords:
    """Words between tags, their entities read."""

    text: str


@dataclass(frozen=True, slots=True)
class HtmlTag:
    """A tag that opens or closes; of one that opens what it says besides."""

    name: str
    closes: bool = False
    is_empty: bool = False
    """It closes itself."""
    given: Mapping[str, str] = field(default_factory=dict)


def html_marks(text: str) -> Iterator[HtmlWords | HtmlTag]:
    """What stands in an HTML text, without comments; a tag or comment that never ends ends the text."""
    at = 0
    while at < len(text):
        begins = text.find("<", at)
        begins = len(text) if begins < 0 else begins
        if begins > at:
            yield HtmlWords(unescape(text[at:begins]))
        if begins == len(text):
            return
        name = _NAME.match(text, begins)
        if name is None:
            at = _after_other(text, begins)
            if at == begins + 1:
                yield HtmlWords("<")
            continue
        at = _after_tag(text, name.end())
        tag = _tag(text[begins:at], name)
        yield tag
        if tag.name in RAW and not tag.closes and not tag.is_empty:
            end = re.compile(rf"</{tag.name}\b", re.IGNORECASE).search(text, at)
            inner, at = (
                text[at : end.start() if end else len(text)],
                end.start() if end else len(text),
            )
            yield HtmlWords(unescape(inner))


def _after_other(text: str, at: int) -> int:
    """Behind a comment or a declaration; one letter on where a `<` is a mere sign."""
    if text.startswith("<!--", at):
        return _behind(text, "-->", at + 4)
    return _behind(text, ">", at + 2) if text[at + 1 : at + 2] in {"!", "?", "/"} else at + 1


def _behind(text: str, sign: str, at: int) -> int:
    begins = text.find(sign, at)
    return len(text) if begins < 0 else begins + len(sign)


def _after_tag(text: str, at: int) -> int:
    """Behind the end of a tag; a `>` within quotes is none."""
    while stop := _STOP.search(text, at):
        if stop[0] == ">":
            return stop.end()
        at = _behind(text, stop[0], stop.end())
    return len(text)


def _tag(whole: str, name: re.Match[str]) -> HtmlTag:
    called = name[1].lower()
    if whole.startswith("</"):
        return HtmlTag(called, closes=True)
    given = {
        one[1].lower(): unescape(one[2] or one[3] or one[4] or "")
        for one in _ATTRIBUTE.finditer(whole, len(name[0]))
    }
    return HtmlTag(called, is_empty=whole.endswith("/>"), given=given)
