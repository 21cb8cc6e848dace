"""The clock of some months tells the time as zoneinfo does, in those months."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from willet.core.sources.table.stretches import clock_of_months, stretches_of

CON = duckdb.connect()
ZONES = (
    "Europe/Berlin",
    "America/New_York",
    "Asia/Jerusalem",
    "Australia/Lord_Howe",
    "Asia/Beirut",
)


def test_months_apart_are_stretches_apart() -> None:
    found = stretches_of(
        [date(2099, 12, 31), date(1970, 1, 1), date(2021, 12, 5), date(2022, 1, 1)]
    )

    assert [(str(a.date()), str(b.date())) for a, b in found] == [
        ("1970-01-01", "1970-02-01"),
        ("2021-12-01", "2022-02-01"),
        ("2099-12-01", "2100-01-01"),
    ]


def test_one_stray_date_costs_no_spans_between() -> None:
    zone = ZoneInfo("Europe/Berlin")

    assert len(clock_of_months(zone, [date(1970, 1, 1), date(2021, 7, 1)]).spans) == 2


@given(
    st.lists(st.datetimes(datetime(1975, 1, 1), datetime(2037, 1, 1)), min_size=1, max_size=4),
    st.sampled_from(ZONES),
)
@settings(deadline=None, max_examples=80)
def test_local_day_and_quarter_are_those_of_zoneinfo(moments: list[datetime], name: str) -> None:
    zone = ZoneInfo(name)
    clock = clock_of_months(zone, [m.date() for m in moments])
    for moment in (m.replace(microsecond=0) for m in moments):
        local = moment.replace(tzinfo=UTC).astimezone(zone)
        day = local.replace(hour=0, minute=0, second=0, fold=0, tzinfo=None)
        begin = earliest(day, zone)
        elapsed = (moment.replace(tzinfo=UTC) - begin).total_seconds()

        days = f"SELECT t, {clock.local_date('t')} AS day FROM (SELECT ?::TIMESTAMP AS t)"
        sql = f"SELECT day, {clock.interval_of_day('t', 'day')} FROM ({days})"

        assert CON.execute(sql, [moment]).fetchall() == [(local.date(), int(elapsed // 900))]


def earliest(day: datetime, zone: ZoneInfo) -> datetime:
    """The first instant of a local day, found by walking, in UTC."""
    at = day.replace(tzinfo=UTC) - timedelta(hours=15)
    while at.astimezone(zone).date() < day.date():
        at += timedelta(minutes=15)
    return at


@pytest.mark.parametrize("zone", ZONES)
def test_utc_and_back(zone: str) -> None:
    clock = clock_of_months(ZoneInfo(zone), [date(2021, 7, 1), date(1999, 1, 1)])
    moments = [datetime(2021, 7, 15, 12), datetime(1999, 1, 15, 12)]

    for moment in moments:
        sql = f"SELECT {clock.utc(clock.local('t'))} FROM (SELECT ?::TIMESTAMP AS t)"
        assert CON.execute(sql, [moment]).fetchall() == [(moment,)]
