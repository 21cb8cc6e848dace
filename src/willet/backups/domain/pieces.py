"""A stream of bytes sealed under a passphrase, in numbered pieces: none is changed, moved or missing unseen.

The key is drawn from the passphrase by scrypt with a salt of the file's own, so that a number may serve as the nonce of
AES-256-GCM. The last piece is marked in its nonce: a file that ends earlier does not open.
"""

import json
import os
import unicodedata
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from typing import BinaryIO, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from willet.backups.domain.messages import (
    A_PIECE,
    DAMAGED,
    NO_BEGINNING,
    NO_END,
    SHORT_PASSPHRASE,
    WRONG_PASSPHRASE,
)
from willet.core.records import LakeError, Message, RequestError
from willet.core.records.plain import parsed_json

MAGIC: Final = b"WILLET BACKUP 1\n"
LEAST_CHARS: Final = 12
"""Of a passphrase that is chosen."""
PIECE: Final = 1 << 18
WORK: Final = 1 << 17
"""Of scrypt: a third of a second and 128 MiB for each guess."""
_TAG: Final = 16
_MOST_HEADER: Final = 1024
_MOST_WORK: Final = 1 << 20
"""A header that asks for more of scrypt is none of ours: it would take the memory of the machine."""


@dataclass(frozen=True, slots=True)
class Header:
    """How the key is drawn, and by what a wrong passphrase is known."""

    salt: str
    check: str = ""
    work: int = WORK

    def as_bytes(self) -> bytes:
        """As it stands in the file; every piece is bound to it."""
        return json.dumps(asdict(self), sort_keys=True).encode() + b"\n"


def require_long(passphrase: str) -> None:
    """Refuse a passphrase that is soon guessed.

    Raises:
        RequestError: it is too short.
    """
    if len(passphrase) < LEAST_CHARS:
        raise RequestError(SHORT_PASSPHRASE(n=LEAST_CHARS))


class SealingWriter:
    """Seals what is written; closing it writes the last piece."""

    def __init__(self, file: BinaryIO, passphrase: str, *, work: int = WORK) -> None:
        bare = Header(os.urandom(16).hex(), work=work)
        key, check = _drawn(passphrase, bare)
        self._file, self._head = file, replace(bare, check=check).as_bytes()
        self._cipher, self._number, self._left = AESGCM(key), 0, bytearray()
        file.write(MAGIC + self._head)

    def write(self, data: bytes) -> int:
        """Take bytes; whole pieces go out."""
        self._left += data
        while len(self._left) > PIECE:
            self._out(bytes(self._left[:PIECE]), is_last=False)
            del self._left[:PIECE]
        return len(data)

    def close(self) -> None:
        """Write what is left, marked as the end."""
        self._out(bytes(self._left), is_last=True)

    def _out(self, piece: bytes, *, is_last: bool) -> None:
        self._file.write(self._cipher.encrypt(_nonce(self._number, is_last), piece, self._head))
        self._number += 1


class SealedReader:
    """Opens what a `SealingWriter` wrote, after its `MAGIC`.

    Raises:
        RequestError: the passphrase is another.
        LakeError: the header cannot be read; and, while reading: a piece was changed, moved, or is missing.
    """

    def __init__(self, file: BinaryIO, passphrase: str, name: str) -> None:
        self._name, self._head = name, file.readline(_MOST_HEADER)
        header = self._header()
        key, check = _drawn(passphrase, header)
        if check != header.check:
            raise RequestError(WRONG_PASSPHRASE(file=name))
        self._pieces, self._left = self._opened(file, AESGCM(key)), b""

    def read(self, size: int) -> bytes:
        """So many bytes, fewer only at the end."""
        parts, wanted = [], size
        while wanted:
            if not self._left:
                self._left = next(self._pieces, b"")
            if not self._left:
                break
            part, self._left = self._left[:wanted], self._left[wanted:]
            parts.append(part)
            wanted -= len(part)
        return b"".join(parts)

    def _opened(self, file: BinaryIO, cipher: AESGCM) -> Iterator[bytes]:
        number, sealed = 0, file.read(PIECE + _TAG)
        while sealed:
            following = file.read(PIECE + _TAG)
            try:
                yield cipher.decrypt(_nonce(number, not following), sealed, self._head)
            except InvalidTag:
                raise self._damaged(A_PIECE(number=number + 1)) from None
            number, sealed = number + 1, following
        if not number:
            raise self._damaged(NO_END)

    def _header(self) -> Header:
        try:
            header = Header(**parsed_json(self._head))
            bytes.fromhex(header.salt)
            if header.work.bit_count() != 1 or not 2 <= header.work <= _MOST_WORK:
                raise ValueError(header.work)
        except (ValueError, TypeError, AttributeError):
            raise self._damaged(NO_BEGINNING) from None
        return header

    def _damaged(self, why: Message) -> LakeError:
        return LakeError(DAMAGED(file=self._name, why=why))


def _nonce(number: int, is_last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([is_last])


def _drawn(passphrase: str, header: Header) -> tuple[bytes, str]:
    """The key, and what says that it is the right one."""
    text = unicodedata.normalize("NFC", passphrase).encode()
    drawn = Scrypt(bytes.fromhex(header.salt), length=48, n=header.work, r=8, p=1).derive(text)
    return drawn[:32], drawn[32:].hex()
