"""Making every derived row anew from the landed ones: after an update of Willet, or to check the lake."""

from pathlib import Path

from willet.core.intake.erasing import keep_erased
from willet.core.intake.renewal import bring_up, make_anew
from willet.core.lake import Lake
from willet.core.records import steps
from willet.core.sources import Progress, silent


def rebuild(lake_path: Path | str, *, progress: Progress = silent) -> bool:
    """Fold and link everything from nothing. Says whether any row came out otherwise than before.

    The same Willet over the same lake gives the same bytes: True means that a fold or a rule has changed
    since, or that a file was damaged.

    Raises:
        RequestError: there is no lake.
        LakeError: the lake or the disk failed; the lake is as it was.
    """
    bring_up(lake_path, progress=progress)
    lake = Lake.at(lake_path)
    before = lake.snapshot(even_damaged=True).manifest.content
    with lake.writing(progress=progress) as tx:
        make_anew(tx, lake, progress)
        progress(steps.COMMITTING, None)
        differs = tx.commit().content != before
    # Only now is every file sound that whoever was erased meanwhile is to be taken out of.
    return keep_erased(lake_path, progress=progress) or differs
