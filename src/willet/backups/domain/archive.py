"""The form of a backup: a tar of the home's files, first what it is of, last the hash of each.

Without encryption it is that tar, which anybody can open; encrypted it is the same tar in sealed pieces.
"""

import io
import json
import tarfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import IO, Any, BinaryIO, Final, Protocol, cast

from willet.backups.domain.messages import (
    AN_ODD_NAME,
    DAMAGED,
    NO_BEGINNING,
    NO_END,
    NOT_A_BACKUP,
    NOT_OPENED,
    OTHER_BYTES,
    SEALED,
)
from willet.backups.domain.pieces import MAGIC, SealedReader, SealingWriter
from willet.core.records import LakeError, Message, RequestError
from willet.core.records.plain import parsed_json

FORMAT: Final = 1
ABOUT, CONTENTS = "willet-backup.json", "willet-contents.json"
_AT_ONCE: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Provenance:
    """What a backup is of. `rooms` are the steps that their database has taken, `app.step`."""

    willet: str
    taken_at: str
    keys: bool
    lake_format: int | None = None
    rooms: tuple[str, ...] = ()
    format: int = FORMAT


@dataclass(frozen=True, slots=True)
class FileHash:
    """One file of the home: how many bytes, and their hash."""

    bytes: int
    sha256: str


def provenance_of(plain: Mapping[str, Any]) -> Provenance:
    """What a backup says it is of; a later version may say more.

    Raises:
        KeyError, TypeError: it says less, or in other words than text and whole numbers.
    """
    known = {name: value for name, value in plain.items() if name in Provenance.__slots__}
    about = Provenance(**{**known, "rooms": tuple(map(str, known["rooms"]))})
    texts, numbers = (about.willet, about.taken_at), (about.format, about.lake_format or 0)
    if not all(type(text) is str for text in texts) or not all(type(n) is int for n in numbers):
        raise TypeError("not what a backup says")
    return about


class Reads(Protocol):
    """Where bytes come from."""

    def read(self, size: int, /) -> bytes:
        """So many bytes, fewer only at the end."""


class BackupWriter:
    """Puts files in, one after the other; closing it writes the hashes and the end."""

    def __init__(self, file: BinaryIO, about: Provenance, passphrase: str | None) -> None:
        self.members: dict[str, FileHash] = {}
        self._sealing = None if passphrase is None else SealingWriter(file, passphrase)
        out = cast("IO[bytes]", self._sealing or file)
        self._tar = tarfile.open(mode="w|", fileobj=out, format=tarfile.PAX_FORMAT)  # noqa: SIM115 -- closed by close
        self._put(ABOUT, _json(asdict(about)))

    def add(self, name: str, file: Reads, size: int) -> None:
        """Put in a file of the home that has so many bytes.

        Raises:
            OSError: it has fewer.
        """
        hashing = _Hashing(file)
        self._tar.addfile(_entry(name, size), cast("IO[bytes]", hashing))
        self.members[name] = FileHash(size, hashing.hash.hexdigest())

    def add_bytes(self, name: str, data: bytes) -> None:
        """Put in a small file."""
        self.add(name, io.BytesIO(data), len(data))

    def close(self) -> None:
        """Write the hashes and the end."""
        self._put(CONTENTS, _json({name: asdict(one) for name, one in self.members.items()}))
        self._tar.close()
        if self._sealing is not None:
            self._sealing.close()

    def _put(self, name: str, data: bytes) -> None:
        self._tar.addfile(_entry(name, len(data)), io.BytesIO(data))


class _Hashing:
    """Hashes what is read through it; `guard` says in words what stops the reading."""

    def __init__(
        self, file: Reads, guard: Callable[[], AbstractContextManager[None]] = nullcontext
    ) -> None:
        self.hash, self._file, self._guard = sha256(), file, guard

    def read(self, size: int) -> bytes:
        with self._guard():
            data = self._file.read(size)
        self.hash.update(data)
        return data


@dataclass(frozen=True, slots=True)
class PackedFile:
    """One file on its way out of a backup: its name within the home, and its bytes once."""

    name: str
    file: Reads


class BackupReader:
    """Takes files out. All of it must be read: only the end says whether it is whole."""

    def __init__(self, tar: tarfile.TarFile, name: str, *, sealed: bool) -> None:
        self._tar, self._name, self.is_sealed = tar, name, sealed
        self.members: dict[str, FileHash] = {}
        self._folders = set[str]()
        self.about = self._about()

    def entries(self) -> Iterator[PackedFile]:
        """Every file of the home; each is compared with its hash at the end.

        Raises:
            LakeError: something is damaged, missing or named oddly.
        """
        listed: Mapping[str, Any] | None = None
        for info in self._each():
            if info.name == CONTENTS:
                listed = self._object(info)
                continue
            if listed is not None or not (info.isreg() and self._has_place(info.name)):
                raise self.damaged(AN_ODD_NAME(name=repr(info.name)))
            hashing = _Hashing(cast("IO[bytes]", self._tar.extractfile(info)), self._reading)
            yield PackedFile(info.name, hashing)
            self._drain(hashing)
            self.members[info.name] = FileHash(info.size, hashing.hash.hexdigest())
        self._compare(listed)

    def damaged(self, why: Message) -> LakeError:
        """What is said of this file."""
        return LakeError(DAMAGED(file=self._name, why=why))

    def _has_place(self, name: str) -> bool:
        """Whether a file of this name can lie beside those before it: in none of them, and none of them in it."""
        _inner, *outer = _around(name)
        if (
            not is_plain(name)
            or name in self._folders
            or not self.members.keys().isdisjoint([name, *outer])
        ):
            return False
        self._folders |= set(outer)
        return True

    def _about(self) -> Provenance:
        first = next(self._each(), None)
        if first is None or first.name != ABOUT:
            raise RequestError(NOT_A_BACKUP(file=self._name))
        try:
            return provenance_of(self._object(first))
        except (TypeError, KeyError):
            raise self.damaged(NO_BEGINNING) from None

    def _object(self, info: tarfile.TarInfo) -> Mapping[str, Any]:
        with self._reading():
            plain = parsed_json(cast("IO[bytes]", self._tar.extractfile(info)).read())
            if isinstance(plain, dict):
                return plain
        raise self.damaged(AN_ODD_NAME(name=repr(info.name)))

    def _drain(self, hashing: _Hashing) -> None:
        while hashing.read(_AT_ONCE):
            pass

    def _each(self) -> Iterator[tarfile.TarInfo]:
        while True:
            with self._reading():
                info = self._tar.next()
            if info is None:
                return
            yield info

    @contextmanager
    def _reading(self) -> Iterator[None]:
        try:
            yield
        except (tarfile.TarError, ValueError, EOFError):
            raise self.damaged(NO_END) from None

    def _compare(self, listed: Mapping[str, Any] | None) -> None:
        if listed is None:
            raise self.damaged(NO_END)
        held = {name: asdict(one) for name, one in self.members.items()}
        for name in sorted(held.keys() | listed.keys()):
            if held.get(name) != listed.get(name):
                raise self.damaged(OTHER_BYTES(name=name))


@contextmanager
def reading(path: Path, passphrase: str | None) -> Iterator[BackupReader]:
    """Open a backup.

    Raises:
        RequestError: it is none, is encrypted and no passphrase was named, or another one.
        LakeError: it is damaged at its beginning.
    """
    try:
        file = path.open("rb")
    except OSError as error:
        raise RequestError(NOT_OPENED(file=str(path), why=error.strerror or "")) from None
    with file:
        sealed = file.read(len(MAGIC)) == MAGIC
        if sealed and passphrase is None:
            raise RequestError(SEALED(file=str(path)))
        if not sealed:
            file.seek(0)
        stream = SealedReader(file, passphrase or "", str(path)) if sealed else file
        try:
            tar = tarfile.open(mode="r|", fileobj=cast("IO[bytes]", stream))  # noqa: SIM115 -- closed below
        except tarfile.TarError:
            raise RequestError(NOT_A_BACKUP(file=str(path))) from None
        with tar:
            yield BackupReader(tar, str(path), sealed=sealed)


def reading_needs_passphrase(path: Path) -> bool:
    """Whether a file is an encrypted backup."""
    return _begins_with(path, (MAGIC,))


def is_backup(path: Path) -> bool:
    """Whether a file begins as a backup does."""
    return _begins_with(path, (MAGIC, ABOUT.encode()))


def _begins_with(path: Path, starts: tuple[bytes, ...]) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(max(map(len, starts))).startswith(starts)
    except OSError:
        return False


def is_plain(name: str) -> bool:
    """Whether a name leads to a place within the folder it is taken from.

    >>> is_plain("lake/HEAD"), is_plain("../a"), is_plain("/etc/passwd"), is_plain("a/./b")
    (True, False, False, False)
    """
    path = PurePosixPath(name)
    return bool(path.parts) and str(path) == name and not {"..", "/"} & set(path.parts)


def _around(name: str) -> list[str]:
    """A name and the folders it lies in, from the inside out."""
    parts = name.split("/")
    return ["/".join(parts[:n]) for n in range(len(parts), 0, -1)]


def _entry(name: str, size: int) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.size, info.mode = size, 0o600
    return info


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode()
