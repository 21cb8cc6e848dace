"""Rows of the board's tables are kept from one opening to the next, and never shown where anything is another."""

from dataclasses import replace
from datetime import date
from typing import Any, cast

from willet.core.metrics import AnswerRow
from willet.figures.domain.goallines import GoalLine
from willet.figures.domain.overview import Line, Overview, Split
from willet.figures.domain.periods import OWN, Period
from willet.figures.domain.selection import Selection
from willet.figures.domain.splits import split_table
from willet.ui.components import Row

SELECTION = Selection(Period(date(2026, 3, 2), date(2026, 3, 8)), OWN, {})
SALES = AnswerRow(
    metric="received", keys={"queue": "sales"}, value=120, n=120, low=None, high=None, unit="count",
    reason=None, coverage=None, bound_low=None, bound_high=None,
)  # fmt: skip
GOAL = {"sales": {"received": GoalLine(100, "at most 100", "/goals/1/")}}


def rows_of(
    *, figure: AnswerRow = SALES, selection: Selection = SELECTION, **changed: Any
) -> list[Row]:
    """The rows of a table by queue that has one line, with what is given instead of the usual."""
    overview = Overview(cast(Any, None), selection, ())
    given = {"sort": "", "linked": True, "marks": {}, **changed}
    return list(
        split_table(Split("queue", [Line("sales", {"received": figure})]), overview, **given).rows
    )


def received(rows: list[Row]) -> tuple[str, str, str, str]:
    cell = rows[0].cells[1]
    return cell.text, cell.sub, cell.href, cell.icon


LINK = "/calls/?from=2026-03-02&to=2026-03-08&queue=sales&metric=received"


def test_whatever_a_row_shows_is_drawn_anew_where_it_is_another() -> None:
    """
    | given                      | the cell of what was received             |
    | as usual                   | 120, linked                               |
    | a reader who sees no calls | 120                                       |
    | another figure             | 121, linked                               |
    | a goal                     | 120, the goal beneath, linked             |
    | it stands out              | 120, linked, marked                       |
    | another limit              | 120, linked with it                       |
    | as usual again             | 120, linked                               |
    """
    limited = replace(SELECTION, limits={"target_s": 30})

    assert [
        received(rows_of()),
        received(rows_of(linked=False)),
        received(rows_of(figure=replace(SALES, value=121))),
        received(rows_of(goals=GOAL)),
        received(rows_of(marks={("sales", "received"): "better"})),
        received(rows_of(selection=limited)),
        received(rows_of()),
    ] == [
        ("120", "", LINK, ""),
        ("120", "", "", ""),
        ("121", "", LINK, ""),
        ("120", "at most 100", LINK, ""),
        ("120", "", LINK, "better"),
        ("120", "", LINK.replace("&metric", "&target_s=30&metric"), ""),
        ("120", "", LINK, ""),
    ]


def test_the_rows_of_the_opening_before_are_taken_again_where_nothing_is_another() -> None:
    first, second = rows_of(), rows_of(figure=replace(SALES))

    assert [one is other for one, other in zip(first, second, strict=True)] == [True]
