"""When an event happened and to which day its call belongs, as SQL over the raw fields.

queue_log's own clock is the whole second. The table form writes the same moment with a fraction;
it is dropped, so that both forms of one log land the same rows.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from duckdb import DuckDBPyConnection

from willet.core.records import RequestError
from willet.core.sources.asterisk.fields import FIELDS
from willet.core.sources.clock import Clock, zone_named

EARLIEST_S = 946_684_800
"""2000-01-01: Asterisk is from 1999, its queues are younger."""
LATEST_S = 4_102_444_799
"""2099-12-31."""
UNDATED = date(1970, 1, 1)
"""The part of calls whose id holds no time. A part must follow from the call id alone."""

_NUMBER = "TRY_CAST(told_at AS DOUBLE)"
_LOCAL = r"^\s*(\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d)([.,]\d+)?\s*(Z|[+-]\d\d(:?\d\d)?)?\s*$"
_STAMP = f"TRY_CAST(replace(regexp_extract(told_at, '{_LOCAL}', 1), 'T', ' ') AS TIMESTAMP)"
_OFFSET = f"regexp_extract(told_at, '{_LOCAL}', 3)"
_OFFSET_S = (
    f"(CASE WHEN {_OFFSET} = 'Z' THEN 0 ELSE (CASE WHEN {_OFFSET}[1] = '-' THEN -60 ELSE 60 END) * "
    f"(60 * TRY_CAST({_OFFSET}[2:3] AS INTEGER) "
    f"+ COALESCE(TRY_CAST(right({_OFFSET}[4:], 2) AS INTEGER), 0)) END)"
)


@dataclass(frozen=True, slots=True)
class Times:
    """SQL over a row of fields: its second since 1970 (NULL if unreadable), a note, and whether it is local."""

    at_s: str
    clock_note: str
    is_gap: str


def times_in(con: DuckDBPyConnection, zone: str | None) -> Times:
    """How to read the times of the fields at hand.

    Raises:
        RequestError: times are local text and no zone was told.
    """
    number = f"(CASE WHEN {_sound(_NUMBER)} THEN CAST(floor({_NUMBER}) AS BIGINT) END)"
    if not _count(con, f"told_at IS NOT NULL AND {_NUMBER} IS NULL AND {_STAMP} IS NOT NULL"):
        return Times(number, "CAST(NULL AS VARCHAR)", "FALSE")
    offset = f"CAST(epoch({_STAMP}) AS BIGINT) - {_OFFSET_S}"
    clock = _local_clock(con, zone)
    if clock is None:
        arms = f"WHEN {_OFFSET} <> '' THEN {offset}"
        return Times(
            f"(CASE WHEN {_NUMBER} IS NOT NULL THEN {number} {arms} END)",
            "CAST(NULL AS VARCHAR)",
            "FALSE",
        )
    is_local = f"({_NUMBER} IS NULL AND {_OFFSET} = '' AND {_STAMP} IS NOT NULL)"
    utc = clock.utc(_STAMP)
    return Times(
        f"(CASE WHEN {_NUMBER} IS NOT NULL THEN {number} WHEN {_OFFSET} <> '' THEN {offset} "
        f"ELSE CAST(epoch({utc}) AS BIGINT) END)",
        f"(CASE WHEN {is_local} AND {clock.repeated(_STAMP)} THEN 'repeated_hour' END)",
        f"({is_local} AND {utc} IS NULL)",
    )


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
    first = datetime.fromtimestamp(first_s or EARLIEST_S, UTC).replace(tzinfo=None)
    last = datetime.fromtimestamp(last_s or EARLIEST_S, UTC).replace(tzinfo=None)
    return Clock(zone_named(zone or "UTC"), first, last)


def _local_clock(con: DuckDBPyConnection, zone: str | None) -> Clock | None:
    where = f"{_NUMBER} IS NULL AND {_STAMP} IS NOT NULL AND {_OFFSET} = ''"
    found = con.execute(
        f"SELECT min({_STAMP}), max({_STAMP}), min(told_at) FROM {FIELDS} WHERE {where}"
    ).fetchone()
    if found is None or found[0] is None:
        return None
    if zone is None:
        raise RequestError(
            f"The times of this log are local ({found[2]}) and carry no offset. "
            "Say the centre's time zone, for example --zone Europe/Amsterdam."
        )
    margin = timedelta(days=1)
    return Clock(zone_named(zone), found[0] - margin, found[1] + margin)


def _sound(second: str) -> str:
    return f"{second} BETWEEN {EARLIEST_S} AND {LATEST_S}"


def _count(con: DuckDBPyConnection, where: str) -> int:
    row = con.execute(f"SELECT count(*) FROM {FIELDS} WHERE {where}").fetchone()
    assert row is not None, "a count is one row"
    return int(row[0])
