"""Words of the field in the reader's language; what a centre named itself stays as it is."""

import pytest
from django.utils.translation import override

from willet.core.records import Cause, EvidenceKind, Outcome
from willet.figures.domain.words import (
    CAUSES,
    EVIDENCE,
    OUTCOMES,
    named,
    value_words,
    yes_or_no,
)


def test_every_word_of_the_records_has_a_wording() -> None:
    assert set(OUTCOMES) == set(Outcome)
    assert set(EVIDENCE) == set(EvidenceKind)
    assert set(CAUSES) == set(Cause)


@pytest.mark.parametrize(
    ("dimension", "value", "words"),
    [
        ("outcome", "timed_out", "waited too long"),
        ("cause", "printer on fire", "printer on fire"),
        ("queue", "answered", "answered"),
        ("outcome", None, ""),
    ],
)
def test_a_value_in_words(dimension: str, value: str | None, words: str) -> None:
    with override("en"):
        assert value_words(dimension, value) == words


def test_not_knowing_has_a_name_where_it_stands_for_a_line() -> None:
    with override("en"):
        assert (named("agent", None), named("topic", "~unknown")) == ("no agent", "not known")


def test_a_judgement_in_a_word() -> None:
    with override("en"):
        assert [yes_or_no(v) for v in (True, False, None)] == ["yes", "no", ""]
