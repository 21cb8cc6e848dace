"""A lake of an earlier format becomes one of today's by itself: stamped, folded and linked anew, in one step."""

from pathlib import Path

from willet.core import cases
from willet.core.intake.folding import fold
from willet.core.lake import Lake, Transaction
from willet.core.lake.format import FORMAT
from willet.core.sources import Progress, silent, source_named


def renew(lake_path: Path | str, *, progress: Progress = silent) -> bool:
    """Bring the lake to today's format, where it is in an earlier one. Says whether there was anything to do.

    Facts, corrections by hand and undone runs stay as they are. Killed at any moment, the lake is as it was.
    Until then it can be read, and answers as it did.

    Raises:
        RequestError: there is no lake.
        LakeError: the lake or the disk failed; the lake is as it was.
    """
    lake = Lake.at(lake_path)
    if lake.snapshot(even_damaged=True).manifest.format >= FORMAT:
        return False
    with lake.writing(progress=progress) as tx:
        if tx.format >= FORMAT:  # somebody else was faster
            return False
        progress(f"bringing the lake to format {FORMAT}", None)
        tx.renew(map(source_named, tx.sources), lake.zone)
        make_anew(tx, lake, progress)
        progress("committing", None)
        tx.commit()
    return True


def make_anew(tx: Transaction, lake: Lake, progress: Progress) -> None:
    """Fold and link everything in the transaction from the landed rows alone."""
    tx.forget_derived()
    everything = {name: tx.index.parts(name) for name in tx.sources}
    fold(tx, lake, everything, progress=progress)
    progress("linking", None)
    cases.refresh(tx)
