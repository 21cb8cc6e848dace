"""One spelling for one text, in Python and in the engine alike."""

import unicodedata

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from willet.core.records import spelled, spelled_in_sql

CON = duckdb.connect()


def in_sql(text: str) -> str:
    query = f"SELECT {spelled_in_sql('t')} FROM (SELECT ?::VARCHAR AS t)"
    found: str = CON.execute(query, [text]).fetchall()[0][0]
    return found


@pytest.mark.parametrize("blank", "\u00a0\u1680\u2000\u2007\u2009\u200a\u202f\u205f\u3000")
def test_every_blank_is_a_blank(blank: str) -> None:
    assert spelled(f"9:00{blank}AM") == in_sql(f"9:00{blank}AM") == "9:00 AM"


@pytest.mark.parametrize("mark", "\u200b\u200e\u200f\u202a\u202e\u2060\u2066\u2069\ufeff")
def test_marks_that_nobody_sees_are_left_out(mark: str) -> None:
    assert spelled(f"Nam{mark}é") == in_sql(f"Nam{mark}é") == "Namé"


@pytest.mark.parametrize("word", ["Kỹ thuật", "Gelöst", "Teléfono", "Nguyễn Thị Hoa"])
def test_composed_and_decomposed_are_one(word: str) -> None:
    apart = unicodedata.normalize("NFD", word)

    assert apart != word
    assert spelled(apart) == in_sql(apart) == word


def test_joiners_of_letters_and_other_alphabets_stay() -> None:
    for text in ("می\u200cخواهم", "क्\u200dष", "日本語", "ﬁ", "①"):
        assert spelled(text) == in_sql(text) == text


@given(st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=20))
@settings(deadline=None, max_examples=200)
def test_python_and_the_engine_spell_alike_and_once_is_enough(text: str) -> None:
    assert in_sql(spelled(text)) == spelled(text) == spelled(spelled(text))
