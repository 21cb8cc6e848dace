"""Local time and UTC agree with zoneinfo at every instant, the doubled and the missing hour included."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from willet.core.records import UnknownNameError
from willet.core.sources.clock import Clock, zone_named

ZONES = [
    "Europe/Amsterdam",
    "America/New_York",
    "Asia/Ho_Chi_Minh",
    "Asia/Kolkata",
    "America/Havana",
    "Africa/Cairo",
]
FIRST, LAST = datetime(2020, 1, 1), datetime(2025, 12, 31)
CON = duckdb.connect()


def _value(expression: str, moment: datetime) -> object:
    stamp = f"TIMESTAMP '{moment}'"
    row = CON.execute("SELECT " + expression.replace("?", stamp)).fetchone()
    assert row is not None
    return row[0]


def _clock(zone: str) -> Clock:
    return Clock(zone_named(zone), FIRST, LAST)


moments = st.datetimes(FIRST, LAST).map(lambda m: m.replace(microsecond=0))


@settings(deadline=None)
@given(moments, st.sampled_from(ZONES))
def test_local_time_and_day_are_zoneinfos(utc: datetime, zone: str) -> None:
    aware = utc.replace(tzinfo=UTC).astimezone(ZoneInfo(zone))

    assert _value(_clock(zone).local("?"), utc) == aware.replace(tzinfo=None)
    assert _value(_clock(zone).local_date("?"), utc) == aware.date()


@pytest.mark.journey("law")
@settings(deadline=None)
@given(moments, st.sampled_from(ZONES))
def test_local_interval_counts_real_quarters_since_the_day_began(utc: datetime, zone: str) -> None:
    day = utc.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).date()
    started = utc.replace(tzinfo=UTC)
    while (started - timedelta(minutes=15)).astimezone(ZoneInfo(zone)).date() == day:
        started -= timedelta(minutes=15)
    # `started` lies in the day's first quarter; every quarter since then was walked once.
    walked = round((utc.replace(tzinfo=UTC) - started) / timedelta(minutes=15))

    assert _value(_clock(zone).local_interval("?"), utc) == walked


@settings(deadline=None)
@given(moments, st.sampled_from([*ZONES, "Australia/Lord_Howe", "Asia/Kathmandu"]))
def test_wall_interval_is_what_the_clock_showed(utc: datetime, zone: str) -> None:
    wall = utc.replace(tzinfo=UTC).astimezone(ZoneInfo(zone))

    assert _value(_clock(zone).wall_interval("?"), utc) == wall.hour * 4 + wall.minute // 15


def test_stamps_are_day_elapsed_quarter_and_wall_quarter() -> None:
    """02:30 on the wall for the second time: three and a half hours after midnight."""
    told = _clock("Europe/Amsterdam").stamps("TIMESTAMP '2021-10-31 01:30:00'")

    assert CON.execute(f"SELECT {told}").fetchall() == [(datetime(2021, 10, 31).date(), 14, 10)]


@settings(deadline=None)
@given(moments, st.sampled_from(ZONES))
def test_utc_is_the_first_instant_that_bears_the_local_time(utc: datetime, zone: str) -> None:
    local = utc.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    first = local.replace(tzinfo=ZoneInfo(zone), fold=0).astimezone(UTC).replace(tzinfo=None)
    twice = first != local.replace(tzinfo=ZoneInfo(zone), fold=1).astimezone(UTC).replace(
        tzinfo=None
    )

    assert _value(_clock(zone).utc("?"), local) == first
    assert _value(_clock(zone).repeated("?"), local) == twice


@settings(deadline=None)
@given(moments, st.sampled_from(ZONES))
def test_utc_again_is_the_last_instant_that_bears_the_local_time(utc: datetime, zone: str) -> None:
    local = utc.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    last = local.replace(tzinfo=ZoneInfo(zone), fold=1).astimezone(UTC).replace(tzinfo=None)

    assert _value(_clock(zone).utc_again("?"), local) == last


def test_hour_that_does_not_exist_has_no_utc() -> None:
    assert _value(_clock("Europe/Amsterdam").utc("?"), datetime(2021, 3, 28, 2, 30)) is None


def test_hour_that_comes_twice_is_two_rows_of_quarters() -> None:
    """
    | UTC         | local       | quarter |
    | 00:30       | 02:30 CEST  | 10      |
    | 01:30       | 02:30 CET   | 14      |
    | 22:59:59    | 23:59:59    | 99      |
    """
    clock = _clock("Europe/Amsterdam")
    day = datetime(2021, 10, 31)

    quarters = [
        _value(clock.local_interval("?"), day + timedelta(hours=h, minutes=m, seconds=s))
        for h, m, s in [(0, 30, 0), (1, 30, 0), (22, 59, 59)]
    ]

    assert quarters == [10, 14, 99]


def test_day_that_begins_at_one_begins_with_quarter_zero() -> None:
    # Havana puts its clock forward at midnight: 2021-03-14 begins at 01:00.
    clock = _clock("America/Havana")

    assert _value(clock.local_interval("?"), datetime(2021, 3, 14, 5, 0)) == 0
    assert (
        _value(clock.local_date("?"), datetime(2021, 3, 14, 5, 0)) == datetime(2021, 3, 14).date()
    )


def test_unknown_zone_is_named_with_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match="Did you mean 'Europe/Amsterdam'"):
        zone_named("Europe/Amsterdm")


@pytest.mark.parametrize("zone", ["Europe/Amsterdam", "America/Havana"])
def test_elapsed_quarters_are_the_same_however_many_years_the_clock_spans(zone: str) -> None:
    begins = datetime(2024, 3, 1)
    few = Clock(zone_named(zone), begins, begins + timedelta(days=60))
    many = Clock(zone_named(zone), datetime(1975, 1, 1), datetime(2035, 1, 1))
    rows = f"(SELECT TIMESTAMP '{begins}' + to_minutes(15 * i) AS moment FROM range(5000) t(i))"

    other = CON.execute(
        f"SELECT count(*) FROM {rows} WHERE {few.local_interval('moment')} <> {many.local_interval('moment')}"
    ).fetchall()

    assert other == [(0,)]


def test_statement_grows_with_the_years_and_not_with_their_square() -> None:
    amsterdam = zone_named("Europe/Amsterdam")
    ten, sixty = (
        len(Clock(amsterdam, datetime(y, 1, 1), datetime(2035, 1, 1)).stamps("at"))
        for y in (2025, 1975)
    )

    assert sixty < 8 * ten
    assert sixty < 100_000
