"""One way to write a word."""

from hypothesis import given
from hypothesis import strategies as st

from willet.core.text import fold, words_of


def test_fold_drops_marks_of_every_language() -> None:
    assert fold("Đường dây nóng") == "duong day nong"
    assert fold("Straße Größe ÄÖÜ") == "strasse grosse aou"
    assert fold("contraseña, résumé, coördinatie") == "contrasena, resume, coordinatie"


def test_fold_is_the_same_for_composed_and_decomposed() -> None:
    assert fold("mật khẩu") == fold("mật khẩu") == "mat khau"


@given(st.text(max_size=60))
def test_fold_twice_is_fold_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_words_are_parted_by_whatever_is_no_letter_and_no_digit() -> None:
    assert words_of("E-mail_adres: 2x, 'tja'…") == ["e", "mail", "adres", "2x", "tja"]
    assert words_of("— … ?!") == []
