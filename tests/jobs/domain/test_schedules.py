"""Jobs due by the clock: asked for once, whoever looks and however long nobody looked."""

from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.jobs.rooms import PLAIN, done, offering, plain
from willet.core.lake import Lake
from willet.jobs.domain import schedules
from willet.jobs.domain.schedules import ask_for_what_is_due
from willet.ui.tasks import Daily, Every, Minutes, Monthly, Weekly, When
from willet.ui.zones import centre_zone

START = datetime(2026, 3, 27, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def quiet(db: None, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The rooms' own schedules are left out."""
    offered = schedules._offered
    alone = lambda: [every for every in offered() if every.kind == PLAIN]  # noqa: E731 -- one line says it
    monkeypatch.setattr(schedules, "_offered", alone)


def asked_at(when: When, moments: list[datetime], zone: str | None = None) -> list[datetime]:
    """Those of these moments at which the job is asked for."""
    at = []
    with offering(plain(), every=[Every(PLAIN, when, zone)]):
        for moment in moments:
            if PLAIN in ask_for_what_is_due(moment):
                at.append(moment)
                done()
    return at


def minutes(first: datetime, number: int) -> list[datetime]:
    return [first + timedelta(minutes=m) for m in range(number)]


@pytest.mark.parametrize(
    ("zone", "at", "first", "due"),
    [
        ("Europe/Amsterdam", "02:30", "2026-03-28T23:00", ["2026-03-29T01:00"]),
        ("Europe/Amsterdam", "02:30", "2026-10-24T22:00", ["2026-10-25T00:30"]),
        ("America/New_York", "02:30", "2026-03-08T05:00", ["2026-03-08T07:00"]),
        ("America/New_York", "01:30", "2026-11-01T04:00", ["2026-11-01T05:30"]),
        ("Asia/Ho_Chi_Minh", "02:30", "2026-03-28T17:00", ["2026-03-28T19:30"]),
    ],
)
def test_a_day_of_the_clock_asks_once_and_at_its_minute(
    zone: str, at: str, first: str, due: list[str]
) -> None:
    """23, 25 and 24 hours; the job is asked for once, however long the day is.

    Every minute of the first hours, in which clocks are put forward and back, then two an hour.
    """
    start = datetime.fromisoformat(first).replace(tzinfo=UTC)
    moments = [*minutes(start, 60 * 5), *minutes(start, 60 * 23)[60 * 5 :: 30]]

    asked = asked_at(Daily(time.fromisoformat(at)), moments, zone)

    assert [f"{moment:%Y-%m-%dT%H:%M}" for moment in asked] == due


def test_a_daily_job_waits_for_its_time_when_it_is_new() -> None:
    assert asked_at(Daily(time(13, 0)), minutes(START, 60), "UTC") == []
    assert len(asked_at(Daily(time(13, 0)), minutes(START, 61), "UTC")) == 1


def test_every_few_minutes_begins_at_once() -> None:
    asked = asked_at(Minutes(15), minutes(START, 31))

    assert asked == [START, START + timedelta(minutes=15), START + timedelta(minutes=30)]


@pytest.mark.parametrize("when", [Daily(time(13, 0)), Minutes(15)])
def test_what_was_missed_for_days_is_asked_for_once(when: When) -> None:
    late = START + timedelta(days=9)

    asked = asked_at(when, [START, late, late + timedelta(minutes=1)], "UTC")

    assert asked[-1] == late
    assert late + timedelta(minutes=1) not in asked


def test_another_rule_is_another_moment() -> None:
    asked_at(Daily(time(13, 0)), [START], "UTC")

    assert asked_at(Daily(time(12, 30)), minutes(START, 31), "UTC") == [
        START + timedelta(minutes=30)
    ]


def test_without_a_zone_it_is_the_centre_s(home: Path) -> None:
    Lake.create(home / "lake", zone="Asia/Ho_Chi_Minh")

    asked = asked_at(Daily(time(20, 0)), minutes(START, 61))

    assert asked == [START + timedelta(hours=1)], "20:00 there is 13:00 in UTC"


def test_two_workers_that_look_at_one_moment_ask_once() -> None:
    with offering(plain(), every=[Every(PLAIN, Minutes(15))]):
        first, second = ask_for_what_is_due(START), ask_for_what_is_due(START)

    assert (first.count(PLAIN), second.count(PLAIN)) == (1, 0)


def test_before_the_first_import_the_centre_keeps_utc(home: Path) -> None:
    assert centre_zone().key == "UTC"


def test_a_lake_that_cannot_be_read_keeps_utc(home: Path) -> None:
    Lake.create(home / "lake", zone="Asia/Ho_Chi_Minh")
    (home / "lake" / "lake.toml").write_text("zone = ")

    assert centre_zone().key == "UTC"


def test_a_look_at_all_schedules_is_one_query(django_assert_num_queries: Any) -> None:
    """A worker looks every few seconds, whatever the number of schedules."""
    with django_assert_num_queries(1):
        assert ask_for_what_is_due(START) == []


@pytest.mark.parametrize(
    "when",
    [Minutes(10), Daily(time(9, 0)), Weekly(3, time(9, 0)), Monthly(31, time(9, 0))],
    ids=["minutes", "daily", "weekly", "monthly"],
)
def test_a_clock_that_was_ahead_for_years_holds_nothing_up_once_it_is_right(when: When) -> None:
    ahead = START + timedelta(days=900)
    right_again = [START + timedelta(hours=hour) for hour in range(1, 24 * 70)]

    asked = asked_at(when, [START, ahead, ahead + timedelta(days=62), *right_again], "UTC")

    first = when.after(START + timedelta(hours=1), UTC)
    assert asked[-1] > first
    assert next(moment for moment in asked if right_again[0] <= moment < ahead) - first < timedelta(
        hours=1
    )


def test_a_clock_set_back_over_the_moment_does_not_ask_again(db: None) -> None:
    due = datetime(2026, 3, 28, 9, 0, tzinfo=UTC)
    moments = [START, due, due - timedelta(minutes=30), due, due + timedelta(minutes=1)]

    assert asked_at(Daily(time(9, 0)), moments, "UTC") == [due]
