"""Bytes and lines changed as disks, editors and spiteful people change them; the same seed changes them alike."""

import io
import random
import zipfile
from collections.abc import Sequence

ODD_FIELDS = (
    b"",
    b"-1",
    b"0",
    b"1e309",
    b"nan",
    b"inf",
    b"-inf",
    b"2147483648",
    b"9223372036854775808",
    b"9" * 60,
    b"0001-01-01 00:00:00",
    b"9999-12-31 23:59:59",
    b"-62135596800",
    b"253402300799",
    b"99999999999",
    b"4294967296",
    b"1000000000",
    b"2026-02-30 25:61:61",
    b"\x00",
    b"\xff\xfe",
    b"\xc3",
    b'"',
    b'""',
    b"'; DROP TABLE landed; --",
    b"=1+1",
    b"\xe2\x80\xae",
    b"{'a': [1, 2]}",
    b"x" * 5000,
)


def mutated_line(line: bytes, delimiter: bytes, rnd: random.Random) -> bytes:
    """One line, changed in one of the ways that lines are."""
    ways = (_odd_field, _digit, _byte, _cut, _doubled, _field_gone, _field_more, _swapped)
    return rnd.choice(ways)(line, delimiter, rnd)


def _parts(line: bytes, delimiter: bytes, rnd: random.Random) -> tuple[list[bytes], int]:
    parts = line.split(delimiter)
    return parts, rnd.randrange(len(parts))


def _odd_field(line: bytes, delimiter: bytes, rnd: random.Random) -> bytes:
    parts, at = _parts(line, delimiter, rnd)
    parts[at] = rnd.choice(ODD_FIELDS)
    return delimiter.join(parts)


def _digit(line: bytes, _: bytes, rnd: random.Random) -> bytes:
    places = [n for n, byte in enumerate(line) if 48 <= byte <= 57]
    if not places:
        return line
    at = rnd.choice(places)
    return line[:at] + b"%d" % rnd.randrange(10) + line[at + 1 :]


def _byte(line: bytes, _: bytes, rnd: random.Random) -> bytes:
    at = rnd.randrange(len(line) + 1)
    return line[:at] + bytes([rnd.randrange(256)]) + line[at + rnd.randrange(2) :]


def _cut(line: bytes, _: bytes, rnd: random.Random) -> bytes:
    return line[: rnd.randrange(len(line) + 1)]


def _doubled(line: bytes, _: bytes, rnd: random.Random) -> bytes:
    return line + (b"\n" if rnd.random() < 0.5 else b"") + line


def _field_gone(line: bytes, delimiter: bytes, rnd: random.Random) -> bytes:
    parts, at = _parts(line, delimiter, rnd)
    return delimiter.join(parts[:at] + parts[at + 1 :])


def _field_more(line: bytes, delimiter: bytes, rnd: random.Random) -> bytes:
    parts, at = _parts(line, delimiter, rnd)
    return delimiter.join([*parts[:at], rnd.choice(ODD_FIELDS), *parts[at:]])


def _swapped(line: bytes, delimiter: bytes, rnd: random.Random) -> bytes:
    parts, at = _parts(line, delimiter, rnd)
    other = rnd.randrange(len(parts))
    parts[at], parts[other] = parts[other], parts[at]
    return delimiter.join(parts)


def mutated_bytes(data: bytes, rnd: random.Random) -> bytes:
    """A whole file: bits flipped, a block overwritten, cut off, a piece doubled or taken out."""
    if not data:
        return data
    changed, way = bytearray(data), rnd.randrange(5)
    at, size = rnd.randrange(len(data)), rnd.randrange(1, 400)
    if way == 0:
        for _ in range(rnd.randrange(1, 9)):
            changed[rnd.randrange(len(data))] ^= 1 << rnd.randrange(8)
    elif way == 1:
        changed[at : at + size] = rnd.randbytes(size)
    elif way == 2:
        del changed[at:]
    elif way == 3:
        changed[at:at] = changed[at : at + size]
    else:
        del changed[at : at + size]
    return bytes(changed)


def mutated_inside(data: bytes, rnd: random.Random) -> bytes:
    """A zip archive of which one member is changed, so that the archive itself stays whole."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        names: Sequence[str] = old.namelist()
        chosen = rnd.choice(names)
        for name in names:
            inside = old.read(name)
            new.writestr(name, mutated_bytes(inside, rnd) if name == chosen else inside)
    return out.getvalue()
