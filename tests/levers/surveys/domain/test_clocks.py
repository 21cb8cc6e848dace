"""Reminders and ends of surveys where clocks change: counted in hours that pass, named by the centre's calendar."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.levers.surveys.asking import a_wave, an_invitation, keep
from tests.notices.post import post_office
from tests.scaffold.cast import Cast
from willet.levers.surveys.domain.days import day_of
from willet.levers.surveys.domain.sending import send_due
from willet.levers.surveys.models import Invitation
from willet.ui.zones import centre_zone

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SPRING = datetime(2026, 3, 29, 1, tzinfo=UTC)
"""From two on the wall it is three."""
AUTUMN = datetime(2026, 10, 25, 1, tzinfo=UTC)
"""From three on the wall it is two once more."""


def asked_at(cast: Cast, moment: datetime, **rules: int) -> Invitation:
    """Somebody who was written to then and says nothing."""
    keep(("7", "", "ann@b.example"))
    wave = a_wave(cast.manager, **{"reminders": 2, "remind_after_days": 1, **rules})
    return an_invitation(wave, now=moment, arrived_at=moment - DAY)


@pytest.mark.parametrize("change", [SPRING, AUTUMN], ids=["spring", "autumn"])
@pytest.mark.parametrize("before_h", [1, 12, 23, 24])
def test_reminder_goes_a_day_of_hours_later_and_once(
    cast: Cast, small_lake: Path, change: datetime, before_h: int
) -> None:
    """Asked every hour for three days, as a worker asks: at the 24th and the 48th, whatever the wall says."""
    begin = change - before_h * HOUR
    invitation = asked_at(cast, begin)

    went = []
    with post_office():
        for passed in range(72):
            went += [passed] * send_due(now=begin + passed * HOUR)

    assert went == [24, 48]
    invitation.refresh_from_db()
    assert (invitation.reminded, invitation.reminded_at) == (2, begin + 2 * DAY)
    assert (
        begin.astimezone(AMSTERDAM).utcoffset() != (begin + DAY).astimezone(AMSTERDAM).utcoffset()
    )


def test_both_hours_of_one_name_are_two_hours(cast: Cast, small_lake: Path) -> None:
    """Half past two comes twice: who was asked in the first is not reminded a day later than who was in the second."""
    first, second = AUTUMN - HOUR / 2, AUTUMN + HOUR / 2
    on_the_wall = {m.astimezone(AMSTERDAM).replace(tzinfo=None, fold=0) for m in (first, second)}
    assert on_the_wall == {datetime(2026, 10, 25, 2, 30)}
    asked_at(cast, first)
    keep(("8", "", "ben@b.example"))
    an_invitation(Invitation.objects.get().wave, now=second, customer_key="8")

    with post_office() as post:
        assert send_due(now=second + DAY - HOUR) == 1
        assert send_due(now=second + DAY) == 1

    assert [mail["To"] for mail in post.taken] == ["ann@b.example", "ben@b.example"]


@pytest.mark.parametrize("change", [SPRING, AUTUMN], ids=["spring", "autumn"])
def test_time_to_answer_ends_after_as_many_hours_and_no_reminder_comes_later(
    cast: Cast, small_lake: Path, change: datetime
) -> None:
    invitation = asked_at(cast, change - HOUR, expires_days=1)
    Invitation.objects.update(expires_at=change - HOUR + DAY)

    with post_office() as post:
        assert send_due(now=change - HOUR + DAY) == 0

    invitation.refresh_from_db()
    assert post.taken == []


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 3, 28, 22, 59, tzinfo=UTC), "2026-03-28"),
        (datetime(2026, 3, 28, 23, 0, tzinfo=UTC), "2026-03-29"),
        (datetime(2026, 3, 29, 21, 59, tzinfo=UTC), "2026-03-29"),
        (datetime(2026, 3, 29, 22, 0, tzinfo=UTC), "2026-03-30"),
        (datetime(2026, 10, 25, 22, 59, tzinfo=UTC), "2026-10-25"),
        (datetime(2026, 10, 25, 23, 0, tzinfo=UTC), "2026-10-26"),
    ],
)
def test_day_that_customers_are_told_is_one_of_23_or_25_hours(
    small_lake: Path, moment: datetime, day: str
) -> None:
    assert centre_zone() == AMSTERDAM
    assert day_of(moment).isoformat() == day
