"""What a search finds, and what becomes of the file it rests in."""

import sqlite3
from pathlib import Path

import pytest

from tests.core.text.shelf import Shelf, articles, entry, further_questions, questions
from willet.core.records import LakeError
from willet.core.text import SearchIndex, TextHit


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> SearchIndex:
    return SearchIndex(
        tmp_path_factory.mktemp("index") / "derived" / "index.sqlite", Shelf(articles())
    )


def keys(hits: list[TextHit]) -> list[str]:
    return [hit.key for hit in hits]


def test_questions_in_five_languages_find_their_article_among_the_first_three(
    index: SearchIndex,
) -> None:
    asked = questions()

    missed = [text for text, want, _ in asked if want not in keys(index.find(text))[:3]]

    assert len(asked) == 40
    assert len(missed) <= 2, missed


def test_further_questions_are_answered_like_those_that_were_known(index: SearchIndex) -> None:
    asked = further_questions()

    found = [want in keys(index.find(text))[:3] for text, want in asked]

    assert len(asked) > 200
    assert sum(found) / len(asked) >= 0.95


def test_every_way_to_ask_is_asked() -> None:
    ways = {(want.rpartition(".")[2], how) for _, want, how in questions()}

    assert {language for language, _ in ways} == {"en", "nl", "de", "es", "vi"}
    assert {how for _, how in ways} == {"compound", "marks", "slip", "form", "whole"}


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("matkhau", "password.vi"),
        ("datlai matkhau", "password.vi"),
        ("hoadon", "invoice.vi"),
        ("doidia", "moving.vi"),
        ("doidiachi", "moving.vi"),
        ("datlaimatkhau", "password.vi"),
        ("huydangkythuebao", "cancel.vi"),
    ],
)
def test_syllables_written_together_are_found(index: SearchIndex, text: str, want: str) -> None:
    assert want in [hit.key for hit in index.find(text, language="vi", most=3)]


def test_find_again_gives_the_same_order(index: SearchIndex, tmp_path: Path) -> None:
    turned = dict(reversed(articles().items()))
    other = SearchIndex(tmp_path / "other.sqlite", Shelf(turned))

    answers = [index.find(text) for text, _, _ in questions()[:8]]

    assert answers == [index.find(text) for text, _, _ in questions()[:8]]
    assert answers == [other.find(text) for text, _, _ in questions()[:8]]


def test_equal_texts_come_by_their_key(tmp_path: Path) -> None:
    shelf = Shelf({key: entry(key, "Refund a fee") for key in ("b", "c", "a")})

    assert keys(SearchIndex(tmp_path / "i", shelf).find("refund")) == ["a", "b", "c"]


def test_among_equals_the_language_of_the_reader_comes_first(tmp_path: Path) -> None:
    shelf = Shelf({at: entry(at, "Internet", language=at) for at in ("de", "en", "nl")})

    index = SearchIndex(tmp_path / "i", shelf)

    assert [keys(index.find("internet", language=at))[0] for at in ("de", "en", "nl")] == [
        "de",
        "en",
        "nl",
    ]


@pytest.mark.parametrize("text", ["", "   ", "?!", "\x00", "zxqwv", "“”"])
def test_what_nobody_wrote_of_finds_nothing(index: SearchIndex, text: str) -> None:
    assert index.find(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "for zxqwv",
        "is the zxqwv",
        "de zxqwv van het",
        "wie ist der zxqwv und die",
        "la zxqwv de los",
        "zxqwv của và",
    ],
)
def test_words_that_every_text_has_answer_nothing(index: SearchIndex, text: str) -> None:
    """A search in vain says which article is missing: a shared "the" must not hide it."""
    assert index.find(text) == []


def test_question_of_such_words_alone_is_still_looked_for(tmp_path: Path) -> None:
    texts = {"a": entry("a", "How to do it"), "b": entry("b", "Refund")}

    assert keys(SearchIndex(tmp_path / "i", Shelf(texts)).find("how to")) == ["a"]


def test_a_question_of_one_or_two_letters_finds_words_that_begin_so(tmp_path: Path) -> None:
    texts = {"a": entry("a", "VAT number"), "b": entry("b", "TV box"), "c": entry("c", "Sofa TV")}

    index = SearchIndex(tmp_path / "i", Shelf(texts))

    assert keys(index.find("tv")) == ["b", "c"]
    assert keys(index.find("v")) == ["a"]


def test_a_question_of_ten_thousand_letters_is_answered_by_its_beginning(
    index: SearchIndex,
) -> None:
    long = "wachtwoord klant " + "opnieuw instellen " * 600

    assert len(long) > 10_000
    assert keys(index.find(long))[0] == "password.nl"
    assert index.find("x" * 10_000) == []


@pytest.mark.parametrize(
    "text", ['"', "a' OR 1=1 --", "NEAR(a b)", "title:x*", "%_", "(((", '"" OR ""']
)
def test_signs_of_query_languages_are_mere_signs(index: SearchIndex, text: str) -> None:
    index.find(text)

    assert keys(index.find("wachtwoord"))[0] == "password.nl"


def test_only_the_named_shelves_are_looked_through(tmp_path: Path) -> None:
    texts = {at: entry(at, "Refund", shelf=at) for at in ("agents", "leads")}

    index = SearchIndex(tmp_path / "i", Shelf(texts))

    assert keys(index.find("refund", shelves=["agents"])) == ["agents"]
    assert keys(index.find("refund", shelves=[])) == []
    assert keys(index.find("refund")) == ["agents", "leads"]


def test_texts_of_other_shelves_hide_none_that_stand_behind_them(tmp_path: Path) -> None:
    closed = {f"a{n:03}": entry(f"a{n:03}", "Refund", shelf="leads") for n in range(300)}
    behind = {at: entry(at, "Refund a fee of last month", shelf="agents") for at in ("c", "b")}

    index = SearchIndex(tmp_path / "i", Shelf(closed | behind))

    assert keys(index.find("refund", shelves=["agents"])) == ["b", "c"]


def test_another_file_in_its_place_is_read_anew(tmp_path: Path) -> None:
    shelf = Shelf({"a": entry("a", "Refund a fee")})
    index = SearchIndex(tmp_path / "i", shelf)
    index.find("refund")
    for file in tmp_path.iterdir():
        file.unlink()

    shelf.entries = {"b": entry("b", "Parcel lost"), "c": entry("c", "Router fee")}

    assert keys(index.find("parcel")) == ["b"]
    assert keys(index.find("ruoter")) == ["c"]


def test_what_changed_is_read_anew_and_what_is_gone_is_not_found(tmp_path: Path) -> None:
    shelf = Shelf({"a": entry("a", "Refund a fee"), "b": entry("b", "Router")})
    index = SearchIndex(tmp_path / "i", shelf)
    index.find("refund")

    shelf.entries = {"a": entry("a", "Waive a charge"), "c": entry("c", "Parcel")}

    assert index.find("refund") == []
    assert index.find("router") == []
    assert keys(index.find("waive")) == ["a"]
    assert keys(index.find("parcel")) == ["c"]


def test_texts_are_listed_again_only_when_they_changed(tmp_path: Path) -> None:
    shelf = Shelf({"a": entry("a", "Refund")})
    index = SearchIndex(tmp_path / "i", shelf)

    for _ in range(3):
        index.find("refund")

    assert shelf.listed == 1


def test_changed_step_by_step_it_answers_as_one_built_at_once(tmp_path: Path) -> None:
    every = articles()
    shelf = Shelf({})
    grown = SearchIndex(tmp_path / "grown", shelf)
    for kept in (list(every)[:20], list(every)[10:], list(every)):
        shelf.entries = {key: every[key] for key in kept}
        grown.find("internet")

    whole = SearchIndex(tmp_path / "whole", Shelf(every))

    for text in ("internet storing", "huy thue bao", "reset"):
        assert keys(grown.find(text)) == keys(whole.find(text))


@pytest.mark.parametrize(
    "content",
    [b"", b"not a database", b"SQLite format 3\x00" + b"\x00" * 200],
    ids=["empty", "another file", "cut"],
)
def test_a_damaged_file_is_built_anew(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "index.sqlite"
    path.write_bytes(content)

    index = SearchIndex(path, Shelf({"a": entry("a", "Refund")}))

    assert keys(index.find("refund")) == ["a"]


def test_a_lost_file_and_one_of_another_format_are_built_anew(tmp_path: Path) -> None:
    path = tmp_path / "index.sqlite"
    index = SearchIndex(path, Shelf({"a": entry("a", "Refund")}))
    index.find("refund")
    with sqlite3.connect(path) as file:
        file.execute("UPDATE notes SET value = '0' WHERE name = 'format'")

    assert keys(index.find("refund")) == ["a"]
    path.unlink()
    assert keys(index.find("refund")) == ["a"]


def test_a_place_where_no_file_can_be_is_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "taken"
    path.mkdir()

    with pytest.raises(LakeError) as failed:
        SearchIndex(path, Shelf({"a": entry("a", "Refund")})).find("refund")

    assert failed.value.message.startswith(f"The search index {path} cannot be used:")
