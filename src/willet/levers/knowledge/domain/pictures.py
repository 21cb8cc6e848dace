"""Pictures in articles: PNG and JPEG alone, known by what they are and never by their name, and written anew.

Of a file only the parts that draw are kept: words, places, thumbnails and whatever stands behind the end are left out,
so that one file cannot be a picture here and something else elsewhere.
"""

import re
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from willet.core.records import Message, saying
from willet.levers.knowledge.domain.errors import ArticleError
from willet.levers.knowledge.domain.turning import UPRIGHT, turn_of, turned
from willet.levers.knowledge.models import ArticlePicture
from willet.people.models import User

LARGEST: Final = 2_000_000
"""Bytes of one picture."""
MOST_DOTS: Final = 40_000_000
TOO_LARGE = saying(
    "picture_too_large",
    "%(name)s has %(size)s bytes; a picture has at most %(most)s. Make it smaller.",
)
OTHER_KIND = saying(
    "picture_other_kind",
    "%(name)s is a picture of the kind %(kind)s. PNG and JPEG are taken; save it as one of them.",
)
NO_PICTURE = saying(
    "picture_of_no_kind",
    "%(name)s is neither a PNG nor a JPEG, whatever it is called. Save it as one of them.",
)
BROKEN = saying("picture_broken", "%(name)s is damaged as a picture: %(why)s. Save it anew.")
TOO_MANY_DOTS = saying(
    "picture_too_many_dots", "%(name)s is %(width)s by %(height)s dots. Make it smaller."
)
PNG_SIGN: Final = b"\x89PNG\r\n\x1a\n"
PNG_KEPT: Final = frozenset({b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"})
JPEG_SIGN: Final = b"\xff\xd8\xff"
_BARE: Final = frozenset({0x01, *range(0xD0, 0xD8)})
"""JPEG markers that stand alone."""
_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_TABLES: Final = frozenset({0xC4, 0xDB, 0xDD, 0xE0, 0xEE})
"""Tables, and the two marks that say how colours are to be read."""


OTHERS: Final[Mapping[str, re.Pattern[bytes]]] = {
    "GIF": re.compile(rb"GIF8[79]a"),
    "WebP": re.compile(rb"RIFF....WEBP", re.DOTALL),
    "AVIF": re.compile(rb"....ftypavi[fs]", re.DOTALL),
    "HEIC": re.compile(rb"....ftyp(?:hei[cx]|mif1|hevc)", re.DOTALL),
    # Nothing is read a second time (`*+`): by a hundred comments a search that may go back would never end.
    "SVG": re.compile(
        rb"(?:\xef\xbb\xbf)?"
        rb"(?:\s|<\?xml.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>)*+<svg[\s>]",
        re.DOTALL | re.IGNORECASE,
    ),
    "BMP": re.compile(rb"BM....\0\0\0\0", re.DOTALL),
    "TIFF": re.compile(rb"II\*\0|MM\0\*"),
}
"""Kinds that are known by how they begin, so that they can be named."""


class _BrokenError(Exception):
    """The bytes do not go on as the format says."""


@dataclass(frozen=True, slots=True)
class CleanPicture:
    """A picture as it is kept."""

    media_type: str
    data: bytes


def clean_picture(name: str, data: bytes) -> CleanPicture:
    """The picture in a file, written anew.

    Raises:
        ArticleError: it is too large, of no kind that is taken, or damaged.
    """
    if len(data) > LARGEST:
        raise ArticleError(TOO_LARGE(name=name[:80], size=len(data), most=LARGEST))
    kinds: tuple[tuple[bytes, str, Callable[[bytes], tuple[bytes, int, int]]], ...] = (
        (PNG_SIGN, "image/png", _png),
        (JPEG_SIGN, "image/jpeg", _jpeg),
    )
    for sign, media_type, read in kinds:
        if data.startswith(sign):
            try:
                clean, width, height = read(data)
            except (_BrokenError, IndexError) as broken:
                raise ArticleError(BROKEN(name=name[:80], why=str(broken))) from broken
            if not 0 < width * height <= MOST_DOTS:
                raise ArticleError(TOO_MANY_DOTS(name=name[:80], width=width, height=height))
            return CleanPicture(media_type, clean)
    raise ArticleError(other_kind(name, data) or NO_PICTURE(name=name[:80]))


def other_kind(name: str, data: bytes) -> Message | None:
    """What to say of a picture that is known and not taken; None of anything else."""
    kinds = (kind for kind, sign in OTHERS.items() if sign.match(data[:1000]))
    kind = next(kinds, None)
    return OTHER_KIND(name=name[:80], kind=kind) if kind else None


def keep_picture(name: str, data: bytes, *, by: User | None) -> ArticlePicture:
    """Keep a picture; the same one handed in again is the one of before.

    Raises:
        ArticleError: it cannot be taken.
    """
    clean = clean_picture(name, data)
    digest = sha256(clean.data).hexdigest()[:32]
    fields = {"media_type": clean.media_type, "data": clean.data, "added_by": by}
    picture, _is_new = ArticlePicture.objects.get_or_create(digest=digest, defaults=fields)
    return picture


def _png(data: bytes) -> tuple[bytes, int, int]:
    parts = list(_chunks(data))
    kinds = [kind for kind, _body in parts]
    if (
        kinds.count(b"IHDR") != 1
        or kinds[0] != b"IHDR"
        or b"IDAT" not in kinds
        or kinds[-1] != b"IEND"
    ):
        raise _BrokenError("IHDR, IDAT, IEND")
    head = parts[0][1]
    width, height = int.from_bytes(head[:4], "big"), int.from_bytes(head[4:8], "big")
    kept = [_chunk(kind, body) for kind, body in parts if kind in PNG_KEPT]
    return PNG_SIGN + b"".join(kept), width, height


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(PNG_SIGN)
    while at + 12 <= len(data):
        size, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        body, end = data[at + 8 : at + 8 + size], at + 12 + size
        if end > len(data) or int.from_bytes(data[end - 4 : end], "big") != zlib.crc32(kind + body):
            raise _BrokenError(kind.decode("latin-1"))
        yield kind, body
        if kind == b"IEND":
            return
        at = end


def _chunk(kind: bytes, body: bytes) -> bytes:
    size, check = len(body).to_bytes(4, "big"), zlib.crc32(kind + body).to_bytes(4, "big")
    return size + kind + body + check


def _jpeg(data: bytes) -> tuple[bytes, int, int]:
    kept, width, height, at = [b"\xff\xd8"], 0, 0, 2
    while at < len(data):
        marker, at = _marker(data, at)
        if marker == 0xD9:
            if not width:
                raise _BrokenError("SOF")
            return b"".join([*kept, b"\xff\xd9"]), width, height
        if marker in _BARE:
            continue
        size = int.from_bytes(data[at : at + 2], "big")
        body, at = data[at : at + size], at + size
        if size < 2 or len(body) != size:
            raise _BrokenError(f"{marker:02X}")
        if marker in _FRAMES and width:
            # A second one could be larger than the first, or smaller than what is drawn.
            raise _BrokenError("SOF")
        if marker in _FRAMES:
            height, width = int.from_bytes(body[3:5], "big"), int.from_bytes(body[5:7], "big")
        if marker in _FRAMES | _TABLES:
            kept.append(bytes([0xFF, marker]) + _BARED.get(marker, bytes)(body))
        if marker == 0xE1 and (turn := turn_of(body[2:])) != UPRIGHT:
            kept.append(turned(turn))
        if marker == 0xDA:
            end = _end_of_scan(data, at)
            kept.append(b"\xff\xda" + body + data[at:end])
            at = end
    raise _BrokenError("EOI")


def _bare_head(body: bytes) -> bytes:
    """The first fourteen bytes of a JFIF head, its thumbnail left out."""
    return b"\x00\x10" + body[2:14] + b"\x00\x00" if len(body) >= 16 else body


def _bare_colours(body: bytes) -> bytes:
    """The twelve bytes of Adobe's mark that say how colours are to be read."""
    return b"\x00\x0e" + body[2:14].ljust(12, b"\x00")


_BARED: Final[Mapping[int, Callable[[bytes], bytes]]] = {0xE0: _bare_head, 0xEE: _bare_colours}
"""Marks of which a part says nothing of how the picture is drawn."""


def _marker(data: bytes, at: int) -> tuple[int, int]:
    if data[at] != 0xFF:
        raise _BrokenError(f"{data[at]:02X}")
    while data[at] == 0xFF:
        at += 1
    return data[at], at + 1


def _end_of_scan(data: bytes, at: int) -> int:
    """Where the drawn dots end: at the next marker that is neither a stuffed byte nor a restart."""
    while True:
        at = data.find(b"\xff", at)
        if at < 0 or at + 1 >= len(data):
            raise _BrokenError("EOI")
        if data[at + 1] == 0 or 0xD0 <= data[at + 1] <= 0xD7:
            at += 2
        elif data[at + 1] == 0xFF:
            at += 1
        else:
            return at
