"""Sealed pieces: whole bytes come back, and whatever was changed, moved, cut or guessed does not open."""

import io
import unicodedata
from collections.abc import Callable

import pytest

from willet.backups.domain.pieces import MAGIC, PIECE, SealedReader, SealingWriter, require_long
from willet.core.records import LakeError, RequestError

SECRET = "Größe und Gewicht"
SEALED = PIECE + 16
"""Bytes of a whole piece with its tag."""


def sealed(data: bytes) -> bytes:
    out = io.BytesIO()
    writer = SealingWriter(out, SECRET, work=2)
    for start in range(0, len(data), 100_000):
        writer.write(data[start : start + 100_000])
    writer.close()
    return out.getvalue()


def opened(text: bytes, passphrase: str = SECRET) -> bytes:
    file = io.BytesIO(text)
    assert file.read(len(MAGIC)) == MAGIC
    reader, parts = SealedReader(file, passphrase, "a.backup"), list[bytes]()
    while part := reader.read(70_000):
        parts.append(part)
    return b"".join(parts)


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE, 3 * PIECE + 5])
def test_bytes_of_every_size_come_back(size: int) -> None:
    data = bytes(i % 251 for i in range(size))

    text = sealed(data)

    assert opened(text) == data
    assert data[:40] not in text or size < 20


def test_a_passphrase_is_the_same_however_its_letters_are_composed() -> None:
    assert opened(sealed(b"abc"), unicodedata.normalize("NFD", SECRET)) == b"abc"


def head(text: bytes) -> int:
    return text.index(b"\n", len(MAGIC)) + 1


def flipped(text: bytes, at: int) -> bytes:
    return text[:at] + bytes([text[at] ^ 1]) + text[at + 1 :]


def swapped(text: bytes) -> bytes:
    start = head(text)
    one, other = text[start : start + SEALED], text[start + SEALED : start + 2 * SEALED]
    return text[:start] + other + one + text[start + 2 * SEALED :]


@pytest.mark.parametrize(
    ("harm", "why"),
    [
        (lambda t: t[:-1], "piece 4"),
        (lambda t: t[: head(t) + 3 * SEALED], "piece 3"),
        (lambda t: t[: head(t) + SEALED], "piece 1"),
        (lambda t: t[: head(t)], "its end is missing"),
        (lambda t: t + b"x", "piece 4"),
        (lambda t: t[: head(t)] + t[head(t) + SEALED :], "piece 1"),
        (swapped, "piece 1"),
        (lambda t: flipped(t, head(t)), "piece 1"),
        (lambda t: flipped(t, len(t) - 1), "piece 4"),
        (lambda t: t[: len(MAGIC)] + b"{}\n", "its beginning"),
        (lambda t: t.replace(b'"work": 2', b'"work": 2097152'), "its beginning"),
        (lambda t: t.replace(b'"work": 2', b'"work": 3'), "its beginning"),
    ],
)
def test_what_was_harmed_does_not_open(harm: Callable[[bytes], bytes], why: str) -> None:
    text = harm(sealed(bytes(3 * PIECE + 5)))

    with pytest.raises(LakeError, match=why):
        opened(text)


def test_another_passphrase_is_said_to_be_one() -> None:
    with pytest.raises(RequestError, match=r"not the passphrase of a\.backup"):
        opened(sealed(b"abc"), "another secret")


@pytest.mark.parametrize(
    ("passphrase", "is_long"), [("elevenchars", False), ("twelve chars", True)]
)
def test_a_new_passphrase_has_twelve_characters(passphrase: str, *, is_long: bool) -> None:
    try:
        require_long(passphrase)
        accepted = True
    except RequestError:
        accepted = False

    assert accepted == is_long
