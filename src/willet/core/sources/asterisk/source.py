"""Asterisk as a source: its files recognised, read into landed events, and folded."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from duckdb import DuckDBPyConnection

from willet.core.records import Message, counted, saying, steps
from willet.core.sources.asterisk.backwards import clock_notes
from willet.core.sources.asterisk.callers import CALLERS, make_callers_table
from willet.core.sources.asterisk.database import MAGIC, holds_queue_log
from willet.core.sources.asterisk.events import (
    EVENT_TABLE,
    TELLING_ROLES,
    EventRole,
    make_event_table,
    names_list,
)
from willet.core.sources.asterisk.fields import FIELDS, Loaded, make_fields_table, rows_in
from willet.core.sources.asterisk.file_notes import notes_of_files
from willet.core.sources.asterisk.fold import fold_all
from willet.core.sources.asterisk.judging import unjudged
from willet.core.sources.asterisk.landing import BLANK, CUT_OFF, LANDED, land
from willet.core.sources.asterisk.lines import looks_like_lines
from willet.core.sources.asterisk.loading import load, take_out
from willet.core.sources.asterisk.marks import FAR_DAYS
from willet.core.sources.asterisk.refused import refuse
from willet.core.sources.asterisk.rows import header_of
from willet.core.sources.asterisk.touched import NEAR_DAYS, OF_AGENTS, TOUCHED
from willet.core.sources.asterisk.unsupported import CANNOT_TELL, lacking_in
from willet.core.sources.contract import CONSULTED, Hints, Landing, Progress, ReadOptions, silent
from willet.core.sources.plain import plain_head
from willet.core.sources.whole_files import refuse_whole, whole_files

NO_ZONE = saying("days_of_utc", "No time zone was told: days are those of UTC.")
KEPT = saying("events_kept", "Kept as events that no record needs yet: %(events)s.")
KEPT_MORE = counted(
    "events_kept_more",
    "Kept as events that no record needs yet: %(events)s and %(n)s other kinds.",
    "Kept as events that no record needs yet: %(events)s and %(n)s other kinds.",
)
TAGS_READ = {
    CONSULTED: "an attended transfer: the agent spoke with a colleague before handing the caller over.",
}


@dataclass(frozen=True)
class Asterisk:
    """The queue_log of Asterisk, as a file or as the realtime table."""

    name: str = "asterisk"
    pbx: str = ""
    """The phone system's name, where the centre has several."""
    title: str = "Asterisk queue_log"
    reads: str = (
        "queue_log files (plain, rotated or gzipped), exports of the queue_log table as CSV or TSV, "
        "and SQLite files holding it"
    )
    landed: Mapping[str, str] = field(default_factory=lambda: dict(LANDED))
    cannot_tell: Mapping[str, Message] = field(default_factory=lambda: dict(CANNOT_TELL))
    tags_read: Mapping[str, str] = field(default_factory=lambda: dict(TAGS_READ))
    hints: Hints = field(
        default_factory=lambda: Hints(
            contact_id="'asterisk:' || callid",
            context_days=NEAR_DAYS,
            far_rows=OF_AGENTS,
            far_days=FAR_DAYS,
            version=8,
        )
    )

    def recognises(self, path: Path, head: bytes) -> bool:
        """Whether the file reads like queue_log in one of its forms."""
        if head.startswith(MAGIC):
            return holds_queue_log(path)
        text = plain_head(head)
        return header_of(text) is not None or looks_like_lines(text)

    def read(
        self,
        con: DuckDBPyConnection,
        files: Sequence[Path],
        options: ReadOptions,
        progress: Progress = silent,
    ) -> Landing:
        """Read the files into the temp table `landed`; see `landing` for its columns.

        Raises:
            RequestError: no file could be read, or times are local and no zone was told.
        """
        con.execute("SET preserve_insertion_order = true")
        make_event_table(con)
        make_fields_table(con)
        loaded: list[Loaded] = []
        with whole_files(len(files)) as (one, refused):
            for n, path in enumerate(files):
                progress(steps.READING_FILE(file=path.name), n / len(files))
                with one(path.name, partial(take_out, con, rows_in(con))):
                    loaded.append(load(con, path, options.preview_rows))
        progress(steps.SORTING, None)
        landing = _landing(con, loaded, options)
        refuse_whole(landing, refused)
        for table in (FIELDS, CALLERS, EVENT_TABLE):
            con.execute(f"DROP TABLE IF EXISTS {table}")
        progress(steps.READ, 1.0)
        return landing

    def parts_touched(self, con: DuckDBPyConnection) -> str:
        """SQL for the parts of the new rows, and for the days around where an agent's pause may span them."""
        return TOUCHED

    def fold(self, con: DuckDBPyConnection, options: ReadOptions) -> None:
        """Fold `landed` into the temp tables of the lake; repeated rows count once."""
        fold_all(con, options, self.name, self.pbx)

    def at(self, pbx: str) -> "Asterisk":
        """The same source for one phone system of several, whose ids are its own."""
        name = f"{self.name}@{pbx}"
        hints = replace(self.hints, contact_id=f"'{name}:' || callid")
        return replace(self, name=name, pbx=pbx, hints=hints)


def _landing(con: DuckDBPyConnection, loaded: Sequence[Loaded], options: ReadOptions) -> Landing:
    landing = Landing(zone=options.zone)
    make_callers_table(con, options)
    cut_off = [f.after_row - 1 for f in loaded if f.cut_off and f.rows]
    land(con, cut_off, options.zone)
    landing.notes += clock_notes(con, loaded)
    con.execute(f"DELETE FROM landed WHERE fault IN ('{CUT_OFF}', '{BLANK}')")
    landing.notes += [*notes_of_files(loaded), *unjudged(con)]
    refuse(con, loaded, landing.rejects)
    _count(con, landing)
    landing.rows_read = landing.rows_folded + landing.rows_kept + landing.rejects.total
    landing.cannot_tell = lacking_in(con)
    if options.zone is None:
        landing.notes.append(NO_ZONE())
    return landing


def _count(con: DuckDBPyConnection, landing: Landing) -> None:
    folded = (
        f"event IN {names_list(*(r for r in EventRole if r != EventRole.KEPT))} "
        f"AND NOT (event IN {names_list(*TELLING_ROLES)} AND callid IS NULL)"
    )
    rows = con.execute(
        f"SELECT event, {folded}, count(*) FROM landed GROUP BY ALL ORDER BY 3 DESC, 1"
    ).fetchall()
    landing.rows_folded = sum(n for _, is_folded, n in rows if is_folded)
    kept = [(name, n) for name, is_folded, n in rows if not is_folded]
    landing.rows_kept = sum(n for _, n in kept)
    if kept:
        listed = ", ".join(f"{n} {name}" for name, n in kept[:12])
        more = len(kept) - 12
        kept_more = KEPT_MORE(events=listed, n=more) if more > 0 else KEPT(events=listed)
        landing.notes.append(kept_more)


SOURCE = Asterisk()
