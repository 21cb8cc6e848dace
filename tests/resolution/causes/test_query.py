"""What the address chooses on the causes page, and how the words and files of a cause are put together."""

import pytest
from django.http import QueryDict

from willet.core.cases.causes import Bar
from willet.figures.domain.words import UNKNOWN
from willet.resolution.causes.query import Chosen, _counted, read_choice
from willet.resolution.causes.words import _label, _shares

BARS = [
    Bar("authority", "authority", 31, 1, 12.0, 3.0, 20.0, customer=2, audit=3, desk=25),
    Bar("parts late", None, 8, 0, 4.0, 0.0, 7.0, desk=8),
    Bar("turnover", "training", 5, 5, None, None, None),
    Bar(None, None, 4, 0, None, None, None),
]


@pytest.mark.parametrize(
    ("address", "chosen"),
    [
        ("", Chosen()),
        ("by=team&cause=parts+late&said_by=desk", Chosen("team", "parts late", "desk")),
        ("by=planet&said_by=neighbour", Chosen()),
        ("said_by=~unknown&cause=~unknown", Chosen("agent", UNKNOWN, UNKNOWN)),
    ],
)
def test_a_choice_is_read_and_written_back(address: str, chosen: Chosen) -> None:
    assert read_choice(QueryDict(address)) == chosen
    written = QueryDict(mutable=True)
    written.update(chosen.pairs)
    assert read_choice(written) == chosen


def test_what_goes_without_saying_is_not_written() -> None:
    assert Chosen().pairs == {}
    assert Chosen("queue", "x").pairs == {"by": "queue", "cause": "x"}


@pytest.mark.parametrize(
    ("cause", "said_by", "count"),
    [
        ("", "", 48),
        ("authority", "", 31),
        ("authority", "audit", 3),
        ("", "desk", 33),
        ("", "suggested", 6),
        ("", UNKNOWN, 4),
        (UNKNOWN, "", 4),
        (UNKNOWN, "desk", 0),
        ("authority", UNKNOWN, 0),
        ("elsewhere", "", 0),
    ],
)
def test_cases_are_counted_in_the_bars(cause: str, said_by: str, count: int) -> None:
    assert _counted(BARS, Chosen("agent", cause, said_by)) == count


def test_shares_of_the_recoverable_add_up_and_stop_where_nothing_is_known() -> None:
    assert _shares(BARS) == [0.75, 1.0, None, None]
    assert _shares(BARS[2:]) == [None, None]
    assert _shares([Bar("x", None, 3, 0, 0.0, 0.0, 1.0)]) == [None]


def test_a_label_marks_what_is_suggested() -> None:
    assert [_label(bar) for bar in BARS[:3]] == [
        "agent not allowed (1 of 31 suggested)",
        "parts late",
        "agent too new (5 of 5 suggested)",
    ]
