"""One team a day, whatever stretches overlap; checked day by day."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from willet.core.lake.dimension.rows import LAST_DAY, Stretch
from willet.core.lake.dimension.teams import without_overlaps

D = date(2026, 3, 1)


def day(n: int) -> date:
    return D + timedelta(days=n)


def stretch(first: int, last: int | None, team: str) -> Stretch:
    return Stretch("Anna", day(first), LAST_DAY if last is None else day(last), team)


def test_a_stretch_within_another_leaves_both_its_sides() -> None:
    parts = without_overlaps([stretch(0, None, "North"), stretch(10, 19, "South")])

    assert parts == [
        stretch(0, 9, "North"),
        stretch(10, 19, "South"),
        stretch(20, None, "North"),
    ]


def test_a_stretch_that_ends_before_it_begins_is_none() -> None:
    assert without_overlaps([stretch(5, 4, "North")]) == []


def test_days_without_a_team_stay_without() -> None:
    given_stretches = [stretch(0, 1, "North"), stretch(3, 3, "South")]

    assert without_overlaps(given_stretches) == given_stretches


_STRETCHES = st.lists(
    st.builds(
        stretch, st.integers(0, 9), st.none() | st.integers(0, 9), st.sampled_from(["N", "S"])
    ),
    max_size=5,
)


@given(_STRETCHES)
def test_each_day_has_the_team_that_began_last(stretches: list[Stretch]) -> None:
    parts = without_overlaps(stretches)

    for n in range(-1, 12):
        holding = [(s.first, s.team) for s in stretches if s.first <= day(n) <= s.last]
        teams = [p.team for p in parts if p.first <= day(n) <= p.last]
        assert teams == ([max(holding)[1]] if holding else [])
