"""The verdict in words: each sentence by itself, and only where the figures carry it."""

from dataclasses import replace
from datetime import date

import pytest
from django.http import QueryDict
from django.utils.translation import override

from willet.core.cases.causes import Bar
from willet.core.metrics import AnswerRow
from willet.dashboards.domain.verdict import (
    change_words,
    pulled_words,
    solved_words,
    won_words,
)
from willet.figures.domain.changes import change
from willet.figures.domain.overview import Line, Split
from willet.figures.domain.selection import Selection, read_selection

SELECTION = read_selection(QueryDict(), newest=date(2026, 11, 5))


def row(value: float, half: float = 0.01, n: int = 1000, pending: int = 0) -> AnswerRow:
    plain = AnswerRow(
        "call_resolution", {}, value, n, value - half, value + half, "share", None, None, None, None
    )
    return replace(plain, pending=pending, estimated=bool(pending))


@pytest.mark.parametrize(
    ("shown", "words"),
    [
        (row(0.812), "81 of 100 cases were solved."),
        (row(1.0), "100 of 100 cases were solved."),
        (row(0.997), "99.7 of 100 cases were solved."),
        (row(0.004), "0.4 of 100 cases were solved."),
        (
            row(0.76, pending=3),
            "About 76 of 100 cases were solved, the pending ones counted as older ones turned out.",
        ),
    ],
)
def test_how_many_were_solved(shown: AnswerRow, words: str) -> None:
    with override("en"):
        assert solved_words(shown) == words


@pytest.mark.parametrize(
    ("now", "before", "words"),
    [
        (row(0.81), row(0.78), "That is 3 more against the 28 days before."),
        (row(0.78), row(0.81), "That is 3 fewer against the 28 days before."),
        (row(0.80), row(0.79), "No clear change against the 28 days before."),
        (row(0.800, 0.001), row(0.797, 0.001), "That is slightly more against the 28 days before."),
        (
            row(0.90, pending=1),
            row(0.50),
            "Whether that is a change against the 28 days before cannot be said yet: 1 case is pending.",
        ),
    ],
)
def test_a_change_is_called_one_only_where_it_is_clear(
    now: AnswerRow, before: AnswerRow, words: str
) -> None:
    moved = change(now, before, direction="higher")
    with override("en"):
        assert change_words(moved, now, SELECTION) == words


def test_where_nothing_is_compared_nothing_is_said_of_a_change() -> None:
    alone: Selection = replace(SELECTION, against="none")
    moved = change(row(0.8), row(0.5), direction="higher")
    with override("en"):
        assert change_words(moved, row(0.8), alone) == ""
        assert change_words(None, row(0.8), SELECTION) == ""


def test_what_pulls_down_is_named_by_what_it_leaves_unsolved() -> None:
    table = Split(
        "queue",
        [
            Line("<Moving>", {"call_resolution": row(0.60, n=500)}),
            Line("Refund", {"call_resolution": row(0.70, n=900)}),
            Line("Billing", {"call_resolution": row(0.90, n=9000)}),
            Line("few", {"call_resolution": row(0.10, n=29)}),
            Line(None, {"call_resolution": row(0.10, n=900)}),
        ],
    )
    with override("en"):
        assert pulled_words(table, SELECTION) == (
            '<a href="?queue=Refund">Refund</a> (70%) and '
            '<a href="?queue=%3CMoving%3E">&lt;Moving&gt;</a> (60%) pull it down.'
        )
    with override("de"):
        assert " und " in pulled_words(table, SELECTION)


def test_where_no_line_is_clearly_below_nothing_pulls_down() -> None:
    lines = [Line(n, {"call_resolution": row(0.8, 0.05)}) for n in ("a", "b")]
    assert pulled_words(Split("queue", lines), SELECTION) == ""


def bar(lever: str | None, recoverable: float | None, low: float | None) -> Bar:
    return Bar("c", lever, 100, 0, recoverable, low, recoverable)


@pytest.mark.parametrize(
    ("bars", "days", "words"),
    [
        ([bar("training", 47.0, 12.0)], 28, "About 50 cases a month could be won by training."),
        ([bar("training", 1.0, 0.2)], 30, "About 1 case a month could be won by training."),
        ([bar("training", 47.0, 12.0)], 27, ""),
        ([bar("training", 47.0, 0.0)], 28, ""),
        ([bar("training", 0.4, 0.1)], 60, ""),
        ([bar(None, 80.0, 60.0), bar("plan", 30.0, 1.0)], 30,
         "About 30 cases a month could be won by an improvement plan."),
        ([bar("authority", None, None)], 30, ""),
        ([], 30, ""),
    ],
)  # fmt: skip
def test_what_could_be_won_is_said_where_it_is_surely_something(
    bars: list[Bar], days: int, words: str
) -> None:
    with override("en"):
        assert won_words(bars, days) == words
