"""The funnel of a comparison: who stands in which cloud, and where the curves run."""

from datetime import date
from typing import Literal, cast

import pytest

from willet.calls.domain.asking import Reading
from willet.calls.domain.periods import Period
from willet.calls.domain.selection import Selection
from willet.core.cases.comparing import Compared, Comparison, funnel_limits
from willet.dashboards.domain.comparison import Compare
from willet.dashboards.domain.funnels import STEPS, funnel_of
from willet.people.rules import Sight


def row(name: str, n: int, share: float, stands: Literal["above", "below"] | None) -> Compared:
    spans = ((0.7, 0.9), (0.65, 0.95))
    return Compared(
        name, n, int(n * share), share, 0.8, share, share, share, share, *spans, n >= 30, stands
    )


ROWS = (
    row("Ann", 400, 0.97, "above"),
    row("Bo", 100, 0.81, None),
    row("Cyd", 250, 0.61, "below"),
    row("Di", 12, 0.5, None),
)


def compared(*rows: Compared, by: Literal["agent", "team"] = "team") -> Compare:
    """A comparison that needs no lake: its rows are given."""
    selection = Selection(Period(date(2026, 1, 1), date(2026, 1, 31)))
    found = Compare(cast(Reading, None), selection, by, Sight(everyone=True))
    overall = 0.8 if rows else None
    found.__dict__["whole"] = Comparison(by, rows, overall, 0.1, 0.16)
    return found


def test_each_name_stands_in_the_cloud_of_its_kind() -> None:
    clouds = funnel_of(compared(*ROWS)).clouds

    assert [(cloud.tone, [(p.name, p.x, p.y) for p in cloud.points]) for cloud in clouds] == [
        ("", [("Bo", 100, 0.81)]),
        ("good", [("Ann", 400, 0.97)]),
        ("bad", [("Cyd", 250, 0.61)]),
        ("quiet", [("Di", 12, 0.5)]),
    ]


def test_a_point_says_in_words_what_it_is() -> None:
    (point,) = funnel_of(compared(ROWS[0])).clouds[1].points

    assert point.words.replace("\xa0", " ").split("\n") == [
        "Ann",
        "Handled contacts: 400",
        "Standardised share: 97.0 %",
        "Limits of its own mix (99.8 %): 65.0–95.0",
        "above what chance explains",
    ]


def test_curves_run_from_the_smallest_to_the_largest_name_and_never_cross() -> None:
    found = compared(*ROWS)
    wide, narrow = funnel_of(found).limits

    assert (wide.x[0], wide.x[-1], len(wide.x)) == (12, 400, STEPS)
    assert (wide.low[-1], wide.high[-1]) == pytest.approx(funnel_limits(found.whole, 400, 0.998), abs=1e-5)  # fmt: skip
    assert all(
        a < b < 0.8 < c < d
        for a, b, c, d in zip(wide.low, narrow.low, narrow.high, wide.high, strict=True)
    )
    assert list(wide.high) == sorted(wide.high, reverse=True)


def test_nobody_makes_no_drawing() -> None:
    funnel = funnel_of(compared())
    assert (funnel.is_empty, list(funnel.limits)) == (True, [])
