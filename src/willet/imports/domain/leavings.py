"""Clears away what a killed process left behind: uploads nobody knows of, half-arrived bytes, rehearsals."""

import shutil
import time
from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path

from django.conf import settings

from willet.core.intake.rehearsal import sweep_rehearsals
from willet.imports.models import Upload

FRESH_S = 3600.0
"""What was written to more recently is left alone: its row in the store may still be on its way."""
_ARRIVING_S = 6 * 3600.0
"""A slow line may pause that long within one upload."""


def sweep_leavings() -> int:
    """Remove what has no owner any more, and say how many things that were."""
    home, known = Path(settings.WILLET_HOME), _known()
    gone = [
        *_old(_unknown(home / "uploads", known), FRESH_S),
        *_old(_unknown(home / "rejects", known), FRESH_S),
        *_old(_within(home / "arriving"), _ARRIVING_S),
        *_past_their_days(home / "rejects"),
    ]
    for path in gone:
        _remove(path)
    return len(gone) + sweep_rehearsals()


def _past_their_days(rejects: Path) -> Iterator[Path]:
    """Lists of rows that could not be read, kept as long as this installation keeps them."""
    days = settings.WILLET_REJECTS_DAYS
    return _old(_within(rejects), days * 86_400.0) if days else iter(())


def _known() -> Collection[str]:
    return {pk.hex for pk in Upload.objects.values_list("pk", flat=True)}


def _unknown(folder: Path, known: Collection[str]) -> Iterator[Path]:
    return (path for path in _within(folder) if path.stem not in known)


def _within(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []


def _old(paths: "Iterator[Path] | list[Path]", seconds: float) -> Iterator[Path]:
    for path in paths:
        with suppress(FileNotFoundError):
            if time.time() - _newest(path) > seconds:
                yield path


def _newest(path: Path) -> float:
    """When the thing, or anything in it, was last written to."""
    inside = path.rglob("*") if path.is_dir() else ()
    times: list[float] = [p.lstat().st_mtime for p in (path, *inside)]
    return max(times)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
