"""The funnel of a comparison: who stands in which cloud, and that nobody is drawn on another side than judged."""

from datetime import date
from math import nan
from typing import Literal, cast

import pytest

from tests.scaffold.cast import EVERYONE
from willet.core.cases.comparing import FAR, Compared, Comparison, Unranked, limit_at
from willet.core.lake import Lake, Snapshot
from willet.figures.domain.asking import Reading
from willet.figures.domain.periods import Period
from willet.figures.domain.selection import Selection
from willet.figures.domain.whole import LakeState
from willet.resolution.comparison.funnel import funnel_of
from willet.resolution.comparison.query import Compare
from willet.ui.components import Funnel

OVERALL = 0.8


def row(name: str, n: int, z: float, worth: float, unranked: Unranked | None = None) -> Compared:
    """A name by its z: its difference follows from what its contacts are worth."""
    expected = 0.75
    raw = expected + z * (OVERALL * (1 - OVERALL) / worth) ** 0.5
    return Compared(
        name, n, int(n * raw), raw, expected, z, worth, raw, raw, raw, OVERALL, unranked
    )


ROWS = (
    row("Ann", 400, 3.2, 500),
    row("Bo", 100, 1.0, 90),
    row("Cyd", 250, -4.0, 300),
    row("Di", 12, -1.0, 10, "few"),
    Compared("Eve", 90, 80, 0.9, 0.9, nan, nan, nan, nan, nan, OVERALL, "alone"),
)


def compared(*rows: Compared, by: Literal["agent", "team"] = "team") -> Compare:
    """A comparison that needs no lake: its rows are given."""
    selection = Selection(Period(date(2026, 1, 1), date(2026, 1, 31)))
    found = Compare(
        Reading(LakeState(cast(Lake, None), cast(Snapshot, None)), EVERYONE), selection, by
    )
    found.__dict__["whole"] = Comparison(by, rows, OVERALL if rows else None, 0.1)
    return found


def funnel(*rows: Compared) -> Funnel:
    made = funnel_of(compared(*rows))
    assert made is not None
    return made


def test_each_name_stands_in_the_cloud_of_its_kind_and_who_cannot_be_compared_in_none() -> None:
    clouds = funnel(*ROWS).clouds

    assert [(cloud.tone, [(p.name, p.x) for p in cloud.points]) for cloud in clouds] == [
        ("", [("Bo", 90)]),
        ("good", [("Ann", 500)]),
        ("bad", [("Cyd", 300)]),
        ("quiet", [("Di", 10)]),
    ]


def test_a_point_says_in_words_what_it_is() -> None:
    (point,) = funnel(ROWS[0]).clouds[1].points

    # 3.2 and 3.09 times the root of 0.8 * 0.2 / 500
    assert point.words.replace("\xa0", " ").split("\n") == [
        "Ann",
        "Handled contacts: 400",
        "Difference from expected: +5.7 pp",
        "Limits (99.8%): ±5.5 pp",
        "above what chance explains",
    ]


@pytest.mark.parametrize(
    "z", [-3.2, -3.0903, -3.0902, -2.0, -1.0, 0.0, 1.9, 3.0, 3.0902, 3.0903, 5.0]
)
def test_a_name_is_marked_where_it_lies_outside_its_drawn_limits(z: float) -> None:
    wide = funnel(*ROWS, row("Fay", 200, z, 123.456)).limits[0]

    fay = row("Fay", 200, z, 123.456)
    place = list(wide.x).index(123.456)
    assert (fay.difference > wide.high[place], fay.difference < wide.low[place]) == (
        fay.stands_out == "above",
        fay.stands_out == "below",
    )


def test_curves_run_from_the_smallest_to_the_largest_name_and_never_cross() -> None:
    wide, narrow = funnel(*ROWS).limits

    assert (wide.x[0], wide.x[-1]) == (10, 500)
    assert wide.high[-1] == pytest.approx(limit_at(OVERALL, 500, FAR))
    assert all(
        a < b < 0 < c < d
        for a, b, c, d in zip(wide.low, narrow.low, narrow.high, wide.high, strict=True)
    )
    assert list(wide.high) == sorted(wide.high, reverse=True)


def test_one_name_has_curves_to_lie_between() -> None:
    """An agent sees their own point alone; the curves run to twice its worth."""
    wide, _ = funnel(ROWS[1]).limits

    assert (wide.x[0], wide.x[-1]) == (90, 180)


@pytest.mark.parametrize("rows", [(), (ROWS[4],)])
def test_nobody_to_compare_makes_no_drawing(rows: tuple[Compared, ...]) -> None:
    assert funnel_of(compared(*rows)) is None
