"""A month of budgets ends at midnight by the centre's clock, wherever the sun stands: not at that of UTC."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from tests.api.callers import program_of
from tests.levers.authority.conftest import limit_of, wish
from tests.scaffold.cast import Cast
from willet.levers.authority.domain import budgets, grant, mandates_of, reading
from willet.levers.authority.domain.budgets import month_of
from willet.levers.authority.domain.refusals import OverLimitError
from willet.levers.authority.models import Grant, GrantKind

# A moment by the clock on the wall, with its offset where the hour comes twice, and its month there. Beside each
# stands what UTC says.
MOMENTS = """
zone                 | on the wall               | month   | in UTC
America/Bogota       | 2026-11-30 23:30          | 2026-11 | 2026-12-01 04:30
America/Bogota       | 2026-12-01 00:00          | 2026-12 | 2026-12-01 05:00
Europe/Amsterdam     | 2026-11-30 23:30          | 2026-11 | 2026-11-30 22:30
Europe/Amsterdam     | 2026-12-01 00:30          | 2026-12 | 2026-11-30 23:30
Asia/Ho_Chi_Minh     | 2026-12-01 00:30          | 2026-12 | 2026-11-30 17:30
Asia/Kolkata         | 2027-01-01 05:00          | 2027-01 | 2026-12-31 23:30
America/Los_Angeles  | 2026-12-31 23:59          | 2026-12 | 2027-01-01 07:59
Europe/Amsterdam     | 2024-03-31 23:30          | 2024-03 | 2024-03-31 21:30
Europe/Amsterdam     | 2024-04-01 00:30          | 2024-04 | 2024-03-31 22:30
Europe/Amsterdam     | 2027-10-31 23:30          | 2027-10 | 2027-10-31 22:30
America/Havana       | 2026-11-01 00:30          | 2026-11 | 2026-11-01 04:30
Asia/Amman           | 2022-03-31 23:30          | 2022-03 | 2022-03-31 20:30
Africa/Cairo         | 2026-10-31 23:30          | 2026-10 | 2026-10-31 21:30
"""
ROWS = [tuple(c.strip() for c in line.split("|")) for line in MOMENTS.strip().splitlines()[1:]]


def _use(zone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (budgets, reading):
        monkeypatch.setattr(module, "centre_zone", lambda: ZoneInfo(zone))


@pytest.mark.parametrize(("zone", "wall", "month", "utc"), ROWS)
def test_month_of_a_moment(
    monkeypatch: pytest.MonkeyPatch, zone: str, wall: str, month: str, utc: str
) -> None:
    _use(zone, monkeypatch)
    moment = datetime.fromisoformat(utc).replace(tzinfo=UTC)

    assert f"{moment.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}" == wall
    assert month_of(moment) == month


@pytest.mark.parametrize("zone", ["America/Bogota", "Europe/Amsterdam", "Asia/Ho_Chi_Minh"])
@pytest.mark.parametrize("ends", [date(2026, 11, 30), date(2024, 3, 31), date(2027, 10, 31)])
def test_budget_begins_anew_at_the_centre_s_midnight(
    cast: Cast, refund: GrantKind, monkeypatch: pytest.MonkeyPatch, zone: str, ends: date
) -> None:
    """23:30 of the last day spends the old month, 00:30 of the first the new one; the ledger puts them so, too."""
    _use(zone, monkeypatch)
    limit_of(refund, cast.manager, per_agent_minor=5_000, per_customer_minor=5_000)
    last = datetime(ends.year, ends.month, ends.day, 23, 30, tzinfo=ZoneInfo(zone)).astimezone(UTC)
    first = last + timedelta(hours=1)

    def at(moment: datetime) -> list[int | None]:
        monkeypatch.setattr(timezone, "now", lambda: moment)
        (mandate,) = mandates_of(cast.agent, wish(refund, 1).subject)
        return [mandate.left_of_month, mandate.left_for_customer]

    before = at(last)
    grant(wish(refund, 5_000), by=cast.agent)
    spent = at(last)
    with pytest.raises(OverLimitError):
        grant(wish(refund, 1), by=cast.agent)
    anew = at(first)
    grant(wish(refund, 4_000), by=cast.agent)

    assert (before, spent, anew) == ([5_000] * 2, [0] * 2, [5_000] * 2)
    rows = Grant.objects.order_by("at").values_list("month", "amount_minor")
    following = ends + timedelta(days=1)
    assert list(rows) == [(f"{ends:%Y-%m}", 5_000), (f"{following:%Y-%m}", 4_000)]
    days = {
        day: [row.amount_minor for row in reading.within(Grant.objects.all(), day, day)]
        for day in (ends, following)
    }
    assert days == {ends: [5_000], following: [4_000]}


def test_days_of_programs_are_those_of_the_centre(
    cast: Cast, refund: GrantKind, monkeypatch: pytest.MonkeyPatch, small_lake: Path
) -> None:
    """The lake's zone is Amsterdam: half past midnight there is the evening before in UTC."""
    limit_of(refund, cast.manager)
    given = grant(wish(refund, 500), by=cast.agent)
    Grant.objects.filter(pk=given.pk).update(at=datetime(2026, 11, 30, 23, 30, tzinfo=UTC))
    manager = program_of(cast.manager)

    counts = [
        len(manager.get(f"grants?from={day}&to={day}").json()["items"])
        for day in ("2026-11-30", "2026-12-01", "2026-12-02")
    ]

    assert counts == [0, 1, 0]


@pytest.mark.parametrize(
    "zone", ["Pacific/Kiritimati", "Europe/Amsterdam", "UTC", "Pacific/Midway"]
)
def test_calendar_ends_in_every_zone(
    cast: Cast, refund: GrantKind, monkeypatch: pytest.MonkeyPatch, zone: str
) -> None:
    limit_of(refund, cast.manager)
    given = grant(wish(refund, 100), by=cast.agent)
    _use(zone, monkeypatch)

    whole, before, after = (
        list(reading.within(Grant.objects.all(), first, last))
        for first, last in [(date.min, date.max), (date.min, date.min), (date.max, date.max)]
    )

    assert (whole, before, after) == ([given], [], [])
