"""What is left of a word: endings by length, a rest of at least four letters, doubled letters once."""

import pytest

from willet.core.text.stemming import ENDINGS, stem


@pytest.mark.parametrize(
    ("word", "root"),
    [
        ("billing", "bill"),  # four letters are left, and stay
        ("bings", "bing"),
        ("ings", "ings"),
        ("inges", "inge"),
        ("setting", "sett"),
        ("settings", "sett"),
        ("resetting", "reset"),  # the letter doubled before the ending stands once
        ("beginner", "begin"),
        ("kündigung", "kündig"),
        ("kündigungen", "kündig"),
        ("zahlen", "zahl"),
        ("tes", "tes"),
        ("testes", "test"),  # es, not s
        ("boletas", "bolet"),
        ("cancelaciones", "cancel"),
        ("thue", "thue"),
        ("", ""),
    ],
)
def test_the_longest_ending_goes_that_leaves_four_letters(word: str, root: str) -> None:
    assert stem(word) == root


def test_endings_are_tried_from_the_longest_and_each_stands_once() -> None:
    lengths = [len(ending) for ending in ENDINGS]

    assert lengths == sorted(lengths, reverse=True)
    assert len(set(ENDINGS)) == len(ENDINGS)
