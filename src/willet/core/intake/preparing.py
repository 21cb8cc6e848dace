"""What an import and its rehearsal share: land and fold what was read, and count what became of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from secrets import token_hex
from typing import Any

from duckdb import DuckDBPyConnection

from willet.core.intake.clashes import clashes
from willet.core.intake.folding import fold
from willet.core.intake.keeping import kept_people
from willet.core.intake.overlaps import overlaps
from willet.core.intake.request import Request, check_zone
from willet.core.lake import Lake, Transaction
from willet.core.lake.changes import FOLDED, count_changes
from willet.core.lake.counting import RunContacts
from willet.core.lake.durable import storing
from willet.core.lake.forgetting import forget_just_read
from willet.core.lake.layout import Layout
from willet.core.metrics import catalogue
from willet.core.metrics.silence import lacking
from willet.core.records import ImportReport, Message, Unsupported, steps
from willet.core.sources import Landing, Progress
from willet.core.sources.whole_files import refuse_whole

Rows = Sequence[tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Read:
    """Files that were read: the request, the connection that holds `landed`, what the source says of it."""

    request: Request
    con: DuckDBPyConnection
    landing: Landing

    @property
    def zone(self) -> str:
        """The zone in whose days these rows are folded, where they do not know their own."""
        return self.landing.zone or self.request.options.zone or "UTC"


def read(request: Request, con: DuckDBPyConnection, progress: Progress) -> Read:
    """Read the files into table `landed` of the connection.

    Raises:
        RequestError: a file is of another kind, or the request lacks what the source needs.
        LakeError: there is no room for what does not fit in memory.
    """
    progress(steps.READING, None)
    with storing(request.place):
        landing = request.source.read(con, request.files, request.options, progress)
    refuse_whole(landing, ((path.name, error) for path, error in request.refused))
    return Read(request, con, landing)


def prepare(
    tx: Transaction, lake: Lake, done: Read, progress: Progress, *, show: int = 0
) -> tuple[ImportReport, Rows]:
    """Land and fold what was read; give the report, and the first `show` contacts by arrival.

    Raises:
        RequestError: the rows cannot stand beside those of another zone.
    """
    source = done.request.source
    check_zone(lake, source, done.zone)
    report = reported(done)
    forget_just_read(done.con, source, Layout(done.request.place))
    done.landing.kept = kept_people(done.con, done.landing)
    report.notes += [*clashes(tx, done.con, source).notes, *overlaps(tx, done.con, source)]
    run = RunContacts(done.con, tx.layout, source)
    progress(steps.STORING, None)
    parts = tx.land(source, done.con, report.run_id or "")
    # The rows now rest in the lake; folding needs the memory they took.
    done.con.execute("DROP TABLE landed")
    fold(tx, lake, {source.name: parts}, zone=done.zone, progress=progress)
    return report, _count(tx, run, report, cannot_tell(done), show)


def reported(done: Read) -> ImportReport:
    """What the reading alone came to, before anything is counted in the lake."""
    landing = done.landing
    return ImportReport(
        source=done.request.source.name,
        files=[str(f) for f in (*done.request.files, *(path for path, _ in done.request.refused))],
        rows_read=landing.rows_read,
        rows_folded=landing.rows_folded,
        rows_kept=landing.rows_kept,
        rejects=landing.rejects,
        unsupported=unsupported(cannot_tell(done)),
        notes=list(landing.notes),
        run_id=f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}-{token_hex(4)}",
    )


def cannot_tell(done: Read) -> dict[str, Message]:
    """What these rows cannot tell: what their source never can, and what the files at hand do not."""
    return {**done.request.source.cannot_tell, **done.landing.cannot_tell}


def unsupported(gaps: Mapping[str, Message]) -> list[Unsupported]:
    """The metrics of the catalogue that need what is lacking, each with the reason."""
    result = lacking(gaps, catalogue().values())
    return [Unsupported(metric, why) for metric, why in sorted(result.items())]


def _count(
    tx: Transaction, run: RunContacts, report: ImportReport, gaps: Mapping[str, Message], show: int
) -> Rows:
    # A view of each table that did not change would cost a small import more than its rows do.
    changed = tx.changed_tables.intersection(FOLDED)
    with tx.connect({"contacts", "call_ids"} | changed) as now:
        counted = count_changes(now, changed)
        spoken = f"FROM ({run.rows(now, tx.rows)})"
        row = now.execute(f"SELECT count(*), list(DISTINCT source) {spoken}").fetchone()
        first = f"SELECT * EXCLUDE (part) {spoken} ORDER BY arrived_at, contact_id LIMIT $show"
        rows = now.execute(first, {"show": show}).fetchall() if show else []
    assert row is not None, "an aggregate without groups gives one row"
    report.contacts_new, report.contacts_revised = counted.new, counted.revised
    report.contacts_unchanged = max(0, row[0] - counted.new - counted.revised)
    report.contacts_removed = counted.removed
    report.days_changed = list(counted.days)
    tx.cannot_tell(report.run_id or "", row[1] or (), gaps)
    return rows
