"""Spellings of one name folded alike: accents, both orders, short forms, and the numbers of phones."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from willet.people.agents.folding import (
    as_written,
    extension,
    folded,
    is_interface,
    key,
    letters,
    short_forms,
    words,
)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Trần", "tran"),
        ("TRAN", "tran"),
        ("Đặng", "dang"),
        ("Müller", "muller"),
        ("Strauß", "strauss"),
        ("Łukasz", "lukasz"),
        ("Sørensen", "sorensen"),
        ("Ægir Œuvre", "aegir oeuvre"),
        ("İpek Kılıç", "ipek kilic"),
        ("José", "jose"),
        ("", ""),
    ],
)
def test_a_text_without_case_and_marks(text: str, plain: str) -> None:
    assert folded(text) == plain


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("Anna Weber", ("anna", "weber")),
        ("Weber, Anna", ("anna", "weber")),
        ("Weber, Anna Maria", ("anna", "maria", "weber")),
        ("van der Berg, Jan, Dr.", ("jan", "dr", "van", "der", "berg")),
        ("anna.weber@willet.example", ("anna", "weber")),
        ("anna_weber", ("anna", "weber")),
        ("Anna Weber (101)", ("anna", "weber")),
        ("SIP/101", ("sip",)),
        ("101", ()),
        ("", ()),
    ],
)
def test_words_of_a_name_as_it_is_spoken(text: str, spoken: tuple[str, ...]) -> None:
    assert words(text) == spoken


def test_the_order_is_no_part_of_a_key() -> None:
    assert key("Weber Anna") == key("Anna Weber") == key("Weber, Anna") == ("anna", "weber")
    assert key("101") == ()


@given(st.lists(st.sampled_from(["Anna", "Weber", "Lê", "Đỗ"]), min_size=1, max_size=4))
def test_any_order_has_one_key(names: list[str]) -> None:
    assert key(" ".join(names)) == key(" ".join(reversed(names)))


def test_short_forms_by_hand() -> None:
    """Of Anna Weber: first letter and last name, first name and last letter, both run together; and turned round."""
    assert short_forms("Anna Weber") == {
        "aweber",
        "annaw",
        "annaweber",
        "webera",
        "wanna",
        "weberanna",
    }


def test_short_forms_of_three_names() -> None:
    """Trần Thị Linh is called Linh: linhtt, tranthilinh's tlinh; as Western names Tran's tl and linht too."""
    forms = short_forms("Trần Thị Linh")

    # Given first: T(ran) Linh; the last of all with the initials of the rest.
    assert {"tlinh", "tranl", "tranlinh", "linhtt", "ttlinh", "trantl"} <= forms
    # Given last, as in Vietnamese: Linh, of Tran Thi.
    assert {"ltran", "linht", "linhtran"} <= forms
    assert "thi" not in forms


@pytest.mark.parametrize("text", ["Anna", "", "101", "anna 101"])
def test_one_word_has_no_short_form(text: str) -> None:
    assert short_forms(text) == frozenset()


@pytest.mark.parametrize(
    ("text", "spoken", "written"),
    [
        ("Weber, Anna", "annaweber", "weberanna"),
        ("a.weber@willet.example", "aweber", "aweber"),
        ("Anna_W 101", "annaw", "annaw"),
        ("101", "", ""),
    ],
)
def test_letters_run_together(text: str, spoken: str, written: str) -> None:
    assert (letters(text), as_written(text)) == (spoken, written)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("SIP/101", "101"),
        ("Anna Weber (101)", "101"),
        ("10", "10"),
        ("1", ""),  # too short for an extension
        ("123456", "123456"),
        ("1234567", ""),  # too long
        ("101 102", ""),  # several
        ("Anna", ""),
        ("", ""),
    ],
)
def test_the_extension_that_a_spelling_names(text: str, number: str) -> None:
    assert extension(text) == number


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("101", True),
        (" 101 ", True),
        ("SIP/101", True),
        ("PJSIP/101-00000a", True),
        ("Local/101@queue", True),
        ("Local/101@queue/n", True),
        ("101;2", True),
        ("1", False),
        ("1234567", False),
        ("Anna", False),
        ("Anna 101", False),
        ("SIP/anna", False),
        ("", False),
    ],
)
def test_whether_a_spelling_is_a_phone_alone(text: str, is_one: bool) -> None:
    assert is_interface(text) is is_one
