"""When a job is due next, by the clock on the wall, over its changes, and by elapsed minutes."""

from datetime import UTC, datetime, time
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from willet.ui.tasks import Daily, Minutes, Monthly, Weekly, When

AMSTERDAM, NEW_YORK = "Europe/Amsterdam", "America/New_York"
SAIGON, LORD_HOWE, SANTIAGO = "Asia/Ho_Chi_Minh", "Australia/Lord_Howe", "America/Santiago"

# 2026: Amsterdam skips 29 March 02:00-03:00 and has 25 October 02:00-03:00 twice; New York 8 March and 1 November;
# Lord Howe skips half an hour on 4 October; Santiago skips midnight of 6 September; Ho Chi Minh never changes.
DUE = """
what           | zone     | after (UTC)      | due (UTC)        | why
daily 02:30    | AMS      | 2026-03-28 12:00 | 2026-03-29 01:00 | skipped: the first moment after
daily 02:30    | AMS      | 2026-03-29 01:00 | 2026-03-30 00:30 | once on that day
daily 02:00    | AMS      | 2026-03-28 12:00 | 2026-03-29 01:00 | the first skipped moment
daily 03:00    | AMS      | 2026-03-28 12:00 | 2026-03-29 01:00 | the first that is there
daily 01:59    | AMS      | 2026-03-28 12:00 | 2026-03-29 00:59 | the last before
daily 02:30    | AMS      | 2026-10-24 12:00 | 2026-10-25 00:30 | twice: the first
daily 02:30    | AMS      | 2026-10-25 00:30 | 2026-10-26 01:30 | not the second
daily 03:00    | AMS      | 2026-10-24 12:00 | 2026-10-25 02:00 | after the hour that came twice
daily 08:00    | AMS      | 2026-03-28 07:00 | 2026-03-29 06:00 | 23 hours later
daily 08:00    | AMS      | 2026-10-24 06:00 | 2026-10-25 07:00 | 25 hours later
daily 02:30    | NYC      | 2026-03-07 12:00 | 2026-03-08 07:00 | skipped
daily 02:30    | NYC      | 2026-03-08 07:00 | 2026-03-09 06:30 | once
daily 01:30    | NYC      | 2026-10-31 12:00 | 2026-11-01 05:30 | twice: the first
daily 01:30    | NYC      | 2026-11-01 05:30 | 2026-11-02 06:30 | not the second
daily 02:30    | SGN      | 2026-03-28 12:00 | 2026-03-28 19:30 | no change there
daily 02:30    | SGN      | 2026-03-28 19:30 | 2026-03-29 19:30 | nor the day after
daily 02:15    | LHI      | 2026-10-03 00:00 | 2026-10-03 15:30 | half an hour is skipped
daily 00:00    | SCL      | 2026-09-05 12:00 | 2026-09-06 04:00 | midnight is skipped
daily 00:00    | SCL      | 2026-09-06 04:00 | 2026-09-07 03:00 | once
weekly 7 02:30 | AMS      | 2026-03-23 12:00 | 2026-03-29 01:00 | a Sunday
weekly 7 02:30 | AMS      | 2026-03-29 01:00 | 2026-04-05 00:30 | the next Sunday
weekly 1 00:00 | SGN      | 2026-03-29 16:59 | 2026-03-29 17:00 | Monday there, Sunday in UTC
monthly 31 09:00 | AMS    | 2026-04-01 00:00 | 2026-04-30 07:00 | April has no 31st
monthly 31 09:00 | AMS    | 2026-04-30 07:00 | 2026-05-31 07:00 | May has
monthly 29 09:00 | AMS    | 2027-02-01 00:00 | 2027-02-28 08:00 | no leap year
monthly 29 09:00 | AMS    | 2028-02-01 00:00 | 2028-02-29 08:00 | a leap year
monthly 1 00:00 | AMS     | 2026-12-31 22:59 | 2026-12-31 23:00 | over the year
minutes 5      | AMS      | 2026-10-25 00:58 | 2026-10-25 01:00 | elapsed time
minutes 5      | AMS      | 2026-10-25 01:00 | 2026-10-25 01:05 | later than that moment
minutes 60     | AMS      | 2026-10-25 00:00 | 2026-10-25 01:00 | both hours of the night count
"""
ZONES = {"AMS": AMSTERDAM, "NYC": NEW_YORK, "SGN": SAIGON, "LHI": LORD_HOWE, "SCL": SANTIAGO}


def when(words: str) -> When:
    kind, *rest = words.split()
    if kind == "minutes":
        return Minutes(int(rest[0]))
    at = time.fromisoformat(rest[-1])
    if kind == "daily":
        return Daily(at)
    day = int(rest[0])
    return Weekly(day, at) if kind == "weekly" else Monthly(day, at)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize("line", DUE.strip().splitlines()[1:])
def test_due_at_the_moment_the_table_draws(line: str) -> None:
    what, zone, after, due, _why = (cell.strip() for cell in line.split("|"))

    assert when(what).after(utc(after), ZoneInfo(ZONES[zone])) == utc(due)


@given(
    zone=st.sampled_from(sorted(ZONES.values())),
    at=st.times(),
    start=st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)),
)
def test_a_daily_time_comes_once_on_every_local_day(zone: str, at: time, start: datetime) -> None:
    place, moment, days = ZoneInfo(zone), start.replace(tzinfo=UTC), []
    at = at.replace(second=0, microsecond=0)
    for _number in range(10):
        moment = Daily(at).after(moment, place)
        days.append(moment.astimezone(place).date())

    assert all((later - earlier).days == 1 for earlier, later in pairwise(days))


def test_a_year_has_as_many_dues_as_days() -> None:
    moment, zone, number = utc("2026-01-01 00:00"), ZoneInfo(NEW_YORK), 0
    while (moment := Daily(time(1, 30)).after(moment, zone)) < utc("2027-01-01 00:00"):
        number += 1

    assert number == 365
