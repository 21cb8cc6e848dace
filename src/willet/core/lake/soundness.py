"""Whether every file of the lake is what was written: each is read whole, and its seal compared."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from willet.core.lake.changes import FOLDED, LINKED
from willet.core.lake.landed import LandedIndex
from willet.core.lake.layout import Layout
from willet.core.lake.manifest import Manifest
from willet.core.lake.seals import is_sound
from willet.core.records import steps
from willet.core.sources import Progress, silent


class Held(StrEnum):
    """What a file holds, and so what can be done where it is damaged."""

    DERIVED = "derived"
    """Rows made from landed ones: made anew."""
    LANDED = "landed"
    """Rows as they came: the same files are imported again."""
    BY_HAND = "by_hand"
    """What people corrected: only a backup has it."""


@dataclass(frozen=True, slots=True)
class Damage:
    """One damaged file: where it stands in the lake's folder, what it holds, the runs whose rows are in it."""

    path: str
    holds: Held
    runs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Findings:
    """What a reading of all files found; `unsealed` are those from before seals were kept."""

    files: int = 0
    bytes: int = 0
    unsealed: int = 0
    damaged: tuple[Damage, ...] = ()


@dataclass(frozen=True, slots=True)
class _File:
    path: Path
    seal: str | None
    damage: Damage


def examine(
    layout: Layout, manifest: Manifest, index: LandedIndex, progress: Progress = silent
) -> Findings:
    """Read every file that this state of the lake needs, and name those that are damaged."""
    files = [*_tables(layout, manifest), *_landed(layout, index)]
    damaged, size = [], 0
    for number, file in enumerate(files):
        progress(steps.CHECKING, number / len(files))
        size += file.path.stat().st_size if file.path.exists() else 0
        if not _stands(file):
            damaged.append(file.damage)
    return Findings(len(files), size, sum(f.seal is None for f in files), tuple(damaged))


def _stands(file: _File) -> bool:
    return file.path.exists() if file.seal is None else is_sound(file.path, file.seal)


def _tables(layout: Layout, manifest: Manifest) -> Iterator[_File]:
    for file in manifest.files:
        holds = Held.DERIVED if file.table in (*FOLDED, *LINKED) else Held.BY_HAND
        path = file.path(layout)
        yield _File(path, file.hash, Damage(_within(layout, path), holds))


def _landed(layout: Layout, index: LandedIndex) -> Iterator[_File]:
    for name in sorted(index.all_files()):
        path = layout.landed / name
        damage = Damage(_within(layout, path), Held.LANDED, index.runs_of(name))
        yield _File(path, index.seals.get(name), damage)


def _within(layout: Layout, path: Path) -> str:
    return str(path.relative_to(layout.root))
