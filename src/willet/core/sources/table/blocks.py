"""A text file as blocks of whole lines, decoded; lines in another encoding are found one by one.

UTF-8 is tried first, block by block. Where a block is not UTF-8 its lines are decoded singly, and
those that are not UTF-8 are read as Windows-1252, which is what spreadsheets write: one export
pasted under another gives such files. A mapping that names the encoding is held to it; a line that
is not in it is refused by name.
"""

import codecs
from collections.abc import Iterator
from dataclasses import dataclass, field

from willet.core.records import Reject, RequestError, Told, masked, saying
from willet.core.sources.table.kinds import looks_utf16
from willet.core.sources.table.limits import Limits
from willet.core.sources.table.streams import Bytes

FALLBACK = "cp1252"
NOT_TEXT = saying("not_text_in", "its bytes are not text in %(encoding)s")
NOT_TEXT_IN_EITHER = saying(
    "not_text_in_either", "its bytes are not text in %(encoding)s or %(other)s"
)
LONG_LINE = saying(
    "line_too_long",
    "%(file)s: a line after line %(line)s is longer than %(most)s bytes; "
    "a table of calls has no such lines.",
)
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


def blocks(stream: Bytes, encoding: str | None, limits: Limits) -> Iterator[Block]:
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


def _narrow(stream: Bytes, piece: bytes, encoding: str | None, limits: Limits) -> Iterator[Block]:
    line, rest = 1, b""
    break_ = _break_of(piece)
    while piece:
        following = stream.piece(limits.block_bytes)
        whole, rest = _cut(rest + piece, break_, last=not following)
        _check_length(stream, rest, line, limits)
        if whole is not None:
            block = _decoded(whole.replace(b"\r", b"\n") if break_ == b"\r" else whole, encoding)
            block.first_line, block.last = line, not following
            yield _named(block, stream.path.name)
            line += block.text.count("\n") + 1
        piece = following


def _break_of(head: bytes) -> bytes:
    """Only the Macintosh of old ended its lines in a bare carriage return."""
    return b"\n" if b"\n" in head or b"\r" not in head else b"\r"


def _cut(data: bytes, break_: bytes, *, last: bool) -> tuple[bytes | None, bytes]:
    """The whole lines, or None where not one line has ended yet, and what follows them."""
    if last:
        return data.removesuffix(break_), b""
    end = data.rfind(break_)
    return (None, data) if end < 0 else (data[:end], data[end + 1 :])


def _check_length(stream: Bytes, rest: bytes | str, line: int, limits: Limits) -> None:
    if len(rest) > limits.line_bytes:
        raise RequestError(LONG_LINE(file=stream.path.name, line=str(line), most=limits.line_bytes))


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


def _not_text_in_either() -> Told:
    return NOT_TEXT_IN_EITHER(encoding="utf-8", other=FALLBACK)


def _try(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return None


def _named(block: Block, file: str) -> Block:
    first = block.first_line
    block.rejects = [Reject(file, first + r.line, r.field, r.value, r.rule) for r in block.rejects]
    block.fallback_lines = [first + number for number in block.fallback_lines]
    return block


def _wide(stream: Bytes, piece: bytes, encoding: str, limits: Limits) -> Iterator[Block]:
    decoder = codecs.getincrementaldecoder(encoding)()
    line, rest = 1, ""
    while piece:
        following = stream.piece(limits.block_bytes)
        text = rest + _step(decoder, piece, stream, last=not following)
        cut = text.rfind("\n") if following else len(text.removesuffix("\n"))
        whole, rest = (text[:cut], text[cut + 1 :]) if cut >= 0 else (None, text)
        _check_length(stream, rest, line, limits)
        if whole is not None:
            yield Block(whole.removeprefix("\ufeff"), line, not following)
            line += whole.count("\n") + 1
        piece = following


def _step(decoder: codecs.IncrementalDecoder, piece: bytes, stream: Bytes, *, last: bool) -> str:
    try:
        return decoder.decode(piece, last)
    except UnicodeDecodeError as error:
        raise RequestError(
            NOT_WHOLE(file=stream.path.name, encoding=error.encoding, why=error.reason)
        ) from None
