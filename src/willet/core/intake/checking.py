"""Checking a lake: every file read and compared with its seal, and what can be made anew made anew."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from willet.core.intake.rebuilding import rebuild
from willet.core.lake import Checked, Lake
from willet.core.lake.checked import last_check, write_checked
from willet.core.lake.landed import read_landed
from willet.core.lake.soundness import Findings, Held, examine
from willet.core.sources import Progress, silent


def check(lake_path: Path | str, *, repair: bool = False, progress: Progress = silent) -> Checked:
    """Read every file of the lake and name those that are damaged; what was found is kept in the lake.

    Args:
        lake_path: the lake's folder.
        repair: make damaged derived files anew from the landed rows, where these are sound.
        progress: called with each step and the share done.

    Raises:
        RequestError: there is no lake.
        LakeError: its settings, its key or its list of files are damaged, or the disk failed.
    """
    lake = Lake.at(lake_path)
    lake.key()
    result = _examined(lake, progress)
    repaired: tuple[str, ...] = ()
    if repair and _is_repairable(result):
        rebuild(lake_path, progress=progress)
        before, result = result, _examined(lake, progress)
        repaired = _healed(before, result)
    return _noted(lake, result, repaired)


def _examined(lake: Lake, progress: Progress) -> Findings:
    held = lake.snapshot(even_damaged=True)
    return examine(held.layout, held.manifest, read_landed(held.layout, held.number), progress)


def _is_repairable(findings: Findings) -> bool:
    kinds = {damage.holds for damage in findings.damaged}
    return Held.DERIVED in kinds and Held.LANDED not in kinds


def _healed(before: Findings, after: Findings) -> tuple[str, ...]:
    still = {damage.path for damage in after.damaged}
    return tuple(d.path for d in before.damaged if d.path not in still)


def _noted(lake: Lake, findings: Findings, repaired: tuple[str, ...]) -> Checked:
    before = last_check(lake.layout)
    mended = (before.mended if before else 0) + bool(repaired)
    at = datetime.now(UTC).isoformat(timespec="seconds")
    checked = replace(Checked(at), findings=findings, repaired=repaired, mended=mended)
    write_checked(lake.layout, checked)
    return checked
