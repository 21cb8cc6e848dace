"""A small file as text: as its writer meant it in each encoding, and refused where it is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from willet.core.sources.whole_text import whole_text

_TEXT = "unit,from\nJörg Müller,2026-03-01\nLê Thu Hà,\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_each_encoding_and_each_line_end_is_read(encoding: str, end: str) -> None:
    assert whole_text(_TEXT.replace("\n", end).encode(encoding)) == _TEXT


def test_a_marked_file_of_either_order_is_read() -> None:
    assert whole_text(b"\xfe\xff\x00a\x00\xe9") == whole_text(b"\xff\xfea\x00\xe9\x00") == "aé"


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"Zo\xeb,\x80 5,\x93so\x94", "Zoë,€ 5,“so”"),
        (b"Zo\xeb,\xc3\xa9", "Zoë,Ã©"),
        (b"Zo\xc3\xab", "Zoë"),
        (b"", ""),
    ],
)
def test_what_is_no_utf_8_is_of_windows_as_a_whole(data: bytes, text: str) -> None:
    assert whole_text(data) == text


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04\x14\x00\x06\x00",
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
        b"%PDF-1.7\n\x81\x8d",
        b"unit\x00,from",
        b"\xff\xfea\x00b",
    ],
)
def test_a_program_a_picture_or_half_a_letter_is_no_text(data: bytes) -> None:
    with pytest.raises(UnicodeDecodeError):
        whole_text(data)


@given(st.binary(max_size=64))
def test_any_bytes_are_a_text_without_controls_or_refused(data: bytes) -> None:
    try:
        text = whole_text(data)
    except UnicodeDecodeError:
        return
    assert [sign for sign in text if sign < " " and sign not in "\t\n\v\f"] == []
