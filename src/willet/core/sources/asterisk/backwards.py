"""A clock that was put back: told in the report, and never in a figure.

Asterisk measures each wait and each conversation with the clock on the wall. When that is put back
(a time server, a restored machine, the repeated hour in a log of local times), lines go back in time
and a figure that spans the change comes out negative. Such a figure is unknown, its event stands:
the caller was answered all the same. What follows what in one call is told by the kinds of events,
not by their times; which of two visits came first, by the times as they are written.
"""

from collections.abc import Sequence

from duckdb import DuckDBPyConnection

from willet.core.records import Message, counted, saying
from willet.core.sources.asterisk.fields import Loaded
from willet.core.sources.asterisk.refused import line_of

WENT_BACK = saying("clock_went_back", "The clock went back once, by %(by)s s at %(place)s.")
WENT_BACK_OFTEN = counted(
    "clock_went_back_often",
    "The clock went back %(n)s time, first by %(by)s s at %(place)s.",
    "The clock went back %(n)s times, first by %(by)s s at %(place)s.",
)
NEGATIVE = counted(
    "events_negative",
    "%(n)s event has a negative time, as a clock that is put back leaves it; the event stands and the time is "
    "unknown, first at %(place)s.",
    "%(n)s events have a negative time, as a clock that is put back leaves it; the event stands and the time is "
    "unknown, first at %(place)s.",
)
REPEATED = counted(
    "events_time_twice",
    "%(n)s row has a local time that came twice; the first was taken (repeated_hour).",
    "%(n)s rows have a local time that came twice; the first was taken (repeated_hour).",
)
_JITTER_S = 1
"""Two writers may stamp their lines within a second in either order."""

_STEPS = f"""
    WITH ordered AS (
        SELECT row_no, lag(row_no) OVER lines AS before_no, lag(at_s) OVER lines - at_s AS back_s
        FROM landed WHERE fault IS NULL WINDOW lines AS (ORDER BY row_no)
    ), back AS (SELECT * FROM ordered WHERE back_s > {_JITTER_S})
    SELECT count(*), min(row_no), arg_min(back_s, row_no) FROM back
    JOIN (SELECT unnest($first) AS first_no, unnest($last) AS last_no) files
    ON before_no >= first_no AND row_no <= last_no
"""

_NEGATIVE = "SELECT count(*), min(row_no) FROM landed WHERE fault IS NULL AND is_negative"


def clock_notes(con: DuckDBPyConnection, files: Sequence[Loaded]) -> list[Message]:
    """The notes on clocks that went back; expects `row_no`, `fault` and `is_negative` in `landed`."""
    return [*_of_steps(con, files), *_of_figures(con, files), *_of_repeated(con)]


def _of_steps(con: DuckDBPyConnection, files: Sequence[Loaded]) -> list[Message]:
    """Only lines of a log stand in the order in which they were written; rows of a table may not."""
    logs = [file for file in files if not file.header and file.rows]
    borders = {"first": [f.first_row for f in logs], "last": [f.after_row - 1 for f in logs]}
    count, row, back_s = con.execute(_STEPS, borders).fetchall()[0] if logs else (0, 0, 0)
    if not count:
        return []
    place = _place(files, row)
    if count == 1:
        return [WENT_BACK(by=back_s, place=place)]
    return [WENT_BACK_OFTEN(n=count, by=back_s, place=place)]


def _of_figures(con: DuckDBPyConnection, files: Sequence[Loaded]) -> list[Message]:
    count, row = con.execute(_NEGATIVE).fetchall()[0]
    return [NEGATIVE(n=count, place=_place(files, row))] if count else []


def _of_repeated(con: DuckDBPyConnection) -> list[Message]:
    count = con.execute(
        "SELECT count(*) FROM landed WHERE fault IS NULL AND clock_note IS NOT NULL"
    ).fetchall()[0][0]
    if not count:
        return []
    return [REPEATED(n=count)]


def _place(files: Sequence[Loaded], row: int) -> str:
    file = next(f for f in files if f.first_row <= row < f.after_row)
    return f"{file.path.name}:{line_of(file, row - file.first_row)}"
