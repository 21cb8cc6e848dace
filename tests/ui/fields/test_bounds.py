"""The edges of what fields take: the least and the most, one beyond each, and what counts as another value."""

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from willet.ui.fields import DurationField, Money, MoneyField, ShareField, WordsField, words_in
from willet.ui.fields.days import NearDayField
from willet.ui.fields.money import is_currency
from willet.ui.languages import LANGUAGE_NAMES

REFUSED = "refused"
YEAR_S = 366 * 86_400


def _cleaned(field: Any, written: Any) -> Any:
    try:
        return field.clean(written)
    except ValidationError:
        return REFUSED


@pytest.mark.parametrize(
    ("bounds", "written", "kept"),
    [
        ({}, "0", 0),
        ({}, str(YEAR_S), YEAR_S),
        ({}, str(YEAR_S + 1), REFUSED),
        ({"lowest_s": 10}, "10", 10),
        ({"lowest_s": 10}, "9", REFUSED),
        ({"highest_s": 60}, "1:00", 60),
        ({"highest_s": 60}, "1:01", REFUSED),
        ({"unit_s": 60}, "2", 120),
        ({"unit_s": 60}, "2 s", 2),  # a unit that is written goes before
        ({}, "1.9 s", 1),
        ({"parts": True}, "1.9 s", Decimal("1.9")),
        ({"parts": True}, "1.5", Decimal("1.5")),
        ({}, "1:00:00", 3_600),
        ({}, "1:59:59", 7_199),
        ({}, "100:00", 6_000),
        ({}, "1:60", REFUSED),
        ({}, "1:00:00:00", REFUSED),
        ({}, "1 h 1 min 1 s", 3_661),
        ({}, "5′", 300),
        ({}, "20″", 20),
        ({}, "  90  ", 90),
        ({}, "90 S", 90),
        ({"required": False}, "", None),
        ({"required": False}, "   ", None),
        ({}, "", REFUSED),
    ],
)
def test_durations(bounds: dict[str, Any], written: str, kept: object) -> None:
    assert _cleaned(DurationField(**bounds), written) == kept


@pytest.mark.parametrize(
    ("initial", "written", "changed"),
    [
        (90, "1:30", False),
        (90, "90 s", False),
        (90, "91", True),
        (90, "", True),
        (None, "", False),
        (None, "0", True),
        (90, "soon", True),
    ],
)
def test_the_same_duration_in_other_words_is_no_change(
    initial: int | None, written: str, changed: bool
) -> None:
    assert DurationField(required=False).has_changed(initial, written) is changed


def test_what_was_written_wrongly_is_shown_again_as_it_was() -> None:
    assert DurationField().prepare_value("soon") == "soon"
    assert (DurationField().prepare_value(3_661), DurationField().prepare_value(None)) == (
        "1:01:01",
        None,
    )
    assert (ShareField().prepare_value("much"), ShareField().prepare_value(None)) == ("much", None)
    assert ShareField().prepare_value(Decimal("0.125")) == "12.5"


@pytest.mark.parametrize(
    ("bounds", "written", "kept"),
    [
        ({}, "0", Decimal(0)),
        ({}, "100", Decimal(1)),
        ({}, "100.01", REFUSED),
        ({}, "-0.01", REFUSED),
        ({}, "%", REFUSED),
        ({}, "5 %%", REFUSED),
        ({"lowest": Decimal("0.1")}, "10", Decimal("0.1")),
        ({"lowest": Decimal("0.1")}, "9.99", REFUSED),
        ({"highest": Decimal("0.5")}, "50 %", Decimal("0.5")),
        ({"highest": Decimal("0.5")}, "50.1", REFUSED),
        ({"required": False}, " ", None),
    ],
)
def test_shares(bounds: dict[str, Any], written: str, kept: object) -> None:
    assert _cleaned(ShareField(**bounds), written) == kept


@pytest.mark.parametrize(
    ("initial", "written", "changed"),
    [
        (Decimal("0.8"), "80", False),
        (0.8, "80 %", False),
        (Decimal("0.8"), "80.1", True),
        (Decimal("0.8"), "", True),
        (None, "", False),
        (None, "0", True),
        (Decimal("0.8"), "much", True),
    ],
)
def test_the_same_share_in_other_letters_is_no_change(
    initial: Any, written: str, changed: bool
) -> None:
    assert ShareField(required=False).has_changed(initial, written) is changed


@pytest.mark.parametrize(
    ("bounds", "written", "kept"),
    [
        ({}, ["0", "EUR"], Money(0, "EUR")),
        ({}, ["-0.01", "EUR"], REFUSED),
        ({}, ["12.34", "EUR"], Money(1_234, "EUR")),
        ({}, ["12.345", "EUR"], REFUSED),
        ({}, ["12.5", "VND"], REFUSED),
        ({}, ["12", ""], Money(1_200, "EUR")),  # the first that is offered
        ({"currencies": ("USD", "EUR")}, ["12", ""], Money(1_200, "USD")),
        ({"currencies": ("USD",)}, ["12", "EUR"], REFUSED),
        ({"lowest": 1}, ["1", "EUR"], Money(100, "EUR")),
        ({"lowest": 1}, ["0.99", "EUR"], REFUSED),
        # 10^15 of the smallest unit is the most, of any currency.
        ({}, ["1000000000000000", "VND"], Money(10**15, "VND")),
        ({}, ["1000000000000001", "VND"], REFUSED),
        ({}, ["10000000000000", "EUR"], Money(10**15, "EUR")),
        ({}, ["10000000000000.01", "EUR"], REFUSED),
        ({"required": False}, ["", "EUR"], None),
        ({"required": False}, ["  ", "EUR"], None),
        ({"required": False}, None, None),
        ({}, ["", "EUR"], REFUSED),
    ],
)
def test_amounts(bounds: dict[str, Any], written: Any, kept: object) -> None:
    assert _cleaned(MoneyField(**bounds), written) == kept


@pytest.mark.parametrize(
    ("money", "shown"),
    [
        (None, ["", None]),
        (Money(123_450, "EUR"), ["1,234.50", "EUR"]),
        (Money(0, "EUR"), ["0.00", "EUR"]),
        (Money(50_000, "VND"), ["50,000", "VND"]),
        (Money(1_234, "KWD"), ["1.234", "KWD"]),
    ],
)
def test_an_amount_as_its_field_shows_it(money: Money | None, shown: list[str | None]) -> None:
    assert MoneyField().widget.decompress(money) == shown
    assert money is None or money.amount == Decimal(shown[0].replace(",", ""))  # type: ignore[union-attr]


def test_what_is_a_currency() -> None:
    assert [is_currency(code) for code in ("EUR", "NLG", "eur", "EURO", "")] == [
        *(True, True),  # one that was counts too
        *(False, False, False),
    ]


def test_words_as_long_as_they_may_be() -> None:
    blank = [""] * (len(LANGUAGE_NAMES) - 1)
    assert _cleaned(WordsField(longest=3), ["abc", *blank]) == {"en": "abc"}
    assert _cleaned(WordsField(longest=3), ["abcd", *blank]) == REFUSED
    assert _cleaned(WordsField(), ["a" * 2_000, *blank]) == {"en": "a" * 2_000}
    assert _cleaned(WordsField(), ["a" * 2_001, *blank]) == REFUSED


@pytest.mark.parametrize(("rows", "tag"), [(1, "<input"), (2, "<textarea"), (4, "<textarea")])
def test_words_of_several_rows_have_a_larger_box(rows: int, tag: str) -> None:
    html = str(WordsField(rows=rows).widget.render("w", {"en": "a"}))

    assert html.count(tag) == len(LANGUAGE_NAMES)
    assert all(f'lang="{code}"' in html for code in LANGUAGE_NAMES)


@pytest.mark.parametrize(
    ("words", "language", "read"),
    [
        ({"en": "Hello", "de": "Hallo"}, "de", "Hallo"),
        ({"en": "Hello", "de": ""}, "de", "Hello"),
        ({"en": "", "vi": "Xin chào"}, "de", "Xin chào"),
        ({"nl": "Hoi"}, None, "Hoi"),
        ({}, "en", ""),
    ],
)
def test_words_read_in_a_language(words: dict[str, str], language: str | None, read: str) -> None:
    assert words_in(words, language) == read
    with override("de"):
        assert words_in({"de": "Hallo", "en": "Hello"}) == "Hallo"


@pytest.mark.parametrize(
    ("day", "taken"),
    [("1970-01-01", True), ("1969-12-31", False), ("2199-12-31", True), ("2200-01-01", False)],
)
def test_days_within_reason(day: str, taken: bool) -> None:
    assert (_cleaned(NearDayField(), day) != REFUSED) is taken
    assert _cleaned(NearDayField(required=False), "") is None
    assert _cleaned(NearDayField(), "") == REFUSED


def test_words_as_their_field_shows_them() -> None:
    widget = WordsField().widget

    assert widget.decompress({"nl": "Hoi", "en": "Hello"}) == [
        {"en": "Hello", "nl": "Hoi"}.get(code, "") for code in LANGUAGE_NAMES
    ]
    assert widget.decompress(None) == [""] * len(LANGUAGE_NAMES)
    assert WordsField().compress(["Hello", " ", ""]) == {"en": "Hello"}


def test_who_is_beyond_a_bound_is_told_both() -> None:
    with pytest.raises(ValidationError) as share:
        ShareField(lowest=Decimal("0.1"), highest=Decimal("0.5")).clean("60")
    with pytest.raises(ValidationError) as lasts:
        DurationField(lowest_s=10, highest_s=90).clean("2:00")

    assert share.value.messages == ["A share lies between 10% and 50%."]
    assert lasts.value.messages == ["This must last from 0:10 to 1:30."]
