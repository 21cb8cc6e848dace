"""Rules of linking, read from an address and written back to it."""

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from willet.core.metrics import parameters
from willet.figures.domain.linking import LINKS, TOPICS, USUAL, LinkRules, read_link_rules


def test_the_usual_rules_and_choices_are_those_of_the_core() -> None:
    known = parameters()
    assert {n: known[n].default for n in USUAL.values} == USUAL.values
    assert (set(LINKS), set(TOPICS)) == (set(known["link"].choices), set(known["topic"].choices))


def test_what_goes_without_saying_is_not_written() -> None:
    assert (USUAL.pairs, USUAL.params) == ({}, {})
    assert LinkRules(3, "chain", "ignored").pairs == {"window_days": "3", "same_topic": "ignored"}


@given(st.integers(0, 10_000), st.sampled_from(LINKS), st.sampled_from(TOPICS))
def test_rules_written_are_the_rules_read(days: int, link: str, topic: str) -> None:
    rules = LinkRules(days, link, topic)
    assert read_link_rules(rules.pairs) == rules


@pytest.mark.parametrize("window", ["10001", "99999", "-1", "7.5", "a week", "9" * 40, "٧"])
def test_a_window_that_cannot_be_is_told_and_left_out(window: str) -> None:
    rules = read_link_rules(QueryDict(f"window_days={window}"))
    assert rules.values == USUAL.values
    assert len(rules.problems) == 1
