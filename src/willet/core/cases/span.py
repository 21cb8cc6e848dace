"""What the lake has seen: from the local midnight before its first day to the one after its last.

Silence counts only inside it. Days that cannot belong to it (`stray.py`) are left out: their contacts
stand as facts, but neither does silence speak for them nor do they stretch what was seen.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from duckdb import DuckDBPyConnection

from willet.core.cases.rules import DAY_S, HORIZON_DAYS
from willet.core.cases.stray import SHARE, body_and_strays

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
_BEFORE = """
SELECT min(arrived_at - to_microseconds(CAST(round(looked_back_s * 1e6) AS BIGINT)))
        FILTER (looked_back_s < $horizon),
    max(arrived_at + to_microseconds(CAST(round(observed_s * 1e6) AS BIGINT)))
        FILTER (observed_s < $horizon)
FROM links WHERE observed_s > 0
"""
"""A contact outside the span was observed for no time; one inside it, for some."""


@dataclass(frozen=True, slots=True)
class Span:
    """From when until when the lake has seen, UTC."""

    begins: datetime
    ends: datetime

    def holds(self, moment: str) -> str:
        """SQL: whether an instant lies in it."""
        return f"({moment} >= {literal(self.begins)} AND {moment} < {literal(self.ends)})"

    def closed(self, moment: str, window_us: int) -> str:
        """SQL: whether an instant lies in it, and a window that begins there has closed."""
        until = f"{moment} + to_microseconds({window_us}) <= {literal(self.ends)}"
        return f"({until} AND {self.holds(moment)})"

    def open_before(self, moment: str, window_us: int) -> str:
        """SQL: whether a window that ends at an instant lies in it. None does unless a second one fits behind it."""
        since = f"{moment} - to_microseconds({window_us})"
        more = ">=" if self.outlasts(2 * window_us) else ">"
        return f"({since} {more} {literal(self.begins)})"

    def around(self, moment: str, window_us: int) -> str:
        """SQL: whether it holds a whole window before an instant and one after it."""
        return f"({self.closed(moment, window_us)} AND {self.open_before(moment, window_us)})"

    def outlasts(self, length_us: int) -> bool:
        """Whether it is longer than so many microseconds."""
        return self.ends - self.begins > timedelta(microseconds=length_us)


def span_of(con: DuckDBPyConnection, zone: str | None, table: str = "contacts") -> Span:
    """The span of the contacts, stray days left out. Of an empty lake it is one instant in 1970.

    Without a zone, midnight is worked out from the rows themselves: their quarter of the local day
    says when theirs was, to the hour that a change of the clock may move it.
    """
    seen = seen_days(con, table)
    if seen is None:
        return Span(_EPOCH, _EPOCH)
    if zone is None:
        first, last = (_stamped_midnight(con, table, day) for day in seen)
        return Span(first, last + timedelta(days=1))
    return Span(_midnight(seen[0], zone), _midnight(seen[1] + timedelta(days=1), zone))


def seen_days(con: DuckDBPyConnection, table: str = "contacts") -> tuple[date, date] | None:
    """The first and the last local day that the lake has seen, stray days left out; None if it is empty.

    As a rule both ends hold so many contacts that two looks at a few files show it, and the days
    between are not counted.
    """
    row = con.execute(_ENDS.format(table=table)).fetchall()[0]
    first, last, total = row
    if first is None:
        return None
    if all(SHARE * _near(con, table, edge) >= total for edge in (first, last)):
        return first, last
    body, _ = body_and_strays(_days(con, table))
    return body[0][0], body[-1][0]


def strays(con: DuckDBPyConnection, table: str = "contacts") -> list[tuple[date, int]]:
    """The stray days, oldest first, each with its contacts: dates that are most likely wrong."""
    return list(body_and_strays(_days(con, table))[1])


def span_before(con: DuckDBPyConnection) -> Span:
    """The span that the stored links were made under."""
    row = con.execute(_BEFORE, {"horizon": HORIZON_DAYS * DAY_S}).fetchone()
    begins, ends = row if row else (None, None)
    return Span(begins or _EPOCH, ends or _EPOCH)


def literal(moment: datetime) -> str:
    """An instant as an SQL literal."""
    return f"TIMESTAMP '{moment:%Y-%m-%d %H:%M:%S.%f}'"


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
