"""Pictures: PNG and JPEG by what they are, written anew without what does not draw; all else refused by name."""

import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from willet.levers.knowledge.domain.errors import ArticleError
from willet.levers.knowledge.domain.pictures import LARGEST, clean_picture

SIGN = b"\x89PNG\r\n\x1a\n"


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(width: int = 1, height: int = 1, *more: bytes) -> bytes:
    """A picture of one red dot, as the standard writes it."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    dots = zlib.compress(b"\x00\xff\x00\x00")
    return SIGN + b"".join([chunk(b"IHDR", head), *more, chunk(b"IDAT", dots), chunk(b"IEND", b"")])


def segment(marker: int, body: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2) + body


JFIF = segment(0xE0, b"JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00")
FRAME = segment(0xC0, b"\x08\x00\x01\x00\x01\x01\x01\x11\x00")
TABLE = segment(0xDB, b"\x00" + bytes(range(64)))
SCAN = segment(0xDA, b"\x01\x01\x00\x00\x3f\x00") + b"\x12\xff\x00\x34\xff\xd0\x56"


def jpeg(*more: bytes) -> bytes:
    return b"".join([b"\xff\xd8", JFIF, *more, TABLE, FRAME, SCAN, b"\xff\xd9"])


def refused(name: str, data: bytes) -> str:
    with pytest.raises(ArticleError) as wrong:
        clean_picture(name, data)
    return wrong.value.message.code


def test_bare_pictures_stay_as_they_are() -> None:
    assert clean_picture("a.png", png()).data == png()
    assert clean_picture("a.jpg", jpeg()).data == jpeg()
    assert [clean_picture("x", d).media_type for d in (png(), jpeg())] == [
        "image/png",
        "image/jpeg",
    ]


def test_words_places_and_what_stands_behind_the_end_are_left_out() -> None:
    words = chunk(b"tEXt", b"Comment\x00<script>alert(1)</script>")
    exif, comment = segment(0xE1, b"Exif\x00\x00GPS"), segment(0xFE, b"<script>")
    behind = b"<html><script>alert(1)</script>PK\x03\x04"

    assert clean_picture("a.png", png(1, 1, words) + behind).data == png()
    assert clean_picture("a.jpg", jpeg(exif, comment) + behind).data == jpeg()


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("turn", [2, 3, 6, 8])
def test_photograph_stays_the_right_way_up_and_forgets_where_it_was_taken(
    order: str, turn: int
) -> None:
    mark = {"<": b"II*\x00", ">": b"MM\x00*"}[order]
    turns = struct.pack(f"{order}HHIHH", 0x0112, 3, 1, turn, 0)
    place = struct.pack(f"{order}HHII", 0x8825, 4, 1, 38)
    tiff = mark + struct.pack(f"{order}IH", 8, 2) + turns + place + b"\0\0\0\0N 52.37 E 4.90"

    clean = clean_picture("a.jpg", jpeg(segment(0xE1, b"Exif\0\0" + tiff))).data

    plain = struct.pack(">HHIHH", 0x0112, 3, 1, turn, 0)
    wanted = b"Exif\0\0MM\0*\0\0\0\x08\0\x01" + plain + b"\0\0\0\0"
    assert clean == jpeg(segment(0xE1, wanted))
    assert clean_picture("a.jpg", clean).data == clean


@pytest.mark.parametrize(
    "exif",
    [b"", b"Exif\0\0", b"Exif\0\0II*\0\xff\xff\xff\xff", b"Exif\0\0MM\0*\0\0\0\x08\xff\xff",
     b"http://ns.adobe.com/xap/1.0/\0<x/>"],
)  # fmt: skip
def test_what_cannot_be_understood_of_a_camera_is_left_out(exif: bytes) -> None:
    assert clean_picture("a.jpg", jpeg(segment(0xE1, exif))).data == jpeg()


def test_second_size_of_one_picture_is_damage() -> None:
    large = segment(0xC0, b"\x08\xff\xff\xff\xff\x01\x01\x11\x00")
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 65_535, 65_535, 8, 2, 0, 0, 0))

    codes = [refused("x", data) for data in (jpeg(large), jpeg(FRAME), png(1, 1, head))]

    assert codes == ["picture_broken"] * 3


def test_colours_are_kept_without_what_stands_behind_them() -> None:
    adobe = b"Adobe\x00\x64\x00\x00\x00\x00\x01"

    clean = clean_picture("a.jpg", jpeg(segment(0xEE, adobe + b"<script>"))).data

    assert clean == jpeg(segment(0xEE, adobe))


def test_thumbnail_in_a_jfif_head_is_left_out() -> None:
    with_one = JFIF[:2] + struct.pack(">H", 19) + JFIF[4:-2] + b"\x01\x01<!>"

    assert clean_picture("a.jpg", jpeg().replace(JFIF, with_one)).data == jpeg()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.png", b"<html><script>alert(1)</script>"),
        ("a.png", b"%PDF-1.7"),
        ("a.png", b"PK\x03\x04" + png()),
        ("a.png", b" " + png()),
        ("a.png", b""),
        ("a.gif", b"GIF"),
        ("a.svg", b"<p><svg></svg></p>"),
    ],
)
def test_what_is_no_png_or_jpeg_is_refused_whatever_it_is_called(name: str, data: bytes) -> None:
    assert refused(name, data) == "picture_of_no_kind"


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("GIF", b"GIF89a\x01\x00\x01\x00/*" + b"*/=1;alert(1)"),
        ("GIF", b"GIF87a"),
        ("WebP", b"RIFF\x0a\x00\x00\x00WEBPVP8 "),
        ("AVIF", b"\x00\x00\x00\x20ftypavif"),
        ("HEIC", b"\x00\x00\x00\x18ftypheic"),
        ("SVG", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("SVG", b'\xef\xbb\xbf<?xml version="1.0"?>\n<!-- x -->\n<SVG>'),
        ("SVG", b"<!-- a > b --><!DOCTYPE svg [ <!ENTITY a 'b'> <!ENTITY c 'd'> ]>\n<svg>"),
        ("BMP", b"BM" + b"\x00" * 60),
        ("TIFF", b"II*\x00"),
        ("TIFF", b"MM\x00*"),
    ],
)
def test_a_kind_that_is_not_taken_is_named(kind: str, data: bytes) -> None:
    with pytest.raises(ArticleError) as wrong:
        clean_picture("a.png", data)

    assert str(wrong.value) == (
        f"a.png is a picture of the kind {kind}. PNG and JPEG are taken; save it as one of them."
    )


@pytest.mark.parametrize("part", [b"<!---->", b"<?xml?>", b"<!DOCTYPE>", b"<!DOCTYPE[]>", b" "])
def test_what_goes_on_and_on_before_a_picture_is_refused(part: bytes) -> None:
    """A search that may go back doubles its way with each part, so that of a thousand it would never end."""
    assert refused("a.svg", part * 1000 + b"<p>") == "picture_of_no_kind"


@pytest.mark.parametrize(
    "data",
    [
        SIGN,
        png()[:-4],
        png()[:-1] + b"x",
        SIGN + chunk(b"IDAT", b"") + chunk(b"IEND", b""),
        SIGN + chunk(b"IHDR", b"\x00" * 13) + chunk(b"IEND", b""),
        jpeg()[:-2],
        b"\xff\xd8\xff",
        b"\xff\xd8\xff\xd9",
        b"\xff\xd8" + JFIF + b"junk",
        b"\xff\xd8" + segment(0xE0, b"")[:3],
    ],
)
def test_damaged_pictures_are_refused_with_a_sentence(data: bytes) -> None:
    assert refused("a", data) == "picture_broken"


def test_picture_of_twenty_megabytes_and_one_of_too_many_dots_are_refused_by_name() -> None:
    assert refused("big.png", png() + b"\x00" * 20_000_000) == "picture_too_large"
    assert refused("edge.png", png() + b"\x00" * (LARGEST - len(png()) + 1)) == "picture_too_large"
    assert clean_picture("edge.png", png() + b"\x00" * (LARGEST - len(png()))).data == png()
    assert refused("wide.png", png(10_000, 4_001)) == "picture_too_many_dots"
    assert clean_picture("wide.png", png(10_000, 4_000)).media_type == "image/png"
    assert refused("none.png", png(0, 5)) == "picture_too_many_dots"


@given(st.binary(max_size=200), st.integers(0, 150), st.sampled_from([png(), jpeg()]))
def test_no_bytes_bring_it_down_and_what_is_kept_is_kept_again(
    noise: bytes, at: int, whole: bytes
) -> None:
    try:
        once = clean_picture("x", whole[:at] + noise + whole[at + len(noise) // 2 :])
    except ArticleError:
        return
    assert clean_picture("x", once.data) == once
