"""A log's text as UTF-8 lines that end in LF, whatever wrote it: UTF-16, Windows' code page, CR.

A file that is so already, as nearly all are, is read where it lies. Any other is copied into a
nameless temporary file, gone the moment the process ends, however it ends.

A byte that is no UTF-8 is read as Windows-1252, the code page of the machines on which old member
names were typed. It is judged byte by byte and not line by line: a caller's name that was cut within
a letter must not spoil the agent's beside it.
"""

import codecs
import gzip
import io
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from willet.core.sources.long_lines import Cutter, LineLengths
from willet.core.sources.packed import refuse_bomb

_GZIP = b"\x1f\x8b"
_BLOCK = 1 << 20
_HEAD = 1 << 12
_FALLBACK = "willet.windows-1252"
_WINDOWS = [bytes([b]).decode("cp1252", "ignore") or chr(b) for b in range(256)]
_MARKS = (b"\xff\xfe", b"\xfe\xff")


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError), "nothing is encoded with it"
    return "".join(_WINDOWS[b] for b in error.object[error.start : error.end]), error.end


codecs.register_error(_FALLBACK, _as_windows)


@dataclass(frozen=True, slots=True)
class Plain:
    """A file as plain lines: where a reader finds it, and what it is."""

    path: str
    is_gzip: bool = False
    is_copy: bool = False
    is_guessed: bool = False
    """Whether some of its bytes are no UTF-8, and were read as Windows-1252."""


def is_gzip(path: Path) -> bool:
    """Whether the file is gzipped, whatever its name says."""
    with path.open("rb") as file:
        return file.read(2) == _GZIP


def opened(path: Path) -> IO[bytes]:
    """The file's bytes, decompressed."""
    return gzip.open(path, "rb") if is_gzip(path) else path.open("rb")  # type: ignore[return-value]


def plain_head(head: bytes) -> bytes:
    """The beginning of a file as plain lines."""
    return _translator(encoding_of(head)).decode(head).encode()


def plain_text(raw: bytes) -> str:
    """A field's bytes as text."""
    return raw.decode("utf-8", _FALLBACK)


@contextmanager
def plain(path: Path) -> Iterator[Plain]:
    """The file as plain lines, for as long as it is being read.

    Raises:
        RequestError: it is an archive that unpacks to far more than logs do.
    """
    encoding, seen = _encoding_at(path), _seen(path)
    if encoding == "utf-8" and seen.is_plain:
        yield Plain(str(path), is_gzip(path))
        return
    with tempfile.TemporaryFile() as copy:
        _translate(path, encoding, copy)
        copy.flush()
        is_guessed = encoding == "utf-8" and not seen.is_utf8
        yield Plain(f"/dev/fd/{copy.fileno()}", is_copy=True, is_guessed=is_guessed)


@contextmanager
def plain_bytes(path: Path) -> Iterator[IO[bytes]]:
    """The plain lines themselves."""
    with plain(path) as text, opened(Path(text.path)) as file:
        if text.is_copy:
            file.seek(0)
        yield file


def encoding_of(head: bytes) -> str:
    """The encoding in which a file that begins so is written; UTF-16 shows itself without a mark too."""
    if head.startswith(_MARKS):
        return "utf-16"
    pairs = len(head[:_HEAD]) // 2
    even, odd = head[: 2 * pairs : 2].count(0), head[1 : 2 * pairs : 2].count(0)
    if 2 * odd > pairs > 4 * even:
        return "utf-16-le"
    return "utf-16-be" if 2 * even > pairs > 4 * odd else "utf-8"


def _encoding_at(path: Path) -> str:
    with opened(path) as file:
        return encoding_of(file.read(_HEAD))


@dataclass(slots=True)
class _Seen:
    """What a file holds that its reader in the engine would stumble over."""

    is_utf8: bool = True
    holds_cr: bool = False
    holds_long: bool = False

    @property
    def is_plain(self) -> bool:
        """Whether it can be read where it lies."""
        return self.is_utf8 and not self.holds_cr and not self.holds_long


def _seen(path: Path) -> _Seen:
    seen, lengths = _Seen(), LineLengths()
    decoder = codecs.getincrementaldecoder("utf-8")()
    for block in _blocks(path):
        seen.is_utf8 = seen.is_utf8 and _decodes(decoder, block)
        seen.holds_cr = seen.holds_cr or b"\r" in block
        lengths.see(block)
    seen.is_utf8 = seen.is_utf8 and _decodes(decoder, b"", final=True)
    seen.holds_long = lengths.is_any_long
    return seen


def _decodes(decoder: codecs.IncrementalDecoder, block: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(block, final)
    except UnicodeDecodeError:
        return False
    return True


def _translate(path: Path, encoding: str, copy: IO[bytes]) -> None:
    translator, cutter = _translator(encoding), Cutter()
    for block in _blocks(path):
        copy.write(cutter.cut(translator.decode(block).encode()))
    copy.write(cutter.cut(translator.decode(b"", final=True).encode()))


def _blocks(path: Path) -> Iterator[bytes]:
    """The bytes, decompressed, and no more of them than an honest archive holds."""
    packed, unpacked = path.stat().st_size, 0
    is_packed = is_gzip(path)
    with opened(path) as file:
        for block in iter(lambda: file.read(_BLOCK), b""):
            unpacked += len(block)
            if is_packed:
                refuse_bomb(path.name, packed=packed, unpacked=unpacked)
            yield block


def _translator(encoding: str) -> io.IncrementalNewlineDecoder:
    """Every kind of line end becomes LF, and a mark at the beginning is dropped."""
    name, errors = ("utf-8-sig", _FALLBACK) if encoding == "utf-8" else (encoding, "replace")
    return io.IncrementalNewlineDecoder(codecs.getincrementaldecoder(name)(errors), translate=True)
