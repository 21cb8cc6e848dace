"""One line as it is read: what nobody sees is left out, and all that is seen stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from willet.core.text import seen_line


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("  Đường   dây\tnóng\n", "Đường dây nóng"),
        ("Bill \u202egnp.exe\u202c", "Bill gnp.exe"),
        ("a\x00b\x07\x1b\x7f\u200b\ufeffc", "abc"),
        ("\u2066a\u2069\u2028b", "a b"),
        ("\U0001f468\u200d\U0001f469", "\U0001f468\u200d\U0001f469"),
        ("\u200b\u200d \u00ad", ""),
        ("", ""),
    ],
)
def test_line_is_what_is_seen(text: str, line: str) -> None:
    assert seen_line(text) == line


@given(st.text())
def test_seen_twice_it_is_as_seen_once(text: str) -> None:
    assert seen_line(seen_line(text)) == seen_line(text)


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "S", "M"])))
def test_what_is_drawn_stays(text: str) -> None:
    assert seen_line(text) == text
