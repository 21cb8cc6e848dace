"""How much a word of a question is like a word of a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from willet.core.text import likeness, stem
from willet.core.text.likeness import distance, distance_within

WORDS = st.text("abcde", max_size=8)


def plain_distance(one: str, other: str) -> int:
    """Damerau's restricted distance, by its recursion."""
    if not one or not other:
        return len(one) + len(other)
    steps = [
        plain_distance(one[:-1], other) + 1,
        plain_distance(one, other[:-1]) + 1,
        plain_distance(one[:-1], other[:-1]) + (one[-1] != other[-1]),
    ]
    if one[-2:] == other[-2:][::-1] and len(one) > 1 and len(other) > 1:
        steps.append(plain_distance(one[:-2], other[:-2]) + 1)
    return min(steps)


@given(st.text("abc", max_size=5), st.text("abc", max_size=5))
def test_distance_is_that_of_the_recursion(one: str, other: str) -> None:
    assert distance(one, other) == plain_distance(one, other)


@given(st.text("abc", min_size=1, max_size=3), st.text("abc", max_size=5))
def test_distance_within_is_the_least_of_all_pieces(part: str, whole: str) -> None:
    pieces = {whole[a:b] for a in range(len(whole) + 1) for b in range(a, len(whole) + 1)}

    assert distance_within(part, whole) == min(distance(part, piece) for piece in pieces)


@given(WORDS.filter(len), WORDS)
def test_likeness_is_a_share_and_whole_for_the_same_word(one: str, other: str) -> None:
    assert 0 <= likeness(one, other) <= 1
    assert likeness(one, one) == 1


@pytest.mark.parametrize(
    ("asked", "nearer", "farther"),
    [
        ("wachtwoord", "wachtwoorden", "klantwachtwoord"),  # a form before a part
        (
            "rechnung",
            "rechnungsbetrag",
            "kundenrechnung",
        ),  # a compound it begins before one it ends
        ("rabbat", "rabatt", "kulanzrabatt"),  # mistyped alone before mistyped within
        ("contrasena", "contrasenas", "contrato"),
        ("mat", "mat", "nam"),
    ],
)
def test_likeness_orders_what_is_meant_first(asked: str, nearer: str, farther: str) -> None:
    assert likeness(asked, nearer) > likeness(asked, farther)


@pytest.mark.parametrize(
    ("asked", "written"),
    [("abc", "abd"), ("rechnung", "umzug"), ("hoa", "hang"), ("ab", "cab"), ("refund", "router")],
)
def test_likeness_is_nothing_for_other_words(asked: str, written: str) -> None:
    assert likeness(asked, written) == 0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("instellen", "instelling"),
        ("kundigen", "kundigung"),
        ("resolver", "resolvido"),
        ("cancelling", "cancels"),
    ],
)
def test_stem_is_one_for_words_of_one_root(one: str, other: str) -> None:
    assert stem(one) == stem(other)


def test_stem_leaves_short_words_whole() -> None:
    assert [stem(word) for word in ("nong", "days", "los", "en")] == ["nong", "days", "los", "en"]
