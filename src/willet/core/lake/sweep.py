"""Clearing away what no reader can need: old manifests, their files, and what a killed writer left."""

import shutil
import time
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from willet.core.lake.landed import read_landed
from willet.core.lake.layout import Layout
from willet.core.lake.leases import is_held
from willet.core.lake.manifest import read_manifest

KEPT = 3
"""The newest manifests are always kept."""
GRACE_S = 600.0
"""A manifest replaced more recently is kept: someone may read its files without a lease."""


def sweep(layout: Layout, head: int, *, grace_s: float = GRACE_S, newest: int = KEPT) -> None:
    """Delete what no kept manifest names; the `newest` always are.

    Only the holder of the writer's lock may call this.
    """
    shutil.rmtree(layout.scratch, ignore_errors=True)
    kept = [n for n in _numbers(layout) if _is_kept(layout, n, head, grace_s, newest)]
    _clear(layout.manifests, [p(n) for n in kept for p in (layout.manifest, layout.landed_index)])
    needed = [_needed(layout, n, layout.manifest(n).stat().st_mtime_ns) for n in kept]
    _clear(layout.tables, (path for one in needed for path in one.tables))
    _clear(layout.runs, (path for one in needed for path in one.runs))
    _clear(layout.landed, (path for one in needed for path in one.landed))


@dataclass(frozen=True, slots=True)
class _Needed:
    """The files that one state of the lake needs."""

    tables: frozenset[Path]
    runs: frozenset[Path]
    landed: frozenset[Path]


def files_of(layout: Layout, number: int) -> list[Path]:
    """Every file that a state of the lake rests in, its manifest among them; none of one without imports."""
    if not number:
        return []
    manifest, index = layout.manifest(number), layout.landed_index(number)
    needed = _needed(layout, number, manifest.stat().st_mtime_ns)
    return [manifest, index, *sorted(needed.tables | needed.runs | needed.landed)]


@lru_cache(maxsize=64)
def _needed(layout: Layout, number: int, written_ns: int) -> _Needed:
    """A manifest never changes; one that was never the head may be written again, at another time.

    Where rows come every minute, a dozen states are kept for their readers: each is read once.
    """
    manifest = read_manifest(layout, number)
    return _Needed(
        frozenset(f.path(layout) for f in manifest.files),
        frozenset(layout.runs / f"{run}.json" for run in (*manifest.runs, *manifest.undone)),
        frozenset(layout.landed / file for file in read_landed(layout, number).all_files()),
    )


def _numbers(layout: Layout) -> list[int]:
    names = (p.name.split(".") for p in layout.manifests.glob("*.json"))
    return sorted({int(parts[0]) for parts in names if len(parts) == 2 and parts[0].isdigit()})


def _is_kept(layout: Layout, number: int, head: int, grace_s: float, newest: int) -> bool:
    if number > head:
        return False
    if number > head - newest:
        return True
    return _replaced_s_ago(layout, number) < grace_s or is_held(layout.manifest(number))


def _replaced_s_ago(layout: Layout, number: int) -> float:
    try:
        return time.time() - layout.manifest(number + 1).stat().st_mtime
    except FileNotFoundError:
        return float("inf")


def _clear(folder: Path, keep: Iterable[Path]) -> None:
    kept = set(keep)
    for path in folder.rglob("*"):
        if path.is_file() and path not in kept:
            path.unlink(missing_ok=True)
