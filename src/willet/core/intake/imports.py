"""An import from end to end: read, land, fold, link into cases, commit, report."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex
from typing import Any

from duckdb import DuckDBPyConnection

from willet.core.intake.folding import fold_and_link
from willet.core.intake.rehearsal import rehearsed
from willet.core.intake.request import Request, check_zone, checked, described
from willet.core.lake import Lake, RunRecord, Transaction
from willet.core.lake.changes import count_changes
from willet.core.lake.counting import RunContacts
from willet.core.lake.durable import storing
from willet.core.lake.engine import open_engine
from willet.core.records import CONTACTS, ImportReport
from willet.core.sources import Landing, Progress, hints_of, silent


def import_files(
    lake_path: Path | str,
    source_name: str,
    paths: Iterable[Path | str],
    *,
    zone: str | None = None,
    mapping: Path | str | None = None,
    region: str | None = None,
    dry_run: bool = False,
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
        progress: called with each step and the share done.

    Raises:
        RequestError: the request was wrong; nothing was written.
        LakeError: the lake or the disk failed; the lake is as it was.
    """
    request = checked(lake_path, source_name, paths, zone=zone, mapping=mapping, region=region)
    with open_engine() as con:
        landing = landed(request, con, progress)
        if dry_run:
            with rehearsed(request.lake) as lake:
                report = stored(lake, request, con, landing, progress).report
                return replace(report, run_id=None)
        return stored(_made(request, landing), request, con, landing, progress).report


def landed(request: Request, con: DuckDBPyConnection, progress: Progress) -> Landing:
    """Read the files into table `landed` of the connection.

    Raises:
        RequestError: a file is of another kind, or the request lacks what the source needs.
        LakeError: there is no room for what does not fit in memory.
    """
    progress("reading", None)
    with storing(request.place):
        return request.source.read(con, request.files, request.options, progress)


def _made(request: Request, landing: Landing) -> Lake:
    """The lake, with the customers' key that the rows were read under."""
    told = landing.zone if hints_of(request.source).zone_per_row else None
    return Lake.create(
        request.place,
        zone=request.zone or told,
        region=request.options.region,
        key=request.options.customer_key,
    )


@dataclass(frozen=True, slots=True)
class Stored:
    """What an import did, and the first contacts it spoke of, by arrival."""

    report: ImportReport
    columns: Sequence[str]
    rows: Sequence[tuple[Any, ...]]


def stored(
    lake: Lake,
    request: Request,
    con: DuckDBPyConnection,
    landing: Landing,
    progress: Progress,
    *,
    show: int = 0,
) -> Stored:
    """Land the rows that were read, fold them and commit; give back the first `show` contacts."""
    run_id = f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{token_hex(4)}"
    folded_in = landing.zone or request.options.zone or "UTC"
    with lake.writing(progress=progress) as tx:
        check_zone(lake, request.source, folded_in)
        report = _reported(request, landing, run_id)
        run = RunContacts(con, tx.layout, request.source)
        progress("storing", None)
        parts = tx.land(request.source, con, run_id)
        touched = {request.source.name: parts}
        fold_and_link(tx, lake, touched, zone=folded_in, progress=progress)
        rows = _count(tx, run, report, show)
        tx.record(_record(request, report, run_id, folded_in))
        progress("committing", None)
        tx.commit()
    return Stored(report, CONTACTS.names, rows)


def _reported(request: Request, landing: Landing, run_id: str) -> ImportReport:
    return ImportReport(
        source=request.source.name,
        files=[str(f) for f in request.files],
        rows_read=landing.rows_read,
        rows_folded=landing.rows_folded,
        rows_kept=landing.rows_kept,
        rejects=landing.rejects,
        unsupported=landing.unsupported,
        notes=list(landing.notes),
        run_id=run_id,
    )


def _count(
    tx: Transaction, run: RunContacts, report: ImportReport, show: int
) -> Sequence[tuple[Any, ...]]:
    with tx.connect() as now:
        counted = count_changes(now)
        spoken = f"FROM contacts_by_part WHERE {run.where()}"
        row = now.execute(f"SELECT count(*), list(DISTINCT source) {spoken}").fetchone()
        first = f"SELECT * EXCLUDE (part) {spoken} ORDER BY arrived_at, contact_id LIMIT $show"
        rows = now.execute(first, {"show": show}).fetchall() if show else []
    assert row is not None, "an aggregate without groups gives one row"
    report.contacts_new, report.contacts_revised = counted.new, counted.revised
    report.contacts_unchanged = max(0, row[0] - counted.new - counted.revised)
    report.contacts_removed = counted.removed
    report.days_changed = list(counted.days)
    if report.run_id is not None:
        why = {u.metric: u.why for u in report.unsupported}
        tx.cannot_tell(report.run_id, row[1] or (), why)
    return rows


def _record(request: Request, report: ImportReport, run_id: str, zone: str) -> RunRecord:
    return RunRecord(
        run_id,
        request.source.name,
        datetime.now(UTC).isoformat(timespec="seconds"),
        described(request.files),
        zone,
        request.options.region,
        report.as_dict(),
    )
