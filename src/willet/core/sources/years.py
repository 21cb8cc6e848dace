"""The years a record of a call can be of: a moment outside is a slip of a clock, a key or a sheet, in every source."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

FIRST_YEAR, LAST_YEAR = 1990, 2099
"""The first and last year, whole, on the clock of the centre. A limit that stood at today would make a lake
depend on the day of its imports."""
SLACK_S = 86_400
"""No zone is a day away from UTC: a first look before the zone is asked allows for so much."""


def span_of_years(zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The instants, UTC without a zone, from which (inclusive) and until which (exclusive) these years last there.

    >>> [str(at) for at in span_of_years(ZoneInfo("Europe/Berlin"))]
    ['1989-12-31 23:00:00', '2099-12-31 23:00:00']
    """
    return _new_year(FIRST_YEAR, zone), _new_year(LAST_YEAR + 1, zone)


def seconds_of_years(zone: ZoneInfo) -> tuple[int, int]:
    """The same as seconds since 1970."""
    first, until = span_of_years(zone)
    return _seconds(first), _seconds(until)


def _new_year(year: int, zone: ZoneInfo) -> datetime:
    return datetime(year, 1, 1, tzinfo=zone).astimezone(UTC).replace(tzinfo=None)


def _seconds(utc: datetime) -> int:
    return int(utc.replace(tzinfo=UTC).timestamp())


FIRST_S, UNTIL_S = (
    edge + slack
    for edge, slack in zip(seconds_of_years(ZoneInfo("UTC")), (-SLACK_S, SLACK_S), strict=True)
)
"""The same, whichever the zone: what lies outside is outside everywhere."""
