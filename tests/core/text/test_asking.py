"""A question put to a few texts: every score reckoned by hand from weights, rarity and what is covered."""

import sqlite3
from collections.abc import Iterable
from math import log, sqrt

import pytest

from tests.core.text.shelf import entry
from willet.core.text import IndexedText, TextHit
from willet.core.text.asking import _likes, _parts, asked_words, find
from willet.core.text.keeping import KeptIndex
from willet.core.text.lexicon import Lexicon
from willet.core.text.schema import SCHEMA
from willet.core.text.writing import put_in, take_out

ONE_WORD_TITLE = 2 + 2 / 1
TWO_WORD_TITLE = 2 + 2 / sqrt(2)


def opened(texts: Iterable[IndexedText]) -> tuple[sqlite3.Connection, KeptIndex]:
    con = sqlite3.connect(":memory:")
    con.executescript(SCHEMA)
    for text in texts:
        put_in(con, text)
    words = con.execute("SELECT id, word FROM words ORDER BY id")
    return con, KeptIndex("1", Lexicon("1").longer(words))


def hits(texts: Iterable[IndexedText], question: str, **more: object) -> list[TextHit]:
    return find(*opened(texts), question, **more)  # type: ignore[arg-type]


def scores(texts: Iterable[IndexedText], question: str, **more: object) -> dict[str, float]:
    return {hit.key: hit.score for hit in hits(texts, question, **more)}


def near(score: float) -> object:
    return pytest.approx(score, abs=1e-6)


def test_the_words_looked_for_are_the_first_sixteen_different_ones_of_the_first_letters() -> None:
    many = " ".join(f"word{n}x" for n in range(17))
    cut = "a" * 10 + " " * 585 + "abcdefghij"

    assert asked_words("reset my reset Password") == ["reset", "my", "password"]
    assert asked_words(many) == [f"word{n}x" for n in range(16)]
    assert asked_words(cut) == ["aaaaaaaaaa", "abcde"]
    assert asked_words("") == []


def test_nothing_is_found_by_nothing_or_in_nothing() -> None:
    assert hits([entry("a", "reset")], " ?! ") == []
    assert hits([], "reset") == []


def test_a_word_scores_by_its_weight_and_its_rarity_and_how_much_it_covers() -> None:
    texts = [entry("a", "reset"), entry("b", "other", "reset"), entry("c", "thing")]

    found = scores(texts, "reset")

    rare = log(1 + 3 / 2)
    assert found == {"a": near(ONE_WORD_TITLE * rare * 1.5), "b": near(1 * rare * 1.5)}


def test_a_text_in_the_readers_language_is_worth_more() -> None:
    texts = [entry("a", "reset"), entry("b", "reset", language="de")]

    found = scores(texts, "reset", language="de")

    plain = ONE_WORD_TITLE * log(1 + 2 / 2) * 1.5
    assert found == {"a": near(plain), "b": near(plain * 1.15)}


@pytest.mark.parametrize(
    ("title", "body", "beside"),
    [
        ("reset password", "", 2),
        ("reset password", "reset password", 3),
        ("reset password", "reset of the password", 2),
        ("password reset", "", 0),
        ("password reset", "reset password", 1),
    ],
)
def test_words_side_by_side_count_more_in_a_title_twice(title: str, body: str, beside: int) -> None:
    rare = log(1 + 1 / 1)
    weight = TWO_WORD_TITLE + (1 if body else 0)

    found = scores([entry("a", title, body)], "reset password")

    assert found == {"a": near(2 * weight * rare * (1 + 0.5 * beside / 2) * 1.5)}


def test_a_word_that_stands_nowhere_counts_as_half_as_rare_as_the_rarest() -> None:
    texts = [entry("a", "reset"), entry("b", "other")]

    found = scores(texts, "reset qqqqzzzz")

    rare, unknown = log(1 + 2), 0.5 * log(1 + 2)
    assert found == {"a": near(ONE_WORD_TITLE * rare * (0.5 + rare / (rare + unknown)))}


@pytest.mark.parametrize(("others", "shown"), [(5, True), (7, False)])
def test_a_text_that_covers_less_than_a_quarter_of_the_question_is_not_shown(
    others: int, shown: bool
) -> None:
    question = " ".join(["reset", *(f"{letter * 4}zzqq" for letter in "bcfgjkv"[:others])])

    assert bool(hits([entry("a", "reset")], question)) == shown


def test_a_function_word_says_next_to_nothing() -> None:
    texts = [entry("a", "the reset"), entry("b", "the other")]

    found = scores(texts, "the reset")

    the, reset = 0.02 * log(1 + 2 / 2), log(1 + 2 / 1)
    score = TWO_WORD_TITLE * (the + reset) * 1.5 * 1.5
    assert found == {"a": near(score)}
    assert scores(texts, "the") == {key: near(TWO_WORD_TITLE * the * 1.5) for key in ("a", "b")}


def test_a_beginning_of_two_letters_is_like_each_word_that_begins_so() -> None:
    texts = [entry("a", "reset"), entry("b", "rename"), entry("c", "other")]

    found = scores(texts, "re")

    rare = log(1 + 3 / 1)
    score = 0.85**2 * ONE_WORD_TITLE * rare * (0.5 + 0.85)
    assert found == {"a": near(score), "b": near(score)}


def test_of_several_words_alike_the_best_counts_and_the_commonest_says_how_rare_they_are() -> None:
    texts = [entry("a", "reset", "rename"), entry("b", "rename"), entry("c", "other")]

    found = scores(texts, "re")

    rare = log(1 + 3 / 2)
    score = 0.85**2 * ONE_WORD_TITLE * rare * (0.5 + 0.85)
    assert found == {"a": near(score), "b": near(score)}


def test_slips_are_forgiven_only_where_what_was_asked_is_no_word() -> None:
    texts = [entry("a", "letter"), entry("b", "better")]

    assert list(scores(texts, "letter")) == ["a"]
    assert sorted(scores(texts, "wetter")) == ["a", "b"]


def test_only_the_shelves_named_are_looked_through() -> None:
    texts = [entry("a", "reset", shelf="one"), entry("b", "reset", shelf="two")]

    assert list(scores(texts, "reset", shelves={"two"})) == ["b"]
    assert list(scores(texts, "reset", shelves={"one", "two"})) == ["a", "b"]
    assert list(scores(texts, "reset", shelves=set())) == []


@pytest.mark.parametrize("better", [199, 200, 201, 240])
def test_a_shelf_is_found_behind_any_number_of_better_texts(better: int) -> None:
    texts = [entry(f"{n:03}", "reset", shelf="one") for n in range(better)]
    texts.append(entry("b", "other thing", "reset", shelf="two"))

    assert list(scores(texts, "reset", shelves={"two"})) == ["b"]


def test_the_best_forty_are_compared_and_the_best_ten_shown_equal_ones_by_their_key() -> None:
    texts = [entry(f"{n:02}", "reset") for n in reversed(range(41))]

    assert [hit.key for hit in hits(texts, "reset")] == [f"{n:02}" for n in range(10)]
    assert [hit.key for hit in hits(texts, "reset", most=3)] == ["00", "01", "02"]
    assert len(hits(texts, "reset", most=50)) == 40


def test_the_better_comes_first_whatever_its_key() -> None:
    texts = [entry("a", "other thing", "reset"), entry("b", "reset")]

    assert [hit.key for hit in hits(texts, "reset")] == ["b", "a"]


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("abcdef", ("abc", "def")),  # as even as may be: not ab and cdef
        ("abcdefgh", ("abcdefgh",)),  # gh is no word
        ("ababab", ("ab", "ab", "ab")),
        ("abcabc", ("abc", "abc")),
        ("xab", ("xab",)),  # one letter is no piece, though x is a word
        ("gone", ("gone",)),
        ("ab" * 15, ("ab",) * 15),
        ("ab" * 15 + "c", ("ab" * 15 + "c",)),  # longer than any words written as one
        ("abc", ("abc",)),
    ],
)
def test_words_written_as_one_are_the_fewest_and_the_most_even(
    word: str, parts: tuple[str, ...]
) -> None:
    con, _ = opened([entry("a", "x ab cdef abc def"), entry("b", "go ne")])
    take_out(con, ["b"])

    assert _parts(con, word) == parts


def test_words_written_as_one_are_looked_for_one_by_one() -> None:
    texts = [entry("a", "hoa don"), entry("b", "dia chi")]

    found = scores(texts, "hoadon")

    rare = log(1 + 2)
    assert found == {"a": near(2 * TWO_WORD_TITLE * rare * 1.5 * 1.5)}


def test_of_the_words_alike_sixteen_count_and_words_of_no_text_do_not() -> None:
    texts = [entry(f"{n:02}", f"re{chr(97 + n)}") for n in range(20)]
    con, kept = opened(texts)
    take_out(con, ["00"])

    likes = _likes(con, kept, 3, "re")

    first = kept.lexicon.alike("reb", 1)[0]
    assert len(likes) == 16
    assert (likes[0].asked, likes[0].likeness, likes[0].texts) == (3, 0.85, 1)
    assert likes[0].word == first
    assert [like.word for like in likes] == sorted(like.word for like in likes)
    assert "00" not in [hit.key for hit in find(con, kept, "rea")]
