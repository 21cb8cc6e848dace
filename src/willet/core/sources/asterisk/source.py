"""Asterisk as a source: its files recognised, read into landed events, and folded."""

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from sqlite3 import Error as SqliteError

from duckdb import DuckDBPyConnection, Error

from willet.core.records import RequestError, Told, counted, saying
from willet.core.sources.asterisk.backwards import clock_notes
from willet.core.sources.asterisk.callers import CALLERS, make_callers_table
from willet.core.sources.asterisk.database import (
    MAGIC,
    holds_queue_log,
    load_table,
    table_header,
)
from willet.core.sources.asterisk.events import (
    EVENT_TABLE,
    TELLING_ROLES,
    Role,
    make_event_table,
    names_list,
)
from willet.core.sources.asterisk.fields import FIELDS, Loaded, make_fields_table, rows_in, tidy
from willet.core.sources.asterisk.fold import fold_all
from willet.core.sources.asterisk.judging import unjudged
from willet.core.sources.asterisk.landing import LANDED, land
from willet.core.sources.asterisk.lines import (
    UNREADABLE,
    is_cut_off,
    load_lines,
    looks_like_lines,
)
from willet.core.sources.asterisk.marks import FAR_DAYS
from willet.core.sources.asterisk.plain import opened, plain, plain_head
from willet.core.sources.asterisk.refused import refuse
from willet.core.sources.asterisk.rows import columns_of, header_of, load_rows
from willet.core.sources.asterisk.touched import NEAR_DAYS, OF_AGENTS, TOUCHED
from willet.core.sources.asterisk.unsupported import CANNOT_TELL, lacking_in
from willet.core.sources.contract import CONSULTED, Hints, Landing, Progress, ReadOptions, silent

_HEAD = 1 << 16

NO_ZONE = saying("days_of_utc", "No time zone was told: days are those of UTC.")
KEPT = saying("events_kept", "Kept as events that no record needs yet: %(events)s.")
KEPT_MORE = counted(
    "events_kept_more",
    "Kept as events that no record needs yet: %(events)s and %(n)s other kinds.",
    "Kept as events that no record needs yet: %(events)s and %(n)s other kinds.",
)
GUESSED = counted(
    "files_guessed",
    "%(n)s file holds bytes that are no UTF-8, read as Windows-1252, first %(file)s; look whether the "
    "names of agents and queues are right.",
    "%(n)s files hold bytes that are no UTF-8, read as Windows-1252, first %(file)s; look whether the "
    "names of agents and queues are right.",
)
NO_FILE = saying("no_file_here", "There is no file %(path)s. Look at the path, and try again.")
CUT_SHORT = saying("not_to_its_end", "%(file)s cannot be read to its end: %(why)s")
NO_LOG = saying(
    "no_queue_log",
    "%(file)s is no queue_log: no line reads time|callid|queue|agent|event|..., and there is "
    "no header with time, callid, queuename and event. Name another source, or another file.",
)
NO_LOG_TABLE = saying(
    "no_queue_log_table",
    "%(file)s is an SQLite file without a table queue_log of queue events. "
    "Name the file that holds queue_log.",
)

TELLS = {
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
    cannot_tell: Mapping[str, str] = field(default_factory=lambda: dict(CANNOT_TELL))
    tells: Mapping[str, str] = field(default_factory=lambda: dict(TELLS))
    hints: Hints = field(
        default_factory=lambda: Hints(
            contact_id="'asterisk:' || callid",
            context_days=NEAR_DAYS,
            far_rows=OF_AGENTS,
            far_days=FAR_DAYS,
            version=6,
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
            RequestError: a file is of another kind, or its times are local and no zone was told.
        """
        con.execute("SET preserve_insertion_order = true")
        make_event_table(con)
        make_fields_table(con)
        loaded = []
        for n, path in enumerate(files):
            progress(f"reading {path.name}", n / len(files))
            loaded.append(_load(con, path, options.preview_rows))
        progress("sorting events", None)
        landing = _landing(con, loaded, options)
        for table in (FIELDS, CALLERS, EVENT_TABLE):
            con.execute(f"DROP TABLE IF EXISTS {table}")
        progress("read", 1.0)
        return landing

    def parts_touched(self, con: DuckDBPyConnection) -> str:
        """SQL for the parts of the new rows, and for the days around where an agent's pause may span them."""
        return TOUCHED

    def fold(self, con: DuckDBPyConnection, options: ReadOptions) -> None:
        """Fold `landed` into the temp tables of the lake; repeated rows count once."""
        fold_all(con, options.zone, self.name, self.pbx)

    def at(self, pbx: str) -> "Asterisk":
        """The same source for one phone system of several, whose ids are its own."""
        name = f"{self.name}@{pbx}"
        hints = replace(self.hints, contact_id=f"'{name}:' || callid")
        return replace(self, name=name, pbx=pbx, hints=hints)


def _load(con: DuckDBPyConnection, path: Path, limit: int | None) -> Loaded:
    loaded = Loaded(path, rows_in(con))
    try:
        _load_form(con, loaded, limit)
    except FileNotFoundError:
        raise RequestError(NO_FILE(path=str(path))) from None
    except (Error, SqliteError, OSError, EOFError, zlib.error) as error:
        reason = str(error).splitlines()[0]
        raise RequestError(CUT_SHORT(file=path.name, why=reason)) from error
    tidy(con, loaded.first_row)
    loaded.rows = rows_in(con) - loaded.first_row
    loaded.unreadable = _unreadable(con)
    return loaded


def _load_form(con: DuckDBPyConnection, loaded: Loaded, limit: int | None) -> None:
    with opened(loaded.path) as file:
        head = file.read(_HEAD)
    if head.startswith(MAGIC):
        loaded.header, loaded.is_database = _checked_header(loaded.path), True
        load_table(con, loaded.path, loaded.header, limit)
    else:
        _load_text(con, loaded, plain_head(head), limit)


def _load_text(con: DuckDBPyConnection, loaded: Loaded, head: bytes, limit: int | None) -> None:
    table = header_of(head)
    if table is None and head.strip() and not looks_like_lines(head):
        raise RequestError(NO_LOG(file=loaded.path.name))
    with plain(loaded.path) as text:
        loaded.is_guessed = text.is_guessed
        if table is not None:
            loaded.header, loaded.delimiter = table
            load_rows(con, text, *table, limit)
            return
        load_lines(con, text, limit)
        loaded.cut_off = limit is None and is_cut_off(text)


def _checked_header(path: Path) -> tuple[str, ...]:
    header = table_header(path)
    if columns_of(header) is None:
        raise RequestError(NO_LOG_TABLE(file=path.name))
    return header


def _unreadable(con: DuckDBPyConnection) -> int:
    """How many rows the last file lost to their bytes; the list of them is dropped."""
    found = con.execute(
        f"SELECT count(*) FROM duckdb_tables() WHERE table_name = '{UNREADABLE}'"
    ).fetchone()
    if not found or not found[0]:
        return 0
    row = con.execute(f"SELECT count(DISTINCT line_byte_position) FROM {UNREADABLE}").fetchone()
    con.execute(f"DROP TABLE {UNREADABLE}")
    con.execute(f"DROP TABLE IF EXISTS {UNREADABLE}_scans")
    return int(row[0]) if row else 0


def _landing(con: DuckDBPyConnection, loaded: Sequence[Loaded], options: ReadOptions) -> Landing:
    landing = Landing(zone=options.zone)
    make_callers_table(con, options)
    cut_off = [f.after_row - 1 for f in loaded if f.cut_off and f.rows]
    land(con, cut_off, options.zone)
    landing.notes += clock_notes(con, loaded)
    landing.notes += [*_guesses(loaded), *unjudged(con)]
    refuse(con, loaded, landing.rejects)
    _count(con, landing)
    landing.rows_read = landing.rows_folded + landing.rows_kept + landing.rejects.total
    landing.cannot_tell = lacking_in(con)
    if options.zone is None:
        landing.notes.append(NO_ZONE())
    return landing


def _guesses(loaded: Sequence[Loaded]) -> list[Told]:
    guessed = [file.path.name for file in loaded if file.is_guessed]
    return [GUESSED(n=len(guessed), file=guessed[0])] if guessed else []


def _count(con: DuckDBPyConnection, landing: Landing) -> None:
    folded = (
        f"event IN {names_list(*(r for r in Role if r != Role.KEPT))} "
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
        said = KEPT_MORE(events=listed, n=more) if more > 0 else KEPT(events=listed)
        landing.notes.append(said)


SOURCE = Asterisk()
