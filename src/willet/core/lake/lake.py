"""The lake: a folder that many may read while one writes, with no daemon between them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from threading import Lock

from willet.core.lake.checked import refuse_known_damage
from willet.core.lake.dimension import read_dimension, signature
from willet.core.lake.dimension.file import Signature
from willet.core.lake.durable import make_folder, storing
from willet.core.lake.history import RunRecord, read_run
from willet.core.lake.landed import read_landed
from willet.core.lake.layout import Layout
from willet.core.lake.leases import Lease
from willet.core.lake.lock import WAIT_S, writer_lock
from willet.core.lake.manifest import Head, head_of, read_head, read_manifest
from willet.core.lake.reading import naming_damage
from willet.core.lake.settings import (
    Settings,
    first_key,
    keep_key,
    key_check_of,
    read_key,
    read_settings,
    refuse_other_key,
    write_settings,
)
from willet.core.lake.snapshot import Snapshot
from willet.core.lake.sweep import GRACE_S, sweep
from willet.core.lake.transaction import Transaction
from willet.core.records import LakeError, saying
from willet.core.sources import Progress, silent

CREATED_MEANWHILE = saying(
    "lake_made_just_now",
    "Another process made the data store %(lake)s just now. Run the import again.",
)
MANIFEST_GONE = saying(
    "manifest_gone", "%(path)s is missing. Restore the data store from a backup."
)
_TRIES = 20


class Lake:
    """One lake. Any number of processes and threads may hold one; get it by `at` or `create`."""

    def __init__(self, layout: Layout, settings: Settings) -> None:
        self.layout, self.settings = layout, settings
        self._current: Snapshot | None = None
        self._state: tuple[Head, Signature] = (Head(), None)
        self._refreshing = Lock()

    @classmethod
    def at(cls, path: Path | str) -> "Lake":
        """The lake at this place.

        Raises:
            RequestError: there is none.
            LakeError: it is damaged, or a newer Willet wrote it.
        """
        layout = Layout(Path(path))
        return cls(layout, read_settings(layout))

    @classmethod
    def create(
        cls,
        path: Path | str,
        *,
        zone: str | None = None,
        region: str | None = None,
        key: bytes | None = None,
    ) -> "Lake":
        """A new lake at this place, or the one that is there; what that one knows already stays.

        Args:
            zone: the centre's IANA zone.
            region: the country of its national phone numbers, two letters.
            key: the customers' key, 32 bytes; drawn at random if None.

        Raises:
            LakeError: the folder cannot be written, or another process made it just now with another key.
        """
        layout = Layout(Path(path))
        with storing(layout.root):
            settings = read_settings(layout) if layout.settings.exists() else Settings()
            given = replace(settings, zone=settings.zone or zone, region=settings.region or region)
            given = replace(given, key_check=_agreed_key_check(layout, settings, key))
            if given != settings or not layout.settings.exists():
                write_settings(layout, given)
        return cls(layout, given)

    @property
    def path(self) -> Path:
        """Its folder."""
        return self.layout.root

    @property
    def zone(self) -> str | None:
        """The centre's IANA zone, once an import told it."""
        return self.settings.zone

    @property
    def region(self) -> str | None:
        """The country of the centre's national phone numbers, once an import told it."""
        return self.settings.region

    def key(self) -> bytes:
        """The customers' key.

        Raises:
            LakeError: it is gone or another's; no customer could be recognised again.
        """
        return refuse_other_key(self.layout, self.settings, read_key(self.layout))

    def snapshot(self, *, even_damaged: bool = False) -> Snapshot:
        """The current state, held for reading; the same object while neither rows nor names were written.

        Raises:
            LakeError: a check found a file damaged that answers come from; not with `even_damaged`, for
                those who look at the list of files and not at the rows in them.
        """
        with self._refreshing:
            state = head_of(self.layout), signature(self.layout)
            if self._current is None or self._state != state:
                self._current, self._state = _held(self.layout), state
            current = self._current
        if not even_damaged:
            refuse_known_damage(self.layout, current.manifest)
        return current

    def runs(self) -> list[RunRecord]:
        """Every import run, newest first, those undone too."""
        manifest = self.snapshot(even_damaged=True).manifest
        ids = [(r, True) for r in manifest.runs] + [(r, False) for r in manifest.undone]
        return [read_run(self.layout, r, active=a) for r, a in sorted(ids, reverse=True)]

    @contextmanager
    def writing(
        self, *, wait_s: float = WAIT_S, grace_s: float = GRACE_S, progress: Progress = silent
    ) -> Iterator[Transaction]:
        """Hold the lake for writing. What is not committed inside is as if it had never been.

        Raises:
            LakeError: another writer did not finish within `wait_s` seconds, or the disk refused.
        """
        lock = writer_lock(self.layout.lock, wait_s=wait_s, progress=progress)
        with lock, storing(self.layout.root):
            number = read_head(self.layout)
            sweep(self.layout, number, grace_s=grace_s)
            make_folder(self.layout.scratch)
            manifest, index = read_manifest(self.layout, number), read_landed(self.layout, number)
            transaction = Transaction(self.layout, manifest, index)
            try:
                with naming_damage(self.layout, manifest, index):
                    yield transaction
            finally:
                transaction.engine.close()
                sweep(self.layout, read_head(self.layout), grace_s=grace_s)

    def __repr__(self) -> str:
        return f"Lake({str(self.path)!r}, zone={self.zone!r})"


def _agreed_key_check(layout: Layout, settings: Settings, key: bytes | None) -> str:
    try:
        keep_key(layout, key or first_key(layout))
    except FileExistsError:
        if key is not None and read_key(layout) != key:
            raise LakeError(CREATED_MEANWHILE(lake=str(layout.root))) from None
    # A lake from before the check value takes the key that stands beside it for its own.
    return key_check_of(refuse_other_key(layout, settings, read_key(layout)))


def _held(layout: Layout) -> Snapshot:
    for _ in range(_TRIES):
        number = read_head(layout)
        try:
            lease = Lease(layout.manifest(number)) if number else None
            manifest = read_manifest(layout, number)
            return Snapshot(layout, manifest, lease, read_dimension(layout))
        except FileNotFoundError:
            continue  # Swept between the two reads: there is a newer one.
    raise LakeError(MANIFEST_GONE(path=str(layout.manifest(number))))
