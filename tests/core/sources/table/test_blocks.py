"""Blocks of lines: their numbers, their encodings, their bounds."""

from pathlib import Path

import pytest

from willet.core.records import RequestError
from willet.core.sources.table.blocks import Block, blocks
from willet.core.sources.table.limits import FileLimits
from willet.core.sources.table.streams import opened


def read(path: Path, data: bytes, encoding: str | None = None, **bounds: int) -> list[Block]:
    path.write_bytes(data)
    limits = FileLimits(**bounds)
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


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("size", [64, 1000])
def test_lines_may_end_in_returns_in_every_encoding(
    tmp_path: Path, encoding: str, size: int
) -> None:
    """U+0A0D and U+0D0A hold the bytes of both ends and are neither."""
    data = "sep=;\rid;name\r1;ਅ\u0a0d\u0d0a\r2;Nguyễn".encode(encoding)

    found = read(tmp_path / "f", data, block_bytes=size)

    assert numbered(found) == {1: "sep=;", 2: "id;name", 3: "1;ਅ\u0a0d\u0d0a", 4: "2;Nguyễn"}


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_returns_beside_line_feeds_end_no_line(tmp_path: Path, encoding: str) -> None:
    found = read(tmp_path / "f", 'id\n"a\rb"\n'.encode(encoding), encoding)

    assert numbered(found) == {1: "id", 2: '"a\rb"'}


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


@pytest.mark.parametrize("encoding", [None, "utf-16-le"])
@pytest.mark.parametrize("size", [7, 20, 90])
def test_a_line_that_is_too_long_costs_itself_alone(
    tmp_path: Path, size: int, encoding: str | None
) -> None:
    text = "a\n" + "x" * 500 + "\nb\n\nc\n" + "y" * 500
    size *= 2 if encoding else 1

    found = read(
        tmp_path / "f", text.encode(encoding or "utf-8"), encoding, block_bytes=size, line_bytes=100
    )

    rejects = [(r.line, r.rule) for block in found for r in block.rejects]
    rule = "a line of a table of calls has at most 100 bytes"
    assert numbered(found) == {1: "a", 3: "b", 5: "c"}
    assert rejects == [(2, rule), (6, rule)]
    assert [block.last for block in found] == [False] * (len(found) - 1) + [True]


def test_a_file_without_any_end_of_line_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="longer than 50 bytes"):
        read(tmp_path / "f", b"x" * 500 + b"\na\n", block_bytes=20, line_bytes=50)


@pytest.mark.parametrize("most", [1, 3, 70_000])
def test_a_block_has_not_many_more_lines_than_allowed(tmp_path: Path, most: int) -> None:
    step = 1 << 16
    text = "".join(f"{n}\n" for n in range(60_000))

    found = read(tmp_path / "f", text.encode(), block_lines=most)

    assert numbered(found) == {n + 1: str(n) for n in range(60_000)}
    assert all(block.text.count("\n") < most + step for block in found)
    assert [block.last for block in found] == [False] * (len(found) - 1) + [True]


def test_doubtful_lines_stay_with_their_piece(tmp_path: Path) -> None:
    lines = [b"x" * 40_000, b"J\xfcrgen", b"y" * 40_000, b"\x81\xff", b"z"]

    found = read(tmp_path / "f", b"\n".join(lines), block_lines=1)

    assert [n for block in found for n in block.fallback_lines] == [2]
    assert [(b.first_line, r.line) for b in found for r in b.rejects] == [
        (b.first_line, 4)
        for b in found
        if b.first_line <= 4 < b.first_line + b.text.count("\n") + 1
    ]
    assert len(found) > 1


def test_broken_wide_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="utf-16"):
        read(tmp_path / "f", "id,at\n".encode("utf-16") + b"\x00")
