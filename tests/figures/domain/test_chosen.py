"""What a page speaks of, in words: what goes without saying is not said, and no name is let slip by an address."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.http import HttpRequest

from willet.figures.domain.against import AGAINST, PREVIOUS
from willet.figures.domain.chosen import chosen, chosen_on, remarks_on, speak_of
from willet.figures.domain.limits import LABELS as LIMITS
from willet.figures.domain.linking import USUAL, LinkRules
from willet.figures.domain.periods import ALL, OWN, Period
from willet.figures.domain.selection import Selection
from willet.figures.domain.words import UNKNOWN

pytestmark = pytest.mark.django_db
DAYS = (date(2026, 1, 1), date(2026, 3, 14))


def _reading(days: tuple[date, date] | None = DAYS, *agents: str) -> Any:
    return SimpleNamespace(days=days, choices={"agent": list(agents)})


def _said(selection: Selection, rules: LinkRules = USUAL, *agents: str) -> list[tuple[str, str]]:
    return list(chosen(_reading(DAYS, *agents), selection, rules))


WEEK = Period(date(2026, 3, 1), date(2026, 3, 7))


@pytest.mark.parametrize(
    ("period", "preset", "words"),
    [
        (WEEK, OWN, "Mar 1, 2026 – Mar 7, 2026"),
        (Period(None, None), ALL, "Jan 1, 2026 – Mar 14, 2026"),
        (Period(date(2026, 3, 1), None), OWN, "Mar 1, 2026 – Mar 14, 2026"),
        (Period(None, date(2026, 3, 7)), OWN, "Jan 1, 2026 – Mar 7, 2026"),
    ],
)
def test_the_days(period: Period, preset: str, words: str) -> None:
    assert _said(Selection(period, preset)) == [("Period", words)]


def test_a_period_that_has_a_name_is_called_by_it_too() -> None:
    ((_label, words),) = _said(Selection(WEEK, "28d"))

    assert words.startswith("Mar 1, 2026 – Mar 7, 2026 (")
    assert words.endswith(")")


def test_before_any_call_no_day_is_known() -> None:
    ((_label, words),) = chosen(_reading(None), Selection(Period(None, None), ALL), USUAL)

    assert words == "– – –"


def test_filters_name_their_values_once_and_unseen_agents_not_at_all() -> None:
    cells = {"queue": ("sales", "support"), "agent": ("Anna", "Bo", "Cy", UNKNOWN), "topic": ()}

    said = dict(_said(Selection(WEEK, OWN, cells), USUAL, "Anna"))

    assert said["Queue"] == "sales, support"
    assert said["Agent"] == "Anna, another agent, no agent"
    assert "Topic" not in said


def test_what_it_is_compared_with_is_said_where_it_is_not_the_days_before() -> None:
    other = next(name for name in AGAINST if name != PREVIOUS)

    assert "Compared with" not in dict(_said(Selection(WEEK, OWN)))
    said = dict(_said(Selection(WEEK, OWN, against=other)))
    assert said["Compared with"] == str(AGAINST[other])


def test_limits_and_rules_of_its_own() -> None:
    limit = sorted(LIMITS)[0]
    rules = LinkRules(window_days=1, link="fixed", topic="required")

    said = _said(Selection(WEEK, OWN, limits={limit: 1_200}), rules)

    assert said[1:] == [
        (str(LIMITS[limit]), "1,200"),
        ("Repeat window", "1 day"),
        ("The window starts", "at the first contact"),
        ("Same topic", "always"),
    ]


@pytest.mark.parametrize(
    ("rules", "label"),
    [
        (LinkRules(window_days=8), "Repeat window"),
        (LinkRules(link="fixed"), "The window starts"),
        (LinkRules(topic="ignored"), "Same topic"),
    ],
)
def test_only_a_rule_that_is_not_the_usual_one_is_said(rules: LinkRules, label: str) -> None:
    assert [name for name, _words in _said(Selection(WEEK, OWN), rules)] == ["Period", label]


def test_a_page_that_speaks_of_nothing_says_nothing() -> None:
    silent, speaks = HttpRequest(), HttpRequest()
    speak_of(speaks, _reading(), Selection(WEEK, OWN))

    assert (list(chosen_on(silent)), list(remarks_on(silent))) == ([], [])
    assert chosen_on(speaks) == [("Period", "Mar 1, 2026 – Mar 7, 2026")]
