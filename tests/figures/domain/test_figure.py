"""The figure that an address names: a metric and a part of it; what does not exist is told, not guessed at."""

from typing import Any

import pytest
from django.http import QueryDict

from willet.figures.domain.figure import Asked, asked_figure
from willet.figures.domain.linking import LinkRules
from willet.figures.domain.periods import Period
from willet.figures.domain.selection import Selection


@pytest.mark.parametrize(
    ("address", "metric", "part", "problems"),
    [
        ("", None, "denominator", 0),
        ("metric=service_level", "service_level", "denominator", 0),
        ("metric=service_level&part=numerator", "service_level", "numerator", 0),
        ("metric=service_level&part=rest", "service_level", "rest", 0),
        ("metric=service_level&part=unknown", "service_level", "unknown", 0),
        ("metric=service_level&part=half", "service_level", "denominator", 1),
        ("metric=servicelevel", None, "denominator", 1),
        ("metric=servicelevel&part=half&window_days=soon", None, "denominator", 3),
        ("metric=", None, "denominator", 0),
    ],
)
def test_what_an_address_names(address: str, metric: str | None, part: str, problems: int) -> None:
    asked = asked_figure(QueryDict(address))

    assert (asked.metric.name if asked.metric else None, asked.part) == (metric, part)
    assert len(asked.problems) == problems
    assert bool(asked.title) is (metric is not None)


def test_what_was_probably_meant_is_said() -> None:
    (problem,) = asked_figure(QueryDict("metric=servicelevel")).problems

    assert "servicelevel" in problem
    assert "service_level" in problem


def test_of_a_long_name_the_beginning_is_told() -> None:
    long = asked_figure(QueryDict(f"metric={'x' * 61}&part={'y' * 61}"))

    assert ["x" * 60 in problem for problem in long.problems] == [True, False]
    assert not any("x" * 61 in p or "y" * 61 in p for p in long.problems)


def test_a_share_has_parts_to_turn_to_and_a_count_has_none() -> None:
    selection: Any = Selection(Period(None, None))

    share = asked_figure(QueryDict("metric=service_level&part=rest")).part_links(selection)

    assert [link.current for link in share] == [False, False, True, False]
    assert len({link.address for link in share}) == len({link.label for link in share}) == 4
    assert all("metric=service_level" in link.address for link in share)
    assert asked_figure(QueryDict("metric=received")).part_links(selection) == []
    assert Asked().part_links(selection) == []


def test_what_of_the_address_stays() -> None:
    service = asked_figure(QueryDict("metric=service_level&part=rest&window_days=3"))

    assert service.kept("-wait") == {
        "metric": "service_level",
        "part": "rest",
        "sort": "-wait",
        "window_days": "3",
    }
    assert Asked(rules=LinkRules()).kept("") == {"metric": "", "part": "", "sort": ""}
