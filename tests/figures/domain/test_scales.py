"""Scales are told by their ends and their good end, never by the words that files have for them."""

import pytest
from django.utils.translation import override

from willet.core.sources.table.grammar import SCALES
from willet.figures.domain.scales import scale_words
from willet.levers.surveys.models import SurveyQuestion
from willet.ui.languages import LANGUAGE_NAMES


@pytest.mark.parametrize(
    ("kept", "words"),
    [
        (None, ""),
        ("", ""),
        ("0-1", "yes or no"),
        ("0-10", "0 to 10"),
        ("1-5", "1 to 5"),
        ("1-1000", "1 to 1,000"),
        ("-5-5", "-5 to 5"),
        ("-5--1", "-5 to -1"),
        ("1-7 high_is_easy", "1 to 7, higher is better"),
        ("1-7 high_is_hard", "1 to 7, lower is better"),
        ("1-7 low_is_easy", "1 to 7, lower is better"),
        ("1-5 low_is_good", "1 to 5, lower is better"),
        ("1-5 otherwise", "1 to 5"),
        ("1", "1"),
        ("stars", "stars"),
    ],
)
def test_a_scale_in_words(kept: str | None, words: str) -> None:
    assert scale_words(kept) == words


def test_no_scale_that_the_product_writes_shows_its_signs_in_any_language() -> None:
    own = [
        SurveyQuestion(kind=kind, scale_min=1, scale_max=7, good_end=end).scale
        for kind in SurveyQuestion.Kind.values
        for end in SurveyQuestion.GoodEnd.values
    ]

    for language in LANGUAGE_NAMES:
        with override(language):
            for kept in {*own, *SCALES.values()}:
                assert "_" not in scale_words(kept)
                assert scale_words(kept)
