"""Up to when the lake has seen: the local midnight after its last day, which is when silence starts to count."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from duckdb import DuckDBPyConnection

_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 -- the lake's instants are UTC without a zone
_QUARTER_S = 900

_LAST = """
SELECT local_date, min(epoch(arrived_at) // 900 * 900 - coalesce(local_interval, 0) * 900)
FROM contacts WHERE local_date = (SELECT max(local_date) FROM contacts) AND arrived_at IS NOT NULL
GROUP BY local_date
"""


def span_end(con: DuckDBPyConnection, zone: str | None) -> datetime:
    """The UTC instant of the local midnight after the last day that has a contact.

    Without a zone it is worked out from the rows themselves: their quarter of the local day says when
    their midnight was. An empty lake has seen nothing: its span ends in 1970.
    """
    found = con.execute(_LAST).fetchone()
    if found is None:
        return _EPOCH
    last, midnight_s = found
    if zone is not None:
        return _midnight(last + timedelta(days=1), zone)
    return _EPOCH + timedelta(seconds=float(midnight_s), days=1)


def literal(moment: datetime) -> str:
    """An instant as an SQL literal."""
    return f"TIMESTAMP '{moment:%Y-%m-%d %H:%M:%S.%f}'"


def _midnight(day: date, zone: str) -> datetime:
    local = datetime.combine(day, time(), ZoneInfo(zone))
    return local.astimezone(UTC).replace(tzinfo=None)
