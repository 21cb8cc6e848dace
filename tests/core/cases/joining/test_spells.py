"""Stretches of days in which contacts are looked for."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from willet.core.cases.joining.spells import Spell, spells

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MARCH = date(2024, 3, 10)


def test_hours_before_and_after_reach_the_days_around() -> None:
    assert spells([MARCH], 12 * HOUR, HOUR) == [Spell(date(2024, 3, 9), date(2024, 3, 11))]
    assert spells([MARCH], timedelta(), timedelta()) == [Spell(MARCH, MARCH)]


def test_stretches_that_nearly_meet_are_one() -> None:
    days = [MARCH, MARCH + 2 * DAY, MARCH + 5 * DAY]

    assert spells(days, timedelta(), timedelta()) == [
        Spell(MARCH, MARCH + 2 * DAY),
        Spell(MARCH + 5 * DAY, MARCH + 5 * DAY),
    ]


def test_very_many_are_one() -> None:
    days = [MARCH + n * 10 * DAY for n in range(13)]

    assert len(spells(days[:12], DAY, DAY)) == 12
    assert spells(days, DAY, DAY) == [Spell(days[0] - DAY, days[-1] + DAY)]


@given(
    days=st.lists(st.dates(date(2000, 1, 1), date(2040, 1, 1)), max_size=20),
    before=st.integers(0, 50),
    after=st.integers(0, 50),
)
def test_every_day_lies_within_with_all_that_is_near(
    days: list[date], before: int, after: int
) -> None:
    result = spells(days, before * HOUR, after * DAY)

    for day in days:
        first, last = day - timedelta(days=-(-before // 24)), day + after * DAY
        assert any(s.first <= first and last <= s.last for s in result)
    assert result == sorted(result, key=lambda s: s.first)
