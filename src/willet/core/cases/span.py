"""What the lake has seen: from the local midnight before its first day to the one after its last.

Silence counts only inside it. A single record with a wrong date in the future would stretch it; such
a record is the importer's to refuse.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from duckdb import DuckDBPyConnection

from willet.core.cases.rules import DAY_S, HORIZON_DAYS

_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 -- the lake's instants are UTC without a zone
_QUARTER_S = 900

_DAY = """
SELECT local_date, min(floor(epoch(arrived_at) / {quarter}) * {quarter} - coalesce(local_interval, 0) * {quarter})
FROM {table} WHERE local_date = (SELECT {end}(local_date) FROM {table}) AND arrived_at IS NOT NULL
GROUP BY local_date
"""
_BEFORE = """
SELECT min(arrived_at - to_microseconds(CAST(round(looked_back_s * 1e6) AS BIGINT)))
        FILTER (looked_back_s < $horizon),
    max(arrived_at + to_microseconds(CAST(round(observed_s * 1e6) AS BIGINT)))
        FILTER (observed_s < $horizon)
FROM links
"""


@dataclass(frozen=True, slots=True)
class Span:
    """From when until when the lake has seen, UTC."""

    begins: datetime
    ends: datetime


def span_of(con: DuckDBPyConnection, zone: str | None, table: str = "contacts") -> Span:
    """The span of the contacts. Of an empty lake it is one instant in 1970.

    Without a zone, midnight is worked out from the rows themselves: their quarter of the local day
    says when theirs was, to the hour that a change of the clock may move it.
    """
    first, last = (_day(con, table, end) for end in ("min", "max"))
    if first is None or last is None:
        return Span(_EPOCH, _EPOCH)
    if zone is None:
        return Span(first[1], last[1] + timedelta(days=1))
    return Span(_midnight(first[0], zone), _midnight(last[0] + timedelta(days=1), zone))


def span_before(con: DuckDBPyConnection) -> Span:
    """The span that the stored links were made under."""
    found = con.execute(_BEFORE, {"horizon": HORIZON_DAYS * DAY_S}).fetchone()
    begins, ends = found if found else (None, None)
    return Span(begins or _EPOCH, ends or _EPOCH)


def literal(moment: datetime) -> str:
    """An instant as an SQL literal."""
    return f"TIMESTAMP '{moment:%Y-%m-%d %H:%M:%S.%f}'"


def _day(con: DuckDBPyConnection, table: str, end: str) -> tuple[date, datetime] | None:
    found = con.execute(_DAY.format(quarter=_QUARTER_S, table=table, end=end)).fetchone()
    if found is None:
        return None
    return found[0], _EPOCH + timedelta(seconds=float(found[1]))


def _midnight(day: date, zone: str) -> datetime:
    local = datetime.combine(day, time(), ZoneInfo(zone))
    return local.astimezone(UTC).replace(tzinfo=None)
