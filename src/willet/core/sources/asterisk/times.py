"""When an event happened and to which day its call belongs, as SQL over the raw fields.

queue_log's own clock is the whole second. The table form writes the same moment with a fraction;
it is dropped, so that both forms of one log land the same rows.
"""

from datetime import UTC, date, datetime, timedelta

from duckdb import DuckDBPyConnection

from willet.core.records import RequestError, saying
from willet.core.sources.asterisk.fields import FIELDS
from willet.core.sources.clock import Clock, zone_named
from willet.core.sources.years import FIRST_S, FIRST_YEAR, LAST_YEAR, UNTIL_S, seconds_of_years

NO_ZONE = saying(
    "log_needs_zone",
    "The times of this log are local (%(time)s) and carry no offset. "
    "Say the centre's time zone, for example --zone Europe/Amsterdam.",
)
UNDATED = date(1970, 1, 1)
"""The part of calls whose id holds no time. A part must follow from the call id alone."""

_NUMBERED = f"SELECT rowid AS row_no, *, TRY_CAST(told_at AS DOUBLE) AS number FROM {FIELDS}"

_TAIL = r"([.,]\d+)?\s*(Z|[+-]\d\d(:?\d\d)?)?\s*"
"""What may follow the second of a time in text: a fraction, an offset."""

_STAMPED = f"""
    SELECT *, CASE WHEN length(clock) = 19 AND (tail = '' OR regexp_full_match(tail, '{_TAIL}'))
            AND left(clock, 4) BETWEEN '{FIRST_YEAR - 1}' AND '{LAST_YEAR + 1}'
            THEN TRY_CAST(replace(clock, 'T', ' ') AS TIMESTAMP) END AS stamp,
        CASE WHEN ltrim(tail, '., 0123456789') = '' THEN '' ELSE regexp_extract(tail, '{_TAIL}', 2) END AS offset_told
    FROM (SELECT *, left(ltrim(told_at), 19) AS clock, substr(ltrim(told_at), 20) AS tail FROM ({_NUMBERED}))
"""

_OFFSET_S = """
    CASE WHEN offset_told = 'Z' THEN 0 ELSE (CASE WHEN offset_told[1] = '-' THEN -60 ELSE 60 END)
        * (60 * CAST(offset_told[2:3] AS INTEGER)
        + CASE WHEN length(offset_told) > 3 THEN CAST(right(offset_told, 2) AS INTEGER) ELSE 0 END) END
"""

_UNITS = (1, 1_000, 1_000_000, 1_000_000_000)
"""Parts of a second in which loggers and exports count: their numbers of these years never overlap."""

_OF_NUMBER = (
    "CASE "
    + " ".join(
        f"WHEN number >= {FIRST_S * unit} AND number < {UNTIL_S * unit} "
        f"THEN CAST(floor(number / {unit}) AS BIGINT)"
        for unit in _UNITS
    )
    + " END"
)


def timed_fields(con: DuckDBPyConnection, zone: str | None) -> str:
    """SQL: the fields with `row_no`, `at_s` (second since 1970, NULL if unreadable), `clock_note`, `in_gap`.

    Raises:
        RequestError: times are local text and no zone was told.
    """
    if not _any(con, f"FROM ({_NUMBERED}) WHERE number IS NULL AND told_at IS NOT NULL"):
        no_note = "CAST(NULL AS VARCHAR) AS clock_note, FALSE AS in_gap"
        at_s = _within_years(_OF_NUMBER, zone)
        return f"SELECT *, {at_s} AS at_s, {no_note} FROM ({_NUMBERED})"
    clock = _local_clock(con, zone)
    return f"""
    SELECT * REPLACE ({_within_years("at_s", zone)} AS at_s) FROM (
    SELECT *, is_local AND local_s IS NULL AS in_gap,
        CASE WHEN number IS NOT NULL THEN {_OF_NUMBER} WHEN is_local THEN local_s
            WHEN stamp IS NOT NULL THEN CAST(epoch(stamp) AS BIGINT) - {_OFFSET_S} END AS at_s,
        CASE WHEN is_local AND {clock.repeated("stamp")} THEN 'repeated_hour' END AS clock_note
    FROM (
        SELECT *, CASE WHEN is_local THEN CAST(epoch({clock.utc("stamp")}) AS BIGINT) END AS local_s
        FROM (SELECT *, {_IS_LOCAL} AS is_local FROM ({_STAMPED}))
    ))
    """


def call_epoch(callid: str) -> str:
    """SQL: the second in which the call's channel was made, from `[systemname-]epoch.sequence`; else NULL."""
    plain = f"TRY_CAST(split_part({callid}, '.', 1) AS BIGINT)"
    named = rf"TRY_CAST(regexp_extract({callid}, '-(\d{{9,10}})\.\d+$', 1) AS BIGINT)"
    return (
        f"(CASE WHEN {_sound(plain)} THEN {plain} "
        f"WHEN contains({callid}, '-') AND {_sound(named)} THEN {named} END)"
    )


def instant(second: str) -> str:
    """SQL: seconds since 1970 as a TIMESTAMP in UTC."""
    return f"make_timestamp({second} * 1000000)"


def clock_between(zone: str | None, first_s: int | None, last_s: int | None) -> Clock:
    """The clock of the zone (UTC if none was told) over these seconds."""
    first = datetime.fromtimestamp(first_s or FIRST_S, UTC).replace(tzinfo=None)
    last = datetime.fromtimestamp(last_s or FIRST_S, UTC).replace(tzinfo=None)
    return Clock(zone_named(zone or "UTC"), first, last)


_IS_LOCAL = "(number IS NULL AND stamp IS NOT NULL AND offset_told = '')"


def _local_clock(con: DuckDBPyConnection, zone: str | None) -> Clock:
    """The zone's clock over the local times there are; any clock where there are none."""
    known = f"FROM ({_STAMPED}) WHERE {_IS_LOCAL}"
    row = con.execute(f"SELECT min(stamp), max(stamp), min(told_at) {known}").fetchone()
    if row is None or row[0] is None:
        return clock_between(zone, None, None)
    if zone is None:
        raise RequestError(NO_ZONE(time=str(row[2])))
    margin = timedelta(days=1)
    return Clock(zone_named(zone), row[0] - margin, row[1] + margin)


def _sound(second: str) -> str:
    return f"({second} >= {FIRST_S} AND {second} < {UNTIL_S})"


def _within_years(second: str, zone: str | None) -> str:
    """SQL: the second where it lies in the years of a call on the zone's clock (UTC if none was told), else NULL."""
    first, until = seconds_of_years(zone_named(zone or "UTC"))
    return f"CASE WHEN {second} >= {first} AND {second} < {until} THEN {second} END"


def _any(con: DuckDBPyConnection, source: str) -> bool:
    return con.execute(f"SELECT 1 {source} LIMIT 1").fetchone() is not None
