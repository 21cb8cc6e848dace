"""What the lake has seen: from the local midnight before its first day to the one after its last.

Silence counts only inside it. Days that cannot belong to it (`stray.py`) are left out: their contacts
stand as facts, but neither does silence speak for them nor do they stretch what was seen.
"""

from datetime import UTC, date, datetime, time, timedelta
from typing import TypeAlias
from zoneinfo import ZoneInfo

from duckdb import DuckDBPyConnection

from willet.core.cases.stray import SHARE, body_and_strays
from willet.core.lake.seen import HORIZON_DAYS, Span

_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 -- the lake's instants are UTC without a zone
_QUARTER_S = 900

_ENDS = "SELECT min(local_date), max(local_date), count(*) FROM {table}"
_NEAR_END = """
SELECT count(*) FROM {table}
WHERE local_date BETWEEN $edge::DATE - {reach} AND $edge::DATE + {reach}
"""
_DAYS = """
SELECT local_date, count(*) FROM {table} WHERE local_date IS NOT NULL
GROUP BY local_date ORDER BY local_date
"""
_MIDNIGHT = """
SELECT min(floor(epoch(arrived_at) / {quarter}) * {quarter} - coalesce(local_interval, 0) * {quarter})
FROM {table} WHERE local_date = $day AND arrived_at IS NOT NULL
"""


Ends: TypeAlias = tuple[date | None, date | None, int]
"""The first and the last day of rows, and how many they are."""


def span_of(
    con: DuckDBPyConnection, zone: str | None, table: str = "contacts", *, ends: Ends | None = None
) -> Span:
    """The span of the contacts, stray days left out. Of an empty lake it is one instant in 1970.

    `ends` is what is known of all of them without counting.

    Without a zone, midnight is worked out from the rows themselves: their quarter of the local day
    says when theirs was, to the hour that a change of the clock may move it.
    """
    seen = seen_days(con, table, ends)
    if seen is None:
        return Span(_EPOCH, _EPOCH)
    if zone is None:
        first, last = (_stamped_midnight(con, table, day) for day in seen)
        return Span(first, last + timedelta(days=1))
    return Span(_midnight(seen[0], zone), _midnight(seen[1] + timedelta(days=1), zone))


def seen_days(
    con: DuckDBPyConnection, table: str = "contacts", ends: Ends | None = None
) -> tuple[date, date] | None:
    """The first and the last local day that the lake has seen, stray days left out; None if it is empty.

    As a rule both ends hold so many contacts that two looks at a few files show it, and the days
    between are not counted.
    """
    first, last, total = ends or con.execute(_ENDS.format(table=table)).fetchall()[0]
    if first is None or last is None:
        return None
    if all(SHARE * _near(con, table, edge) >= total for edge in (first, last)):
        return first, last
    body, _ = body_and_strays(_days(con, table))
    return body[0][0], body[-1][0]


def strays(con: DuckDBPyConnection, table: str = "contacts") -> list[tuple[date, int]]:
    """The stray days, oldest first, each with its contacts: dates that are most likely wrong."""
    return list(body_and_strays(_days(con, table))[1])


def _near(con: DuckDBPyConnection, table: str, edge: date) -> int:
    query = _NEAR_END.format(table=table, reach=HORIZON_DAYS)
    return int(con.execute(query, {"edge": edge}).fetchall()[0][0])


def _days(con: DuckDBPyConnection, table: str) -> list[tuple[date, int]]:
    return con.execute(_DAYS.format(table=table)).fetchall()


def _stamped_midnight(con: DuckDBPyConnection, table: str, day: date) -> datetime:
    query = _MIDNIGHT.format(quarter=_QUARTER_S, table=table)
    count = con.execute(query, {"day": day}).fetchall()[0][0]
    return _EPOCH + timedelta(seconds=float(count or 0))


def _midnight(day: date, zone: str) -> datetime:
    local = datetime.combine(day, time(), ZoneInfo(zone))
    return local.astimezone(UTC).replace(tzinfo=None)
