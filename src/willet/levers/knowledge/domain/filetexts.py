"""The text of one file in a folder of articles: Markdown with a head of `name: value` lines, or HTML made Markdown."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final

_HEAD: Final = re.compile(r"\A---\r?\n(.*?)\r?\n---\r?\n?", re.DOTALL)
_TITLE: Final = re.compile(r"\A\s*#\s+(.+?)\s*#*\s*(?:\n|\Z)")
_DROPPED: Final = frozenset(
    {"script", "style", "head", "svg", "iframe", "object", "template", "noscript"}
)
_OPENS: Final[Mapping[str, str]] = {
    "p": "\n\n", "div": "\n\n", "br": "\n", "hr": "\n\n---\n\n", "ul": "\n\n", "ol": "\n\n", "li": "\n- ",
    "h1": "\n\n# ", "h2": "\n\n## ", "h3": "\n\n### ", "h4": "\n\n#### ", "h5": "\n\n##### ", "h6": "\n\n###### ",
    "strong": "**", "b": "**", "em": "*", "i": "*", "code": "`", "blockquote": "\n\n> ", "tr": "\n| ", "table": "\n\n",
}  # fmt: skip
_CLOSES: Final[Mapping[str, str]] = {
    "p": "\n\n", "div": "\n\n", "ul": "\n\n", "ol": "\n\n", "strong": "**", "b": "**", "em": "*", "i": "*",
    "code": "`", "td": " | ", "th": " | ", "table": "\n\n", "blockquote": "\n\n",
    **{f"h{n}": "\n\n" for n in range(1, 7)},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ReadText:
    """What a file says: its title, its text in Markdown, and what its head says of it."""

    title: str
    body: str
    about: Mapping[str, str] = field(default_factory=dict)


def read_markdown(text: str) -> ReadText:
    """A Markdown file; its title is that of its head, else its first heading."""
    about: dict[str, str] = {}
    head = _HEAD.match(text)
    if head:
        pairs = (line.partition(":") for line in head[1].splitlines())
        about = {
            name.strip().lower(): value.strip() for name, _sign, value in pairs if value.strip()
        }
        text = text[head.end() :]
    first = _TITLE.match(text)
    if "title" not in about and first:
        return ReadText(first[1].strip(), text[first.end() :].strip() + "\n", about)
    return ReadText(about.get("title", ""), text.strip() + "\n", about)


def read_html(text: str) -> ReadText:
    """An HTML file as Markdown: what stands in it to be read; scripts, styles and drawings are left out."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    body = re.sub(r"\n[ \t]+\n", "\n\n", "".join(reader.parts))
    body = re.sub(r"\n{3,}", "\n\n", body).strip() + "\n"
    first = _TITLE.match(body)
    if reader.title or not first:
        return ReadText(reader.title.strip(), body)
    return ReadText(first[1].strip(), body[first.end() :].strip() + "\n")


class _Reader(HTMLParser):
    """Writes Markdown while it reads HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.title = ""
        self._dropped: list[str] = []
        self._links: list[str] = []
        self._in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open what the tag stands for."""
        given = {name: value or "" for name, value in attrs}
        if tag == "title":
            self._in_title = not self.title
        elif tag in _DROPPED:
            self._dropped.append(tag)
        elif self._dropped:
            return
        elif tag == "a":
            self._links.append(given.get("href", ""))
            self.parts.append("[")
        elif tag == "img":
            self.parts.append(f"![{given.get('alt', '')}]({_address(given.get('src', ''))})")
        else:
            self.parts.append(_OPENS.get(tag, ""))

    def handle_endtag(self, tag: str) -> None:
        """Close it."""
        if tag == "title":
            self._in_title = False
        elif tag in self._dropped:
            while self._dropped.pop() != tag:
                pass
        elif self._dropped:
            return
        elif tag == "a" and self._links:
            self.parts.append(f"]({_address(self._links.pop())})")
        else:
            self.parts.append(_CLOSES.get(tag, ""))

    def handle_data(self, data: str) -> None:
        """Words, with blanks drawn together."""
        if self._in_title:
            self.title += data
        elif not self._dropped:
            self.parts.append(re.sub(r"\s+", " ", data))


def _address(text: str) -> str:
    return re.sub(r"[\s<>()]", lambda sign: f"%{ord(sign[0]):02X}", text)
