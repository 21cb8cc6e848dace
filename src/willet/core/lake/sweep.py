"""Clearing away what no reader can need: old manifests, their files, and what a killed writer left."""

import shutil
import time
from collections.abc import Iterable
from pathlib import Path

from willet.core.lake.landed import read_landed
from willet.core.lake.layout import Layout
from willet.core.lake.leases import is_held
from willet.core.lake.manifest import read_manifest

KEPT = 3
"""The newest manifests are always kept."""
GRACE_S = 600.0
"""A manifest replaced more recently is kept: someone may read its files without a lease."""


def sweep(layout: Layout, head: int, *, grace_s: float = GRACE_S) -> None:
    """Delete what no kept manifest names. Only the holder of the writer's lock may call this."""
    shutil.rmtree(layout.scratch, ignore_errors=True)
    kept = [n for n in _numbers(layout) if _is_kept(layout, n, head, grace_s)]
    _clear(layout.manifests, [p(n) for n in kept for p in (layout.manifest, layout.landed_index)])
    manifests = [read_manifest(layout, n) for n in kept]
    _clear(layout.tables, (f.path(layout) for m in manifests for f in m.files))
    _clear(
        layout.runs, (layout.runs / f"{r}.json" for m in manifests for r in (*m.runs, *m.undone))
    )
    indexes = (read_landed(layout, n) for n in kept)
    _clear(layout.landed, (layout.landed / f for index in indexes for f in index.all_files()))


def _numbers(layout: Layout) -> list[int]:
    names = (p.name.split(".") for p in layout.manifests.glob("*.json"))
    return sorted({int(parts[0]) for parts in names if len(parts) == 2 and parts[0].isdigit()})


def _is_kept(layout: Layout, number: int, head: int, grace_s: float) -> bool:
    if number > head:
        return False
    if number > head - KEPT:
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
