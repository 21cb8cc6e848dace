"""What an unusual repeat window does to the figures is said; a usual one says nothing."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from willet.core.cases.rules import LONGEST_DAYS
from willet.figures.domain.linking import LINKS, TOPICS, LinkRules
from willet.figures.domain.rulebar import (
    WINDOWS,
    days_words,
    rule_bar,
    start_words,
    topic_words,
    window_field,
    window_notes,
)
from willet.ui.components import Choice

FIRST = date(2026, 3, 1)
YEAR = (FIRST, FIRST + timedelta(days=364))


@pytest.mark.parametrize(
    ("window", "days", "begins"),
    [
        (0, None, "A window of 0 days"),
        (0, YEAR, "A window of 0 days"),
        (1, YEAR, ""),
        (30, YEAR, ""),
        (31, YEAR, "A window beyond 30 days"),
        (31, None, "A window beyond 30 days"),
        (7, None, ""),
        # 15 days of calls: a window of seven before and after just fits, one of eight does not.
        (7, (FIRST, FIRST + timedelta(days=14)), ""),
        (7, (FIRST, FIRST + timedelta(days=13)), "The calls span 14 days"),
        (8, (FIRST, FIRST + timedelta(days=14)), "The calls span 15 days"),
        (1, (FIRST, FIRST), "The calls span 1 day."),
        (200, YEAR, "The calls span 365 days"),
    ],
)
def test_what_a_window_does(window: int, days: tuple[date, date] | None, begins: str) -> None:
    notes = window_notes(window, days)

    assert len(notes) == bool(begins)
    assert "".join(notes).startswith(begins)


def test_from_when_on_cases_are_judged() -> None:
    (note,) = window_notes(8, (FIRST, FIRST + timedelta(days=9)))

    assert "within 8 days before" in note
    assert note.endswith("come with the calls of Mar 17, 2026.")  # twice eight days on


def test_days_in_words() -> None:
    assert [days_words(n) for n in (0, 1, 2, 1_000)] == ["0 days", "1 day", "2 days", "1,000 days"]


def test_a_window_is_a_number_of_days_within_bounds() -> None:
    field = window_field(LinkRules(window_days=9))

    assert (field.name, field.value, field.low, field.high) == ("window_days", 9, 0, LONGEST_DAYS)
    assert field.usual == WINDOWS == (1, 2, 3, 5, 7, 10, 14, 21, 30)


def test_every_rule_can_be_chosen_and_what_filters_chose_stays() -> None:
    selection: Any = SimpleNamespace(pairs=lambda: [("period", "all")])
    more = Choice("more", "More", [], "")
    reading: Any = SimpleNamespace(days=YEAR)

    bar = rule_bar(
        reading, selection, LinkRules(window_days=31, link="fixed", topic="required"), more
    )

    _window, link, topic, last = bar.fields
    assert isinstance(link, Choice)
    assert isinstance(topic, Choice)
    assert ([o.value for o in link.options], link.selected) == ([*LINKS], "fixed")
    assert ([o.value for o in topic.options], topic.name, topic.selected) == (
        *([*TOPICS], "same_topic"),
        "required",
    )
    assert (last, list(bar.kept), len(bar.notes)) == (more, [("period", "all")], 1)
    assert len({start_words(link) for link in LINKS}) == 2
    assert len({topic_words(topic) for topic in TOPICS}) == 3
