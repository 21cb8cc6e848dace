"""HTML written as Markdown: what stands in it to be read, with its headings, lists, steps, tables, links and pictures.

Scripts, styles and drawings are left out; signs that Markdown would read otherwise are marked as mere signs.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from willet.levers.knowledge.domain.htmlmarks import HtmlTag, HtmlWords, html_marks

DROPPED: Final = frozenset(
    {"script", "style", "svg", "math", "iframe", "object", "template", "noscript", "textarea"}
)
BLOCKS: Final = frozenset(
    "p div section article main header footer nav aside figure figcaption address dl dt dd caption details summary"
    " body table".split()
)
MARKS: Final[Mapping[str, str]] = {
    "strong": "**", "b": "**", "em": "*", "i": "*", "code": "`",
}  # fmt: skip
DEEPEST: Final = 20
"""Lists within each other, and words within marks; what lies deeper is written as if it did not."""
_SIGNS: Final = re.compile(r"[\\`*\[\]]|(?<!\w)_|_(?!\w)")
_BEGINS: Final = re.compile(r"(?:#{1,6}|[-+>]|\d{1,9}(?=[.)]))(?=[\s.)]|$)|[-=]+(?=\s*$)")
_BLANKS: Final = re.compile(r"\s+")
_TICKS: Final = re.compile(r"`+")


@dataclass(slots=True)
class _Mark:
    """Bold, italic, code or a link; written once words come, so that none stands around nothing."""

    tag: str
    opens: str
    closes: str
    is_open: bool = False


@dataclass(slots=True)
class MarkdownWriter:
    """Writes Markdown while tags and words come."""

    title: str = ""
    _parts: list[str] = field(default_factory=list)
    _marks: list[_Mark] = field(default_factory=list)
    _lists: list[tuple[str, int, str]] = field(default_factory=list)
    """Of each list or quote around: its kind, the number of its next step, and what its further lines begin with."""
    _lines: int = 0
    """So many ends of lines come before the next words."""
    _lead: str = ""
    _is_apart: bool = False
    """A blank comes before the next words."""
    _is_hard: bool = False
    """The next end of a line is one that is drawn."""
    _is_begun: bool = False
    """A line has its beginning and no words yet."""
    _dropped: str = ""
    _deep: int = 0
    """What is left out now, and how many of its kind lie within each other."""
    _raw: str = ""
    _linked: list[tuple[str, str]] = field(default_factory=list)
    """Address and words of each link in a block of code, where none can stand: they follow it."""
    _rows: list[list[str]] | None = None
    _around: list[str] | None = None
    _steps: Mapping[str, Callable[[HtmlTag], None]] = field(init=False)

    def markdown(self) -> str:
        """What was written."""
        self._end_table()
        self._close_marks()
        return "".join(self._parts).strip() + "\n"

    def words(self, text: str) -> None:
        """Words between tags."""
        if self._dropped:
            return
        if self._raw == "title":
            self.title = self.title or " ".join(text.split())
        elif self._raw == "pre":
            self._parts.append(text.replace("\n", f"\n{self._prefix()}"))
            if self._marks and self._marks[-1].tag == "a" and self._linked:
                address, words = self._linked[-1]
                self._linked[-1] = (address, words + text)
        else:
            self._flow(text)

    def tag(self, tag: HtmlTag) -> None:
        """A tag that opens or closes something."""
        if tag.name in DROPPED:
            self._drop(tag)
        elif not self._dropped:
            step = self._steps.get(tag.name, self._inline)
            step(tag)

    def _drop(self, tag: HtmlTag) -> None:
        if tag.is_empty or tag.name != (self._dropped or tag.name):
            return
        self._deep = max(0, self._deep + (-1 if tag.closes else 1))
        self._dropped = tag.name if self._deep else ""

    def __post_init__(self) -> None:
        headings = {f"h{n}": self._heading for n in range(1, 7)}
        blocks = dict.fromkeys(BLOCKS, self._block_tag)
        lists = {"ul": self._list, "ol": self._list, "blockquote": self._list, "li": self._item}
        cells = {"table": self._table, "tr": self._row, "td": self._cell, "th": self._cell}
        others = {
            "title": self._title,
            "pre": self._pre,
            "br": self._br,
            "hr": self._hr,
            "img": self._img,
        }
        self._steps = blocks | headings | lists | cells | others

    # Words and what stands before them.

    def _flow(self, text: str) -> None:
        core = _BLANKS.sub(" ", text)
        if not core.strip():
            self._is_apart |= bool(core)
            return
        self._is_apart |= core.startswith(" ")
        code = next((mark for mark in self._marks if mark.tag == "code"), None)
        if code is not None:
            self._fence(code, core.strip())
        is_first = self._reach()
        plain = core.strip()
        plain = _SIGNS.sub(lambda sign: "\\" + sign[0], plain) if code is None else plain
        if is_first and code is None:
            plain = _BEGINS.sub(_as_sign, plain, count=1) if _BEGINS.match(plain) else plain
        self._parts.append(plain)
        self._is_apart = core.endswith(" ")

    def _reach(self) -> bool:
        """Come to where words are written; whether they are the first of their line."""
        if self._lines and (self._parts or self._lead):
            self._close_marks()
        is_first = not self._parts or bool(self._lines) or self._is_begun
        if self._parts and self._lines:
            bare = f"\n{self._prefix().rstrip()}"
            if self._is_hard and self._lines == 1:
                self._parts.append("\\")
            self._parts.append(bare * (self._lines - 1) + f"\n{self._prefix()}")
        elif self._is_apart and not is_first:
            self._parts.append(" ")
        is_bare = not self._lead
        self._parts.append(self._lead)
        self._lines, self._lead = 0, ""
        self._is_apart = self._is_begun = self._is_hard = False
        for mark in self._marks:
            if not mark.is_open:
                self._parts.append(mark.opens)
                mark.is_open = True
        return is_first and is_bare

    def _fence(self, code: _Mark, text: str) -> None:
        """Put code between ticks of which it has no row as long: within it no sign is marked as one."""
        if not (code.is_open and "`" not in text):
            self._close_marks(self._marks.index(code))
            longest = max(map(len, _TICKS.findall(text)), default=0)
            ticks, apart = "`" * (longest + 1), " " * ("`" in text[:1] + text[-1:])
            code.opens, code.closes = ticks + apart, apart + ticks

    def _block(self, lines: int = 2) -> None:
        if not self._is_begun:
            self._lines = max(self._lines, lines)

    def _prefix(self) -> str:
        return "".join(further for _kind, _next, further in self._lists)

    def _close_marks(self, until: int = 0) -> None:
        for mark in reversed(self._marks[until:]):
            if mark.is_open:
                self._parts.append(mark.closes)
                mark.is_open = False

    # Tags.

    def _inline(self, tag: HtmlTag) -> None:
        is_room = len(self._marks) < DEEPEST
        if tag.closes:
            places = [at for at, mark in enumerate(self._marks) if mark.tag == tag.name]
            if places:
                self._close_marks(places[-1])
                del self._marks[places[-1]]
        elif tag.name in MARKS and self._raw != "pre" and is_room:
            self._marks.append(_Mark(tag.name, MARKS[tag.name], MARKS[tag.name]))
        elif tag.name == "a" and tag.given.get("href") and is_room:
            self._link(as_address(tag.given["href"]))

    def _link(self, address: str) -> None:
        """Of code in a line the link goes around it, of a block behind it: within, its address would be lost."""
        mark = _Mark("a", "[", f"]({address})")
        if self._raw == "pre":
            self._linked.append((address, ""))
            self._marks.append(mark)
            return
        codes = [at for at, one in enumerate(self._marks) if one.tag == "code"]
        at = codes[0] if codes else len(self._marks)
        self._close_marks(at)
        self._marks.insert(at, mark)

    def _block_tag(self, _tag: HtmlTag) -> None:
        self._block()

    def _heading(self, tag: HtmlTag) -> None:
        self._block()
        self._lead = "" if tag.closes else "#" * int(tag.name[1]) + " "

    def _list(self, tag: HtmlTag) -> None:
        is_within = self._is_listed()
        if not tag.closes and len(self._lists) < DEEPEST:
            self._lists.append((tag.name, 1, "> " if tag.name == "blockquote" else ""))
            self._lead += "> " if tag.name == "blockquote" and not self._parts else ""
        elif tag.closes and any(kind == tag.name for kind, _n, _further in self._lists):
            while self._lists.pop()[0] != tag.name:
                pass
            is_within = self._is_listed()
        self._block(1 if is_within else 2)

    def _is_listed(self) -> bool:
        return any(kind != "blockquote" for kind, _n, _further in self._lists)

    def _item(self, tag: HtmlTag) -> None:
        if tag.closes or not self._lists or self._lists[-1][0] == "blockquote":
            self._block(1)
            return
        kind, number, _further = self._lists.pop()
        self._is_begun = False
        self._block(1)
        self._lists.append((kind, number, ""))
        self._reach()
        mark = f"{number}. " if kind == "ol" else "- "
        self._close_marks()
        self._parts.append(mark)
        self._lists[-1] = (kind, number + 1, " " * len(mark))
        self._is_begun = True

    def _title(self, tag: HtmlTag) -> None:
        self._raw = "" if tag.closes else "title"

    def _pre(self, tag: HtmlTag) -> None:
        if tag.closes == (self._raw != "pre"):
            return
        if tag.closes:
            self._parts.append(f"\n{self._prefix()}```")
            self._raw = ""
            self._marks = [mark for mark in self._marks if mark.is_open or mark.tag != "a"]
            self._block()
            self._links_after()
        else:
            self._block()
            self._reach()
            self._parts.append(f"```\n{self._prefix()}")
            self._raw = "pre"

    def _links_after(self) -> None:
        """The links of a block of code, but for those whose words are their address, a line each."""
        linked, self._linked = self._linked, []
        for address, words in linked:
            if words.strip() and as_address(words.strip()) != address:
                mark = _Mark("a", "[", f"]({address})")
                self._marks.append(mark)
                self._flow(words)
                self._close_marks(len(self._marks) - 1)
                self._marks.remove(mark)
                self._block()

    def _br(self, _tag: HtmlTag) -> None:
        self._is_hard = not self._lines
        self._block(self._lines + 1)

    def _hr(self, _tag: HtmlTag) -> None:
        self._block()
        self._reach()
        self._parts.append("---")
        self._block()

    def _img(self, tag: HtmlTag) -> None:
        self._reach()
        words = " ".join(re.sub(r"[\[\]\\]", " ", tag.given.get("alt", "")).split())
        self._parts.append(f"![{words}]({as_address(tag.given.get('src', ''))})")

    # Tables: cells are written apart, and the rows once they are known.

    def _table(self, tag: HtmlTag) -> None:
        if tag.closes:
            self._end_table()
        elif self._rows is None:
            self._block()
            self._rows = []

    def _row(self, tag: HtmlTag) -> None:
        self._end_cell()
        if self._rows is not None and not tag.closes:
            self._rows.append([])

    def _cell(self, tag: HtmlTag) -> None:
        self._end_cell()
        if self._rows and not tag.closes:
            self._around, self._parts = self._parts, []
            self._lines, self._is_apart = 0, False

    def _end_cell(self) -> None:
        if self._around is not None and self._rows:
            self._close_marks()
            text = "".join(self._parts).replace("\\\n", " ").replace("|", "\\|")
            self._rows[-1].append(" ".join(text.split()))
            self._parts, self._around = self._around, None
            self._lines = 2

    def _end_table(self) -> None:
        self._end_cell()
        rows, self._rows = [row for row in self._rows or () if row], None
        if not rows:
            return
        width = max(map(len, rows))
        # Only the first row says how many columns there are; shorter ones may stay short.
        rows[0] += [""] * (width - len(rows[0]))
        lines = [f"| {' | '.join(row)} |" for row in rows]
        lines.insert(1, "|" + " --- |" * width)
        self._reach()
        self._parts.append(f"\n{self._prefix()}".join(lines))
        self._block()


def _as_sign(sign: re.Match[str]) -> str:
    return f"{sign[0]}\\" if sign[0].isdecimal() else f"\\{sign[0]}"


def as_address(text: str) -> str:
    """An address as Markdown takes one."""
    return re.sub(r"[\s<>()]", lambda sign: f"%{ord(sign[0]):02X}", text)


def markdown_of(text: str) -> tuple[str, str]:
    """Title, empty if it has none, and body of an HTML text."""
    writer = MarkdownWriter()
    for mark in html_marks(text):
        if isinstance(mark, HtmlWords):
            writer.words(mark.text)
        else:
            writer.tag(mark)
    return writer.title, writer.markdown()
