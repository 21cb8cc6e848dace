"""What a file is, told from its first bytes, so that a wrong one can be called by its name."""

import gzip
import re
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

from willet.core.records import RequestError, saying

HEAD_BYTES = 1 << 16

_MAGIC = (
    (b"\x1f\x8b", "gzip"),
    (b"PAR1", "parquet"),
    (b"%PDF", "pdf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "xls"),
    (b"SQLite format 3\x00", "sqlite"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"BM", "image"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"BZh", "bzip2"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"RIFF", "audio"),
    (b"OggS", "audio"),
    (b"fLaC", "audio"),
    (b"ID3", "audio"),
)
_ENTRY = b"PK\x03\x04"
_ENTRY_BYTES = 30
_ENTRY_FIELDS = struct.Struct("<6xH10xI4xHH")
"""Of a file in a zip archive: flags, packed size, lengths of its name and its extra field (APPNOTE.TXT, 4.3.7)."""
_SIZE_FOLLOWS = 0x08
_OF_WORKBOOK = (b"xl/", b"[Content_Types].xml")
_WEAK = (b"BM", b"BZh", b"ID3")
"""Marks so short that a table may begin with them."""
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\v\f\r\x1b")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_QUEUE_LOG = re.compile(rb"\d{9,10}(\.\d+)?\|[^|\r\n]*\|[^|\r\n]*\|[^|\r\n]*\|[A-Z]+(\||\r?\n|$)")

NAMES = {
    "7z": saying("kind.7z", "a 7z archive")(),
    "audio": saying("kind.audio", "a sound recording")(),
    "binary": saying("kind.binary", "a file of bytes that are not text")(),
    "bzip2": saying("kind.bzip2", "a bzip2 archive")(),
    "empty": saying("kind.empty", "an empty file")(),
    "gzip": saying("kind.gzip", "a gzip archive")(),
    "html": saying("kind.html", "a web page")(),
    "image": saying("kind.image", "a picture")(),
    "json": saying("kind.json", "a JSON file")(),
    "parquet": saying("kind.parquet", "a Parquet file")(),
    "pdf": saying("kind.pdf", "a PDF document")(),
    "queue_log": saying("kind.queue_log", "an Asterisk queue_log")(),
    "sqlite": saying("kind.sqlite", "an SQLite database")(),
    "text": saying("kind.text", "a text")(),
    "xls": saying("kind.xls", "a workbook in the old Excel format, or one locked by a password")(),
    "xlsx": saying("kind.xlsx", "an Excel workbook")(),
    "zip": saying("kind.zip", "a zip archive")(),
    "zstd": saying("kind.zstd", "a zstd archive")(),
}

NEXT_STEP = {
    "7z": saying("next_step.7z", "Unpack it first.")(),
    "bzip2": saying("next_step.bzip2", "Unpack it first, or pack it with gzip.")(),
    "html": saying(
        "next_step.html", "Open it and save the table as CSV; some systems name a web page .xls."
    )(),
    "json": saying("next_step.json", "Export the calls as CSV.")(),
    "pdf": saying("next_step.pdf", "Export the report's data as CSV or XLSX instead.")(),
    "queue_log": saying("next_step.queue_log", "Use `willet import asterisk` for it.")(),
    "sqlite": saying(
        "next_step.sqlite",
        "Export the table as CSV; Asterisk's own tables are read by `willet import asterisk`.",
    )(),
    "xls": saying("next_step.xls", "Open it and save it as .xlsx without a password, or as CSV.")(),
    "zip": saying("next_step.zip", "Unpack it first.")(),
    "zstd": saying("next_step.zstd", "Unpack it first, or pack it with gzip.")(),
}

NO_TABLE = saying("no_table", "%(file)s: is %(kind)s, not a table of contacts.")
NO_TABLE_BUT = saying("no_table_but", "%(file)s: is %(kind)s, not a table of contacts. %(advice)s")


def no_table(path: Path, kind: str) -> RequestError:
    """That a file of this kind is no table, with the next step where there is one."""
    if kind in NEXT_STEP:
        return RequestError(NO_TABLE_BUT(file=path.name, kind=NAMES[kind], advice=NEXT_STEP[kind]))
    return RequestError(NO_TABLE(file=path.name, kind=NAMES[kind]))


def what_is(path: Path) -> str:
    """The kind of a file in one word: a key of NAMES. A gzip archive is `gzip`, whatever is in it."""
    with path.open("rb") as stream:
        return kind_of(stream.read(HEAD_BYTES))


def what_is_within(path: Path) -> str:
    """The same, but for a gzip archive the kind of what is packed in it."""
    kind = what_is(path)
    return kind_of(_unpacked_head(path)) if kind == "gzip" else kind


def kind_of(head: bytes) -> str:
    """The kind of the file that begins with these bytes.

    A workbook is `xlsx` where its beginning shows it, else `zip`: what else is in an archive only its reader
    may look up, who works apart.
    """
    if not head:
        return "empty"
    if head.startswith((_ENTRY, b"PK\x05\x06")):
        return "xlsx" if any(name.startswith(_OF_WORKBOOK) for name in _packed(head)) else "zip"
    magic = next((kind for mark, kind in _MAGIC if head.startswith(mark)), None)
    if magic and not (head.startswith(_WEAK) and _is_text(head)):
        return magic
    return _kind_of_text(head) if head.startswith(_UTF16) or _is_text(head) else "binary"


def _packed(head: bytes) -> Iterator[bytes]:
    # Names where the archive's form has them: packed bytes, or an archive within, may hold any others.
    at = 0
    while head[at : at + 4] == _ENTRY and len(head) >= at + _ENTRY_BYTES:
        flags, size, name_size, extra_size = _ENTRY_FIELDS.unpack_from(head, at)
        name_at = at + _ENTRY_BYTES
        yield head[name_at : name_at + name_size]
        if flags & _SIZE_FOLLOWS:
            return
        at = name_at + name_size + extra_size + size


def _kind_of_text(head: bytes) -> str:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start:
        return "empty"
    if _QUEUE_LOG.match(start):
        return "queue_log"
    if start[:15].lower().startswith((b"<!doctype html", b"<html", b"<table", b"<?xml")):
        return "html"
    return "json" if start[:1] in b"{[" and start[1:].lstrip()[:1] in b'{["]}' else "text"


def _is_text(head: bytes) -> bool:
    # A stray zero byte costs its line, not the file; what is full of them is no text.
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return controls * 100 <= len(head) or looks_utf16(head)


def looks_utf16(head: bytes) -> bool:
    """Whether nearly every second byte is zero, as in Western text of two bytes a letter."""
    pairs = head[: len(head) // 2 * 2][:4096]
    zeros = (pairs[0::2].count(0), pairs[1::2].count(0))
    return max(zeros) > len(pairs) * 0.4 and min(zeros) < len(pairs) * 0.02


def _unpacked_head(path: Path) -> bytes:
    try:
        with gzip.open(path) as stream:
            return stream.read(HEAD_BYTES)
    except (OSError, EOFError, zlib.error):
        return b"\x00"
