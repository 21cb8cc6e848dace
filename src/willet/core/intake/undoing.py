"""Undoing a run: the lake becomes what it would be had the run never been."""

from pathlib import Path

from willet.core import cases
from willet.core.intake.folding import fold
from willet.core.intake.renewal import renew
from willet.core.lake import Lake, Transaction
from willet.core.lake.changes import FOLDED, count_changes
from willet.core.records import ImportReport, RequestError, UnknownNameError, kinds, saying, steps
from willet.core.sources import Progress, silent, source_named

UNDONE = saying("run_undone", "Run %(run)s is undone.")
UNDONE_BEFORE = saying(
    "run_undone_before",
    "Run %(run)s was undone before; there is nothing left to take back.",
)


def undo(lake_path: Path | str, run_id: str, *, progress: Progress = silent) -> ImportReport:
    """Take back one import run. Rows that another run brought too stay.

    Returns the report of the undo itself: contacts removed, contacts that fell back to an earlier version
    (as revised), and the days that changed.

    Raises:
        RequestError: there is no such lake or run, or the run was undone before.
        LakeError: the lake or the disk failed; the lake is as it was.
    """
    renew(lake_path, progress=progress)
    lake = Lake.at(lake_path)
    with lake.writing(progress=progress) as tx:
        _check(tx, run_id)
        source = source_named(tx.index.runs[run_id].source)
        parts = tx.drop(run_id, source)
        fold(tx, lake, {source.name: parts}, zone=lake.zone, progress=progress)
        progress(steps.LINKING, None)
        cases.refresh(tx)
        report = _reported(tx, source.name, run_id)
        progress(steps.COMMITTING, None)
        tx.commit()
    return report


def _check(tx: Transaction, run_id: str) -> None:
    if run_id in tx.before.undone:
        raise RequestError(UNDONE_BEFORE(run=run_id))
    if run_id not in tx.before.runs:
        raise UnknownNameError(kinds.RUN, run_id, tx.before.runs)


def _reported(tx: Transaction, source: str, run_id: str) -> ImportReport:
    changed = tx.changed_tables.intersection(FOLDED)
    with tx.connect({"contacts"} | changed) as now:
        counted = count_changes(now, changed)
    return ImportReport(
        source=source,
        contacts_new=counted.new,
        contacts_revised=counted.revised,
        contacts_removed=counted.removed,
        days_changed=list(counted.days),
        notes=[UNDONE(run=run_id)],
        run_id=run_id,
    )
