"""A clock that was put back: told in the report, and never in a figure.

Asterisk measures each wait and each conversation with the clock on the wall. When that is put back
(a time server, a restored machine, the repeated hour in a log of local times), lines go back in time
and a figure that spans the change comes out negative. Such a figure is unknown, its event stands:
the caller was answered all the same. What follows what in one call is told by the kinds of events,
not by their times; which of two visits came first, by the times as they are written.
"""

from collections.abc import Sequence

from duckdb import DuckDBPyConnection

from willet.core.records import Told, counted, saying
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
    SELECT row_no, back_s FROM (
        SELECT row_no, lag(at_s) OVER (ORDER BY row_no) - at_s AS back_s FROM landed
        WHERE fault IS NULL AND row_no BETWEEN $first AND $last)
    WHERE back_s > {_JITTER_S} ORDER BY row_no
"""

_NEGATIVE = "SELECT row_no FROM landed WHERE fault IS NULL AND is_negative ORDER BY row_no"


def clock_notes(con: DuckDBPyConnection, files: Sequence[Loaded]) -> list[Told]:
    """The notes on clocks that went back; expects `row_no`, `fault` and `is_negative` in `landed`.

    Only lines of a log stand in the order in which they were written; rows of a table may not.
    """
    steps = [(file, *step) for file in files if not file.header for step in _steps(con, file)]
    negative = [row for (row,) in con.execute(_NEGATIVE).fetchall()]
    return [*_of_steps(steps), *_of_figures(negative, files), *_of_repeated(con)]


def _steps(con: DuckDBPyConnection, file: Loaded) -> list[tuple[int, int]]:
    rows = {"first": file.first_row, "last": file.after_row - 1}
    return con.execute(_STEPS, rows).fetchall()


def _of_steps(steps: Sequence[tuple[Loaded, int, int]]) -> list[Told]:
    if not steps:
        return []
    file, row, back_s = steps[0]
    place = _place(file, row)
    if len(steps) == 1:
        return [WENT_BACK(by=back_s, place=place)]
    return [WENT_BACK_OFTEN(n=len(steps), by=back_s, place=place)]


def _of_figures(rows: Sequence[int], files: Sequence[Loaded]) -> list[Told]:
    if not rows:
        return []
    file = next(f for f in files if f.first_row <= rows[0] < f.after_row)
    return [NEGATIVE(n=len(rows), place=_place(file, rows[0]))]


def _of_repeated(con: DuckDBPyConnection) -> list[Told]:
    found = con.execute(
        "SELECT count(*) FROM landed WHERE fault IS NULL AND clock_note IS NOT NULL"
    ).fetchall()[0][0]
    if not found:
        return []
    return [REPEATED(n=found)]


def _place(file: Loaded, row: int) -> str:
    return f"{file.path.name}:{line_of(file, row - file.first_row)}"
