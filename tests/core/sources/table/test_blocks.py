"""Blocks of lines: their numbers, their encodings, their bounds."""

from pathlib import Path

import pytest

from willet.core.records import RequestError
from willet.core.sources.table.blocks import Block, blocks
from willet.core.sources.table.limits import Limits
from willet.core.sources.table.streams import opened


def read(path: Path, data: bytes, encoding: str | None = None, **bounds: int) -> list[Block]:
    path.write_bytes(data)
    limits = Limits(**bounds)
    with opened(path, limits) as stream:
        return list(blocks(stream, encoding, limits))


def numbered(found: list[Block]) -> dict[int, str]:
    return {
        block.first_line + n: line
        for block in found
        for n, line in enumerate(block.text.split("\n"))
        if line
    }


@pytest.mark.parametrize("size", [1, 2, 3, 5, 8, 1000])
def test_lines_keep_their_numbers_whatever_the_block(tmp_path: Path, size: int) -> None:
    found = read(tmp_path / "f", "\nä\n\n\nb€\nc".encode(), block_bytes=size)

    assert numbered(found) == {2: "ä", 5: "b€", 6: "c"}


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_wide_encodings_in_blocks_of_odd_size(tmp_path: Path, encoding: str) -> None:
    data = "id,name\n1,Müller\n2,Nguyễn\n".encode(encoding)

    found = read(tmp_path / "f", data, encoding if "32" in encoding else None, block_bytes=13)

    assert numbered(found) == {1: "id,name", 2: "1,Müller", 3: "2,Nguyễn"}


def test_a_byte_order_mark_is_no_part_of_the_header(tmp_path: Path) -> None:
    assert numbered(read(tmp_path / "f", b"\xef\xbb\xbfid,at\n")) == {1: "id,at"}


def test_mixed_encodings_are_told_apart_line_by_line(tmp_path: Path) -> None:
    data = "1,Müller\n".encode() + "2,Jürgen\n".encode("cp1252") + "3,Søren\n".encode()

    (block,) = read(tmp_path / "f", data)

    assert numbered([block]) == {1: "1,Müller", 2: "2,Jürgen", 3: "3,Søren"}
    assert block.fallback_lines == [2]


def test_bytes_that_are_no_text_at_all_reject_their_line(tmp_path: Path) -> None:
    (block,) = read(tmp_path / "f", b"good\nbad \x81\xff\ngood")

    assert numbered([block]) == {1: "good", 3: "good"}
    assert [(r.line, r.rule) for r in block.rejects] == [
        (2, "its bytes are not text in utf-8 or cp1252")
    ]


def test_a_told_encoding_is_held_to(tmp_path: Path) -> None:
    (block,) = read(tmp_path / "f", b"good\nbad \xfc\n", "utf-8")

    assert [(r.line, r.rule) for r in block.rejects] == [(2, "its bytes are not text in utf-8")]


def test_old_macintosh_lines(tmp_path: Path) -> None:
    assert numbered(read(tmp_path / "f", b"a\rb\rc", block_bytes=2)) == {1: "a", 2: "b", 3: "c"}


def test_a_line_without_end_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="longer than 50 bytes"):
        read(tmp_path / "f", b"a\n" + b"x" * 500, block_bytes=20, line_bytes=50)


def test_broken_wide_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="utf-16"):
        read(tmp_path / "f", "id,at\n".encode("utf-16") + b"\x00")
