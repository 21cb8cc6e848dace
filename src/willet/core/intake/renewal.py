"""A lake that an earlier Willet wrote becomes one of today's by itself: stamped, folded, linked anew, in one step."""

from collections.abc import Mapping
from pathlib import Path

from willet.core import cases
from willet.core.intake.erasing import keep_erased
from willet.core.intake.folding import fold
from willet.core.lake import Lake, Transaction
from willet.core.lake.format import FORMAT
from willet.core.lake.linked_anew import is_linked_earlier
from willet.core.lake.manifest import Folding
from willet.core.records import steps
from willet.core.sources import Progress, hints_of, is_known, silent, source_named


def renew(lake_path: Path | str, *, progress: Progress = silent) -> bool:
    """Bring the lake to today's format, folds and rules of linking, where it is in earlier ones. Says whether it was.

    Facts, corrections by hand and undone runs stay as they are. Killed at any moment, the lake is as it was.
    Until then it can be read, and answers as it did.

    Raises:
        RequestError: there is no lake.
        LakeError: the lake or the disk failed; the lake is as it was.
    """
    keep_erased(lake_path, progress=progress)
    return bring_up(lake_path, progress=progress)


def bring_up(lake_path: Path | str, *, progress: Progress = silent) -> bool:
    """As `renew`, but for whom the lake forgot meanwhile: where files are damaged, these are made anew before that."""
    lake = Lake.at(lake_path)
    held = lake.snapshot(even_damaged=True).manifest
    if not _is_earlier(held.format, held.folding) and not is_linked_earlier(held):
        return False
    with lake.writing(progress=progress) as tx:
        if not _is_earlier(tx.format, tx.folding) and cases.is_current(tx):
            return False  # somebody else was faster
        _make_todays(tx, lake, progress)
        progress(steps.COMMITTING, None)
        tx.commit()
    return True


def _is_earlier(format_: int, folding: Mapping[str, Folding]) -> bool:
    """Whether rows rest in an earlier format, or were folded by a source that would fold them otherwise today."""
    return format_ < FORMAT or any(
        given.version != hints_of(source_named(name)).version
        for name, given in folding.items()
        if is_known(name)
    )


def _make_todays(tx: Transaction, lake: Lake, progress: Progress) -> None:
    if tx.format < FORMAT:
        progress(steps.RENEWING(format=FORMAT), None)
        tx.renew(map(source_named, tx.sources), lake.zone)
        make_anew(tx, lake, progress)
        return
    fold(tx, lake, {}, progress=progress)
    progress(steps.LINKING, None)
    cases.refresh(tx)


def make_anew(tx: Transaction, lake: Lake, progress: Progress) -> None:
    """Fold and link everything in the transaction from the landed rows alone."""
    tx.forget_derived()
    everything = {name: tx.index.parts(name) for name in tx.sources}
    fold(tx, lake, everything, progress=progress)
    progress(steps.LINKING, None)
    cases.refresh(tx)
