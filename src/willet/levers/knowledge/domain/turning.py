"""Which way up a photograph is: the one thing kept of what cameras write into a JPEG (Exif 2.32, tag 0x0112)."""

import struct
from typing import Final

HEAD: Final = b"Exif\x00\x00"
UPRIGHT: Final = 1
_TURN, _SHORT = 0x0112, 3
_ORDERS: Final = {b"II*\x00": "<", b"MM\x00*": ">"}


def turn_of(segment: bytes) -> int:
    """From 1, upright, to 8; 1 where an APP1 segment, its length left out, says nothing that can be understood.

    >>> turn_of(turned(6)[4:]), turn_of(b"Exif")
    (6, 1)
    """
    tiff = segment[len(HEAD) :]
    order = _ORDERS.get(tiff[:4]) if segment.startswith(HEAD) else None
    if order is None:
        return UPRIGHT
    try:
        (at,) = struct.unpack_from(f"{order}I", tiff, 4)
        (count,) = struct.unpack_from(f"{order}H", tiff, at)
        for place in range(at + 2, at + 2 + 12 * count, 12):
            tag, kind, _count, turn = struct.unpack_from(f"{order}HHIH", tiff, place)
            if (tag, kind) == (_TURN, _SHORT):
                return turn if turn in range(1, 9) else UPRIGHT
    except struct.error:
        pass  # it ends before it said so
    return UPRIGHT


def turned(turn: int) -> bytes:
    """An APP1 segment that says this and nothing else."""
    entry = struct.pack(">HHIHH", _TURN, _SHORT, 1, turn, 0)
    tiff = b"MM\x00*" + struct.pack(">IH", 8, 1) + entry + struct.pack(">I", 0)
    return b"\xff\xe1" + struct.pack(">H", 2 + len(HEAD) + len(tiff)) + HEAD + tiff
