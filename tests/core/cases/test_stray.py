"""Which days are too far and too thin to belong: an oracle of words, named traps, and laws."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from willet.core.cases.stray import body_and_strays
from willet.core.lake.seen import HORIZON_DAYS

FIRST = date(2024, 3, 4)


def days(*spells: tuple[int, int, int]) -> list[tuple[date, int]]:
    """Spells of (first day after the start, how many days, contacts on each)."""
    return [(FIRST + timedelta(n + i), each) for n, count, each in spells for i in range(count)]


def strays(*spells: tuple[int, int, int]) -> list[int]:
    """The stray days of these spells, as days after the start."""
    return [(day - FIRST).days for day, _ in body_and_strays(days(*spells))[1]]


@pytest.mark.parametrize(
    ("spells", "expected"),
    [
        # first day, days, contacts a day | what it is
        ([(0, 30, 20), (27_000, 1, 1)], [27_000]),  # a year typed as 2099
        ([(-8_800, 1, 1), (0, 30, 20)], [-8_800]),  # a clock that woke up in the year 2000
        ([(-8_800, 2, 1), (0, 30, 20), (900, 1, 2)], [-8_800, -8_799, 900]),  # both at once
        ([(0, 30, 20), (400, 1, 1), (900, 1, 1)], [400, 900]),  # one behind the other
        ([(0, 30, 20), (74, 1, 1)], []),  # 45 days after the last day: still one stretch
        ([(0, 30, 20), (75, 1, 1)], [75]),  # 46 days
    ],
)
def test_thin_days_far_away_are_stray(
    spells: list[tuple[int, int, int]], expected: list[int]
) -> None:
    assert strays(*spells) == expected


@pytest.mark.parametrize(
    "spells",
    [
        [],
        [(0, 1, 1)],
        [(0, 1, 1), (400, 1, 1)],  # two contacts: neither can say of the other that it is wrong
        [(0, 10, 5), (400, 1, 1)],  # 50 contacts are too few to outnumber one
        [(0, 500, 1), (700, 1, 1)],  # a contact a day: one contact is a usual day
        [(0, 60, 1000), (400, 1, 1000)],  # the first day of another year is as full as any
        [(0, 60, 1000), (400, 60, 1000)],  # two imports of two years
        [(0, 3, 200), (400, 300, 20)],  # a trial before the real start: fewer, but no thin days
        [(0, 30, 20), (80, 1, 1), (110, 30, 20)],  # inside: it stretches nothing
    ],
)
def test_honest_gaps_lose_no_day(spells: list[tuple[int, int, int]]) -> None:
    assert strays(*spells) == []


HISTOGRAMS = st.dictionaries(
    st.integers(0, 2_000), st.sampled_from([1, 2, 3, 50, 900]), max_size=25
).map(lambda d: [(FIRST + timedelta(n), d[n]) for n in sorted(d)])


@given(HISTOGRAMS)
def test_every_day_is_in_one_of_the_two_and_the_body_is_kept(
    histogram: list[tuple[date, int]],
) -> None:
    body, stray = body_and_strays(histogram)

    assert sorted(body + stray) == histogram
    assert bool(body) == bool(histogram)
    assert sum(n for _, n in stray) * 100 <= sum(n for _, n in body) * max(len(stray), 1)


@given(HISTOGRAMS)
def test_strays_lie_outside_the_body_and_further_than_the_horizon(
    histogram: list[tuple[date, int]],
) -> None:
    body, stray = body_and_strays(histogram)

    for day, _ in stray:
        assert day < body[0][0] - timedelta(HORIZON_DAYS) or day > body[-1][0] + timedelta(
            HORIZON_DAYS
        )


@given(HISTOGRAMS)
def test_without_the_strays_nothing_more_is_stray(histogram: list[tuple[date, int]]) -> None:
    body, _ = body_and_strays(histogram)

    assert body_and_strays(body) == (body, [])
