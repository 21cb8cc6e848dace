"""Which way up a photograph is, from segments laid down by hand as Exif 2.32 has them, in both orders of bytes."""

import struct

import pytest

from willet.levers.knowledge.domain.turning import turn_of, turned

TURN, SHORT, LONG = 0x0112, 3, 4
Entry = tuple[int, int, int]
"""A tag, its kind and its value."""


def _segment(*entries: Entry, order: str = "<", at: int = 8, count: int | None = None) -> bytes:
    mark = {"<": b"II*\x00", ">": b"MM\x00*"}[order]
    listed = b"".join(struct.pack(f"{order}HHIHH", t, k, 1, v, 0) for t, k, v in entries)
    told = len(entries) if count is None else count
    table = struct.pack(f"{order}H", told) + listed + struct.pack(f"{order}I", 0)
    blank = b"\x00" * (at - 8)
    return b"Exif\x00\x00" + mark + struct.pack(f"{order}I", at) + blank + table


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("turn", range(1, 9))
def test_every_way_in_both_orders(order: str, turn: int) -> None:
    assert turn_of(_segment((TURN, SHORT, turn), order=order)) == turn


@pytest.mark.parametrize("turn", range(1, 9))
def test_what_is_written_is_read_again(turn: int) -> None:
    segment = turned(turn)

    assert segment[:2] == b"\xff\xe1"  # APP1
    assert struct.unpack(">H", segment[2:4]) == (len(segment) - 2,)  # the marker is not counted
    assert turn_of(segment[4:]) == turn
    assert turn_of(_segment((TURN, SHORT, turn), order=">")) == turn_of(segment[4:])


@pytest.mark.parametrize(
    ("segment", "turn"),
    [
        (_segment((0x010F, SHORT, 3), (TURN, SHORT, 6), (0x0128, SHORT, 2)), 6),
        (_segment((0x010F, SHORT, 3), (TURN, SHORT, 6), at=26), 6),
        (_segment((TURN, SHORT, 6), (TURN, SHORT, 3)), 6),  # the first counts
        (_segment((TURN, LONG, 6)), 1),  # of another kind
        (_segment((0x010F, SHORT, 6)), 1),  # another tag
        (_segment(), 1),
        (_segment((TURN, SHORT, 0)), 1),
        (_segment((TURN, SHORT, 9)), 1),
        (_segment((TURN, SHORT, 6), count=0), 1),
        # It tells of more than there is; what is there is read.
        (_segment((0x010F, SHORT, 3), count=9), 1),
        (_segment((TURN, SHORT, 6), count=9), 6),
        (_segment((TURN, SHORT, 6))[:20], 1),
        (_segment((TURN, SHORT, 6)).replace(b"II*", b"IM*"), 1),
        (_segment((TURN, SHORT, 6)).replace(b"Exif\x00\x00", b"Exif\x00\x01"), 1),
        (b"Exif\x00\x00", 1),
        (b"Exif\x00\x00II*\x00\xff\xff\xff\xff", 1),
        (b"", 1),
    ],
)
def test_what_says_nothing_that_can_be_understood_is_upright(segment: bytes, turn: int) -> None:
    assert turn_of(segment) == turn
