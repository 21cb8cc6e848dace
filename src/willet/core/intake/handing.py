"""Rows that rooms hand in: landed, folded, joined to their contacts, linked and committed in one step."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from secrets import token_hex

from duckdb import DuckDBPyConnection

from willet.core import cases
from willet.core.cases.joining import days_joined
from willet.core.intake.folding import fold
from willet.core.intake.renewal import renew
from willet.core.lake import Lake, RunRecord, Transaction
from willet.core.lake.engine import open_engine
from willet.core.lake.forgetting import forget_just_read
from willet.core.lake.history import read_run
from willet.core.records import ImportReport, RejectLog, steps
from willet.core.sources import Progress, silent
from willet.core.sources.rooms import SOURCE, RoomRow
from willet.core.sources.rooms.landing import HandedRows, land

Marks = Mapping[str, str]
"""Who hands rows in -> up to where they did; what a mark says is theirs."""


@dataclass(frozen=True, slots=True)
class LandedRows:
    """What became of rows handed in: how many, which were refused, the days of contacts that changed.

    `run_id` is None where the lake had every row already, and nothing was written.
    """

    rows: int = 0
    rejects: RejectLog = field(default_factory=RejectLog)
    days_changed: tuple[date, ...] = ()
    run_id: str | None = None


def land_rows(
    lake_path: Path | str,
    rows: Iterable[RoomRow],
    *,
    marks: Marks | None = None,
    anew: bool = False,
    progress: Progress = silent,
) -> LandedRows:
    """Bring rows of rooms into the lake, making it if there is none; all of them become visible at once.

    A row that the lake has already changes nothing, so rows may be handed in again and in any order. A row that is
    wrong is refused, and costs the others nothing. One about a call that no source told of yet waits in the lake.

    Args:
        lake_path: the lake's folder.
        rows: the rows.
        marks: up to where these rows go; kept in the same step, for `marks_of` to give.
        anew: these rows are all there are; what the lake has of rooms beside them goes.
        progress: called with each step and the share done.

    Raises:
        LakeError: the lake or the disk failed; the lake is as it was.
    """
    with open_engine() as con:
        progress(steps.READING, None)
        handed = land(con, rows)
        if not handed.landed and not anew:
            return LandedRows(handed.rows, handed.rejects)
        lake = Lake.create(lake_path)
        renew(lake.path, progress=progress)
        return _stored(lake, con, handed, marks or {}, anew=anew, progress=progress)


def marks_of(lake_path: Path | str) -> Marks:
    """Up to where rows were handed in, by who did; nothing where there is no lake, or its run was undone.

    Raises:
        LakeError: there is a lake and it cannot be read.
    """
    if not (Path(lake_path) / "lake.toml").exists():
        return {}
    return Lake.at(lake_path).snapshot(even_damaged=True).manifest.marks.get(SOURCE.name, {})


def _stored(
    lake: Lake,
    con: DuckDBPyConnection,
    handed: HandedRows,
    marks: Marks,
    *,
    anew: bool,
    progress: Progress,
) -> LandedRows:
    with lake.writing(progress=progress) as tx:
        run_id = tx.index.run_of(SOURCE.name) or _new_id()
        progress(steps.STORING, None)
        forget_just_read(con, SOURCE, lake.layout)
        parts = (tx.gather_anew if anew else tx.gather)(SOURCE, con, run_id)
        if not parts:
            return LandedRows(handed.rows, handed.rejects)
        fold(tx, lake, {SOURCE.name: parts}, zone=lake.zone, progress=progress)
        progress(steps.LINKING, None)
        cases.refresh(tx)
        days = days_joined(tx)
        tx.marks[SOURCE.name] = {**tx.marks.get(SOURCE.name, {}), **marks}
        tx.record(_record(tx, run_id, handed))
        progress(steps.COMMITTING, None)
        tx.commit()
    return LandedRows(handed.rows, handed.rejects, days, run_id)


def _new_id() -> str:
    return f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}-{token_hex(4)}"


def _record(tx: Transaction, run_id: str, handed: HandedRows) -> RunRecord:
    """All rows of rooms are one run: its record says when the last came, and how many came so far."""
    before = read_run(tx.layout, run_id, active=True).report
    report = ImportReport(SOURCE.name, rejects=handed.rejects, run_id=run_id)
    report.rows_read = handed.rows + int(before.get("rows_read", 0))
    report.rows_folded = handed.landed + int(before.get("rows_folded", 0))
    at = datetime.now(UTC).isoformat(timespec="seconds")
    return replace(RunRecord(run_id, SOURCE.name, at), report=report.as_record())
