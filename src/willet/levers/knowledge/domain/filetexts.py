"""The text of one file in a folder of articles: Markdown with a head of `name: value` lines, or HTML made Markdown."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from willet.levers.knowledge.domain.htmlmarks import HtmlTag, html_marks
from willet.levers.knowledge.domain.htmltexts import markdown_of

_HEAD: Final = re.compile(r"\A---\r?\n(.*?)\r?\n---\r?\n?", re.DOTALL)
_BEFORE_HTML: Final = 20
"""Words and tags that may stand before `<html>`; in a mere piece of HTML none is looked for any longer."""
_MARKS: Final = re.compile(r"[*`\\]")
_TITLE: Final = re.compile(r"\A\s*+#[ \t]++([^\n]*+)(?:\n|\Z)")


@dataclass(frozen=True, slots=True)
class ReadText:
    """What a file says: its title, its text in Markdown, and what its head says of it."""

    title: str
    body: str
    about: Mapping[str, str] = field(default_factory=dict)
    language: str = ""
    """That of its HTML, by ISO 639-1; weaker than a name or a folder: some systems write the same one everywhere."""


def read_markdown(text: str) -> ReadText:
    """A Markdown file; its title is that of its head, else its first heading."""
    about: dict[str, str] = {}
    head = _HEAD.match(text)
    if head:
        pairs = (line.partition(":") for line in head[1].splitlines())
        about = {
            name.strip().lower(): _unquoted(value) for name, _sign, value in pairs if value.strip()
        }
        text = text[head.end() :]
    first = _TITLE.match(text)
    if "title" not in about and first and _heading(first):
        return ReadText(_heading(first), text[first.end() :].strip() + "\n", about)
    return ReadText(about.get("title", ""), text.strip() + "\n", about)


def _unquoted(value: str) -> str:
    """The value of a head, without the quotes that other systems put around it."""
    plain = value.strip()
    is_quoted = len(plain) > 1 and plain[0] == plain[-1] and plain[0] in "\"'"
    return plain[1:-1] if is_quoted else plain


def read_html(text: str) -> ReadText:
    """An HTML file as Markdown: what stands in it to be read; scripts, styles and drawings are left out."""
    title, body = markdown_of(text)
    language, first = _html_language(text), _TITLE.match(body)
    if title or not first or not _heading(first):
        return ReadText(title, body, language=language)
    rest = body[first.end() :].strip() + "\n"
    return ReadText(_MARKS.sub("", _heading(first)), rest, language=language)


def _html_language(text: str) -> str:
    """`nl` of `<html lang="nl-BE">`; empty where no such tag stands among the first marks."""
    for mark in islice(html_marks(text), _BEFORE_HTML):
        if isinstance(mark, HtmlTag) and mark.name == "html":
            return mark.given.get("lang", "").partition("-")[0].strip().lower()
    return ""


def _heading(first: re.Match[str]) -> str:
    """The words of a heading, without the marks that may end it."""
    return first[1].strip().rstrip("#").strip()
