"""What the resolution page says of the newest days in words."""

from dataclasses import replace
from datetime import date

from django.utils import translation

from willet.core.cases.recent import Cohort
from willet.resolution.definitions.words import change_words

QUIET = Cohort(date(2024, 3, 4), 50, 10, 40, naive=0.8, estimate=0.7, low=0.6, high=0.78)
CHANGED = replace(QUIET, changed_on=date(2024, 3, 1))


def test_change_is_said_once_with_its_newest_day() -> None:
    later = replace(QUIET, changed_on=date(2024, 3, 3))

    words = change_words([QUIET, CHANGED, later])

    assert words.startswith("Something changed suddenly about Mar 3, 2024: ")


def test_nothing_is_said_where_nothing_changed() -> None:
    assert change_words([QUIET]) == change_words([]) == ""


def test_change_is_said_in_the_readers_language() -> None:
    with translation.override("de"):
        words = change_words([CHANGED])

    assert words.startswith("Um den ")
    assert "plötzlich" in words
