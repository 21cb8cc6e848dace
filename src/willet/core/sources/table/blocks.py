"""A text file as blocks of whole lines, decoded; lines in another encoding are found one by one.

UTF-8 is tried first, block by block. Where a block is not UTF-8 its lines are decoded singly, and
those that are not UTF-8 are read as Windows-1252, which is what spreadsheets write: one export
pasted under another gives such files. A mapping that names the encoding is held to it; a line that
is not in it is refused by name.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from willet.core.records import Message, Reject, RequestError, masked, saying
from willet.core.records.rejects import SHOWN_CHARS
from willet.core.sources.table.kinds import looks_utf16
from willet.core.sources.table.limits import FileLimits
from willet.core.sources.table.streams import Bytes

FALLBACK = "cp1252"
_STEP_CHARS = 1 << 16
_LEADING = re.compile("^[\ufeff\f]+", re.MULTILINE)
NOT_TEXT = saying("not_text_in", "its bytes are not text in %(encoding)s")
NOT_TEXT_IN_EITHER = saying(
    "not_text_in_either", "its bytes are not text in %(encoding)s or %(other)s"
)
LONG_LINE = saying(
    "line_too_long",
    "%(file)s: a line after line %(line)s is longer than %(most)s bytes; "
    "a table of calls has no such lines.",
)
LONG_ROW = saying("row_too_long", "a line of a table of calls has at most %(most)s bytes")
NOT_WHOLE = saying(
    "text_not_whole",
    "%(file)s: is not whole %(encoding)s text: %(why)s. Save it again as UTF-8.",
)


@dataclass(slots=True)
class Block:
    """Whole lines as one text without the last line break; `first_line` is the number of its first."""

    text: str
    first_line: int
    last: bool
    fallback_lines: list[int] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)


def blocks(stream: Bytes, encoding: str | None, limits: FileLimits) -> Iterator[Block]:
    """The blocks of a file in order; the last is marked.

    Raises:
        RequestError: a line has no end within the limit, or a wide encoding is broken.
    """
    head = stream.piece(limits.block_bytes)
    encoding = encoding or _marked(head)
    if encoding and codecs.lookup(encoding).name.startswith(("utf-16", "utf-32")):
        yield from _wide(stream, head, encoding, limits)
    else:
        yield from _narrow(stream, head.removeprefix(codecs.BOM_UTF8), encoding, limits)


def _marked(head: bytes) -> str | None:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if b"\x00" in head[:4096] and looks_utf16(head):
        return "utf-16-le" if head[1::2][:64].count(0) > head[0::2][:64].count(0) else "utf-16-be"
    return None


def _narrow(
    stream: Bytes, piece: bytes, encoding: str | None, limits: FileLimits
) -> Iterator[Block]:
    break_ = _break_of(piece)
    lines = _Lines(break_, b"", limits.line_bytes)
    while piece:
        following = stream.piece(limits.block_bytes)
        whole = lines.cut(piece, last=not following)
        if whole is not None:
            block = _decoded(whole.replace(b"\r", b"\n") if break_ == b"\r" else whole, encoding)
            yield from _given(block, lines, stream, limits, last=not following)
        piece = following


def _break_of(head: bytes) -> bytes:
    """Only the Macintosh of old ended its lines in a bare carriage return."""
    return b"\n" if b"\n" in head or b"\r" not in head else b"\r"


T = TypeVar("T", bytes, str)


@dataclass(slots=True)
class _Lines(Generic[T]):
    """Cuts what is read into whole lines. Of a line that is too long it keeps only that it was there."""

    end: T
    rest: T
    most: int
    number: int = 1
    dropping: bool = False
    dropped: list[tuple[int, T]] = field(default_factory=list)

    def cut(self, piece: T, *, last: bool) -> T | None:
        """The whole lines; None where not one has ended yet."""
        data = self.rest + self._after_dropped(piece)
        self.rest = data[:0]
        if last:
            return data.removesuffix(self.end)
        end = data.rfind(self.end)
        whole = None if end < 0 else data[:end]
        self.rest = data[end + 1 :]
        if len(self.rest) > self.most:
            number = self.number + (0 if whole is None else whole.count(self.end) + 1)
            self.dropped.append((number, self.rest[:SHOWN_CHARS]))
            self.rest, self.dropping = self.rest[:0], True
        return whole

    def _after_dropped(self, piece: T) -> T:
        """The piece without what belongs to a line that is dropped; its end stays, so that it counts."""
        if not self.dropping:
            return piece
        end = piece.find(self.end)
        self.dropping = end < 0
        return piece[:0] if end < 0 else piece[end:]

    def take_dropped(self, before: int) -> list[tuple[int, T]]:
        """The lines dropped before that number, once."""
        taken = [d for d in self.dropped if d[0] < before]
        self.dropped = [d for d in self.dropped if d[0] >= before]
        return taken


def _given(
    block: Block, lines: _Lines[T], stream: Bytes, limits: FileLimits, *, last: bool
) -> Iterator[Block]:
    """The block under its numbers, with the lines dropped in it as rejects, in bounded pieces."""
    block.first_line, block.last = lines.number, last
    block.text = _unmarked(block.text)
    _named(block, stream.path.name)
    lines.number += block.text.count("\n") + 1
    for number, start in lines.take_dropped(lines.number):
        _refuse_first(stream, number, limits)
        shown = masked(start.decode("latin-1") if isinstance(start, bytes) else start)
        rule = LONG_ROW(most=limits.line_bytes)
        block.rejects.append(Reject(stream.path.name, number, "line", shown, rule))
    yield from _bounded(block, limits.block_lines)


def _unmarked(text: str) -> str:
    """The lines without what joined files and printed pages have before them: marks of UTF-8, page breaks.

    There they come before a quotation mark, which would then open nothing.
    """
    return _LEADING.sub("", text) if "\ufeff" in text or "\f" in text else text


def _refuse_first(stream: Bytes, number: int, limits: FileLimits) -> None:
    """A table whose very first line has no end is none: the line after it is not its header."""
    if number == 1:
        raise RequestError(LONG_LINE(file=stream.path.name, line="0", most=limits.line_bytes))


def _bounded(block: Block, most_lines: int) -> Iterator[Block]:
    """The block in pieces of not many more lines than that."""
    texts = list(_runs(block.text, most_lines))
    line = block.first_line
    for number, text in enumerate(texts, 1):
        inside = range(line, line + text.count("\n") + 1)
        yield Block(
            text,
            line,
            block.last and number == len(texts),
            [n for n in block.fallback_lines if n in inside],
            [r for r in block.rejects if r.line in inside],
        )
        line = inside.stop


def _runs(text: str, most_lines: int) -> Iterator[str]:
    begin, lines = 0, 0
    for at in range(0, len(text), _STEP_CHARS):
        lines += text.count("\n", at, at + _STEP_CHARS)
        if lines >= most_lines:
            cut = text.rfind("\n", begin, at + _STEP_CHARS)
            yield text[begin:cut]
            begin, lines = cut + 1, 0
    yield text[begin:]


def _decoded(data: bytes, encoding: str | None) -> Block:
    try:
        return Block(data.decode(encoding or "utf-8"), 0, False)
    except UnicodeDecodeError:
        return _decoded_by_line(data, encoding)


def _decoded_by_line(data: bytes, encoding: str | None) -> Block:
    block, lines = Block("", 0, False), []
    for number, raw in enumerate(data.split(b"\n")):
        text, ways = None, (encoding,) if encoding else ("utf-8", FALLBACK)
        for way in ways:
            text = _try(raw, way)
            if text is not None:
                break
        if text is None:
            rule = NOT_TEXT(encoding=encoding) if encoding else _not_text_in_either()
            shown = masked(raw.decode("latin-1").strip())
            block.rejects.append(Reject("", number, "line", shown, rule))
        elif not encoding and way == FALLBACK:
            block.fallback_lines.append(number)
        lines.append(text or "")
    block.text = "\n".join(lines)
    return block


def _not_text_in_either() -> Message:
    return NOT_TEXT_IN_EITHER(encoding="utf-8", other=FALLBACK)


def _try(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return None


def _named(block: Block, file: str) -> None:
    first = block.first_line
    block.rejects = [Reject(file, first + r.line, r.field, r.value, r.rule) for r in block.rejects]
    block.fallback_lines = [first + number for number in block.fallback_lines]


def _wide(stream: Bytes, piece: bytes, encoding: str, limits: FileLimits) -> Iterator[Block]:
    decoder = codecs.getincrementaldecoder(encoding)()
    lines: _Lines[str] | None = None
    while piece:
        following = stream.piece(limits.block_bytes)
        text = _step(decoder, piece, stream, last=not following)
        lines = lines or _Lines(_break_of(text.encode()).decode(), "", limits.line_bytes)
        whole = lines.cut(text, last=not following)
        if whole is not None:
            whole = whole.replace("\r", "\n") if lines.end == "\r" else whole
            block = Block(whole, 0, False)
            yield from _given(block, lines, stream, limits, last=not following)
        piece = following


def _step(decoder: codecs.IncrementalDecoder, piece: bytes, stream: Bytes, *, last: bool) -> str:
    try:
        return decoder.decode(piece, last)
    except UnicodeDecodeError as error:
        raise RequestError(
            NOT_WHOLE(file=stream.path.name, encoding=error.encoding, why=error.reason)
        ) from None
