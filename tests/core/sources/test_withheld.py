"""Hidden callers in the words of many phone systems, and what only looks like one."""

import pytest

from willet.core.sources.withheld import is_withheld


@pytest.mark.parametrize(
    "text",
    [
        "anonymous", "Anonymous", "ANONYMOUS", " anonymous ", '"Anonymous"', "<unknown>", "Unknown",
        "unknown number", "Unknown_Caller", "withheld", "Number Withheld", "private", "Private Number",
        "restricted", "RESTRICTED", "unavailable", "Blocked", "No Caller ID", "0", "-1", "0000000000",
    ],
)  # fmt: skip
def test_withheld_in_english_and_in_the_words_of_pbxs(text: str) -> None:
    assert is_withheld(text)


@pytest.mark.parametrize(
    "text",
    [
        "Unbekannt", "Anonym", "Nummer unterdrückt", "geheim",  # German
        "onbekend", "Anoniem", "Privénummer", "afgeschermd nummer",  # Dutch
        "desconocido", "Número oculto", "numero oculto", "privado",  # Spanish
        "ẩn danh", "Ẩn danh", "an-danh", "số ẩn", "Không xác định",  # Vietnamese
    ],
)  # fmt: skip
def test_withheld_in_the_languages_of_the_product(text: str) -> None:
    assert is_withheld(text)


@pytest.mark.parametrize(
    "text",
    [
        "sip:anonymous@anonymous.invalid",
        '"Anonymous" <sip:anonymous@anonymous.invalid>',
        "<sip:c8oqz84zk7z@anonymous.invalid>",
        "sips:Restricted@10.0.0.1;user=phone",
        "sip:0000@pbx.example",
        "anonymous@anonymous.invalid",
    ],
)
def test_withheld_in_sip(text: str) -> None:
    assert is_withheld(text)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("+266696687", "anonymous"),
        ("+266 696 687", "anonymous"),
        ("00266696687", "anonymous"),
        ("+7378742833", "restricted"),
        ("+86282452253", "unavailable"),
        ("+8656696", "unknown"),
    ],
)
def test_word_spelled_on_the_keys_of_a_phone_is_no_number(text: str, word: str) -> None:
    keys = {
        c: str(n) for n, cs in enumerate("abc def ghi jkl mno pqrs tuv wxyz".split(), 2) for c in cs
    }
    assert "+" + "".join(keys[c] for c in word) == "+" + "".join(
        filter(str.isdigit, text)
    ).removeprefix("00")
    assert is_withheld(text)


@pytest.mark.parametrize(
    "text",
    ["", "  ", "266696687", "8656696", "+4930123456", "0301234", "6001", "100", "Ann", "Mrs Anonymous-Smith",
     "sip:ann@example.org", "n/a"],
)  # fmt: skip
def test_numbers_names_and_nothing_are_not_withheld(text: str) -> None:
    assert not is_withheld(text)
