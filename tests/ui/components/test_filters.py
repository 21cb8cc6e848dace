"""Filters of a page in words: what restricts nothing is not said."""

from datetime import date

import pytest

from willet.ui.components.filters import (
    Choice,
    DayField,
    FilterBar,
    NumberField,
    Option,
    PageBar,
    TextField,
    Turn,
)

QUEUES = [Option("", "All"), Option("s", "Sales")]
Field = Choice | DayField | NumberField | TextField


@pytest.mark.parametrize(
    ("field", "words"),
    [
        (Choice("q", "Queue", QUEUES), ""),
        (Choice("q", "Queue", QUEUES, "s"), "Sales"),
        (Choice("q", "Queue", QUEUES, "gone"), "gone"),  # of the address, and offered no more
        (DayField("d", "Day"), ""),
        (DayField("d", "Day", date(2026, 3, 2)), "Mar 2, 2026"),
        (NumberField("n", "Days", 0, 0, 9), "0"),
        (NumberField("n", "Days", 1_200, 0, 9_999), "1,200"),
        (TextField("t", "Text"), ""),
        (TextField("t", "Text", "late"), "late"),
    ],
)
def test_what_stands_chosen(field: Field, words: str) -> None:
    assert field.words == words
    pairs = [(field.label, words)] if words else []
    assert FilterBar([field]).chosen == pairs


def test_what_is_folded_up_is_said_too() -> None:
    bar = FilterBar([TextField("t", "Text", "late")], more=[Choice("q", "Queue", QUEUES, "s")])

    assert bar.chosen == [("Text", "late"), ("Queue", "Sales")]


@pytest.mark.parametrize(
    ("more", "unfolded"),
    [
        ([], False),
        ([Choice("q", "Queue", QUEUES)], False),
        ([Choice("q", "Queue", QUEUES), Choice("r", "Other", QUEUES, "s")], True),
    ],
)
def test_lists_are_unfolded_where_one_restricts(more: list[Choice], unfolded: bool) -> None:
    assert FilterBar([], more=more).is_unfolded is unfolded


def test_the_notes_of_every_bar_stand_beneath_the_row() -> None:
    bars = [FilterBar([], notes=["a", "b"]), FilterBar([]), FilterBar([], notes=["c"])]

    assert PageBar("p", [], FilterBar([]), more=bars).notes == ["a", "b", "c"]
    assert PageBar("p", [], FilterBar([], notes=["x"])).notes == []
    assert not Turn("t", "/").current
