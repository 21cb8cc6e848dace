"""An import from end to end: read, land, fold, link into cases, commit, report."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from willet.core import cases
from willet.core.intake.preparing import Read, prepare, read, reported
from willet.core.intake.refusing import ManyRefusedError
from willet.core.intake.rehearsal import rehearse
from willet.core.intake.renewal import renew
from willet.core.intake.request import checked, described
from willet.core.lake import Lake, RunRecord
from willet.core.lake.engine import open_engine
from willet.core.records import ImportReport, steps
from willet.core.sources import Progress, hints_of, silent
from willet.core.sources.contract import KeptPerson

Keep = Callable[[Sequence[KeptPerson]], object]
"""Keeps numbers and addresses beside the lake."""


def import_files(
    lake_path: Path | str,
    source_name: str,
    paths: Iterable[Path | str],
    *,
    zone: str | None = None,
    mapping: Path | str | None = None,
    region: str | None = None,
    dry_run: bool = False,
    accept_rejects: bool = False,
    asked_as: str | None = None,
    keep: Keep | None = None,
    progress: Progress = silent,
) -> ImportReport:
    """Import files into the lake, making it if there is none; the whole import becomes visible at once.

    Args:
        lake_path: the lake's folder.
        source_name: a name of `sources.SOURCES`.
        paths: files, or folders of files.
        zone: IANA zone of the centre; by default the lake's own.
        mapping: mapping file, for the source `table`.
        region: country of national phone numbers, two letters; by default the lake's own.
        dry_run: report what would happen and write nothing.
        accept_rejects: import the good rows although more than one in ten of 20 or more is refused.
        asked_as: a name that the run keeps in the history, for `run_asked_as` to find it by.
        keep: called before the commit with whoever the mapping says is to be kept; nobody is kept where it is None.
        progress: called with each step and the share done.

    Raises:
        RequestError: the request was wrong; nothing was written. `ManyRefusedError`, which bears the report,
            where too many rows are refused.
        LakeError: the lake or the disk failed; the lake is as it was.
    """
    request = checked(lake_path, source_name, paths, zone=zone, mapping=mapping, region=region)
    with open_engine() as con:
        done = read(request, con, progress)
        if dry_run:
            return rehearse(done, progress, accept_rejects=accept_rejects)[0]
        if not accept_rejects:
            _refuse_many(done)
        lake = _new_lake(done)
        renew(lake.path, progress=progress)
        return _stored(lake, done, asked_as, keep, progress)


def _refuse_many(done: Read) -> None:
    report = reported(done)
    if report.many_refused:
        raise ManyRefusedError(replace(report, refused=True, run_id=None))


def _new_lake(done: Read) -> Lake:
    """The lake, with the customers' key that the rows were read under."""
    request = done.request
    given = done.landing.zone if hints_of(request.source).zone_per_row else None
    return Lake.create(
        request.place,
        zone=request.zone or given,
        region=request.options.region,
        key=request.options.customer_key,
    )


def run_asked_as(lake_path: Path | str, name: str) -> RunRecord | None:
    """The run that was asked for under this name, undone or not; None if none was committed.

    Raises:
        LakeError: there is a lake and it cannot be read.
    """
    place = Path(lake_path)
    runs = Lake.at(place).runs() if (place / "lake.toml").exists() else []
    return next((run for run in runs if run.asked_as == name), None)


def _stored(
    lake: Lake, done: Read, asked_as: str | None, keep: Keep | None, progress: Progress
) -> ImportReport:
    files = described(done.request.files)
    with lake.writing(progress=progress) as tx:
        report, _ = prepare(tx, lake, done, progress)
        progress(steps.LINKING, None)
        cases.refresh(tx)
        tx.record(
            RunRecord(
                report.run_id or "",
                report.source,
                datetime.now(UTC).isoformat(timespec="seconds"),
                files,
                done.zone,
                done.request.options.region,
                report.as_record(),
                asked_as=asked_as,
            )
        )
        # Before the commit: cut short between the two, the same import done again keeps them again.
        if keep is not None and done.landing.kept:
            keep(done.landing.kept)
        progress(steps.COMMITTING, None)
        tx.commit()
    return report
