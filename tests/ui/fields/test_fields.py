"""What people write in a form, read in their own language; what is wrong is told with what would be right."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django import forms
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from willet.ui.fields import (
    Days,
    DurationField,
    Money,
    MoneyField,
    NearDayField,
    PeriodField,
    ShareField,
    WordsField,
    words_in,
)
from willet.ui.fields.numbers import read_number


def cleaned(field: forms.Field, written: Any, language: str = "en") -> Any:
    with translation.override(language):
        return field.clean(written)


def refusal(field: forms.Field, written: Any, language: str = "en") -> str:
    with translation.override(language), pytest.raises(forms.ValidationError) as refused:
        field.clean(written)
    return str(refused.value.messages[0])


# language | written     | share
SHARES = """
en       | 80          | 0.8
en       | 80 %        | 0.8
en       | 80.5%       | 0.805
de       | 80,5 %      | 0.805
nl       | 80,5        | 0.805
es       | 0,5         | 0.005
vi       | 12,25 %     | 0.1225
en       | 0           | 0
en       | 100         | 1
"""


def rows(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]


@pytest.mark.parametrize(("language", "written", "share"), rows(SHARES))
def test_share_is_read_in_the_language(language: str, written: str, share: str) -> None:
    assert cleaned(ShareField(), written, language) == Decimal(share)


@pytest.mark.parametrize("language", ["en", "nl", "de", "es", "vi"])
@pytest.mark.parametrize("minus", ["-", "\N{MINUS SIGN}"])
def test_number_below_nought_is_read_as_pages_write_it(language: str, minus: str) -> None:
    with translation.override(language):
        assert read_number(f"{minus}1234") == -1234


@pytest.mark.parametrize("written", ["101", "-1", "eighty", "8o", "80,5", "1e2", "%"])
def test_share_refuses_what_is_none(written: str) -> None:
    assert refusal(ShareField(), written)


def test_share_left_out_is_none() -> None:
    assert cleaned(ShareField(required=False), " ") is None


@given(st.decimals(0, 1, places=4), st.sampled_from(["en", "nl", "de", "es", "vi"]))
def test_share_shown_again_is_the_same_share(share: Decimal, language: str) -> None:
    field = ShareField()
    with translation.override(language):
        shown = field.prepare_value(share)

    assert cleaned(field, shown, language) == share
    with translation.override(language):
        assert not field.has_changed(share, shown)


# language | written      | seconds
DURATIONS = """
en       | 90           | 90
en       | 90 s         | 90
en       | 1:30         | 90
en       | 1:00:30      | 3630
en       | 1 h 30 min   | 5400
en       | 2d           | 172800
nl       | 2 uur        | 7200
de       | 1 Std. 2 Min. | 3720
de       | 1,5 h        | 5400
es       | 3 minutos    | 180
vi       | 3 phút 20 giây | 200
"""


@pytest.mark.parametrize(("language", "written", "seconds"), rows(DURATIONS))
def test_duration_is_read_in_the_language(language: str, written: str, seconds: str) -> None:
    assert cleaned(DurationField(), written, language) == int(seconds)


def test_a_bare_number_counts_the_field_s_unit() -> None:
    assert cleaned(DurationField(unit_s=86_400), "7") == 604_800


@pytest.mark.parametrize("written", ["soon", "1:75", "1:", "-5", "5 lightyears", "400 d"])
def test_duration_refuses_what_is_none(written: str) -> None:
    assert refusal(DurationField(), written)


@given(st.integers(0, 366 * 86_400))
def test_duration_shown_again_is_the_same_duration(seconds: int) -> None:
    field = DurationField()

    assert cleaned(field, field.prepare_value(seconds)) == seconds


# language | written     | currency | minor
MONEY = """
en       | 1,234.50    | EUR      | 123450
de       | 1.234,50    | EUR      | 123450
nl       | 12          | USD      | 1200
vi       | 50.000      | VND      | 50000
en       | 0           | EUR      | 0
en       | 10,000,000,000,000 | EUR | 1000000000000000
"""


@pytest.mark.parametrize(("language", "written", "currency", "minor"), rows(MONEY))
def test_money_is_kept_in_the_smallest_unit(
    language: str, written: str, currency: str, minor: str
) -> None:
    assert cleaned(MoneyField(), [written, currency], language) == Money(int(minor), currency)


@pytest.mark.parametrize(
    ("written", "currency"),
    [
        ("1.005", "EUR"),
        ("0.5", "VND"),
        ("-1", "EUR"),
        ("many", "EUR"),
        ("1", "XXX"),
        ("", "EUR"),
        ("10,000,000,000,000.01", "EUR"),
        ("1" * 40, "EUR"),
        ("1" * 1_000_000, "EUR"),
        ("0." + "9" * 40, "EUR"),
        ("10,000,000,000,000,00", "VND"),
    ],
)
def test_money_refuses_what_cannot_be_paid(written: str, currency: str) -> None:
    assert refusal(MoneyField(), [written, currency])


def test_period_includes_both_days() -> None:
    one_day = cleaned(PeriodField(), ["2026-03-01", "2026-03-01"])

    assert one_day == Days(date(2026, 3, 1), date(2026, 3, 1))


@pytest.mark.parametrize("written", [["2026-03-02", "2026-03-01"], ["x", ""], ["2026-03-01", ""]])
def test_period_refuses_an_end_before_its_beginning_and_half_a_period(written: list[str]) -> None:
    assert refusal(PeriodField(), written)


def test_an_open_ended_period_needs_its_beginning_alone() -> None:
    field = PeriodField(open_ended=True)

    assert cleaned(field, ["2026-03-01", ""]) == Days(date(2026, 3, 1), None)


def test_words_keep_the_languages_that_were_written() -> None:
    assert cleaned(WordsField(), ["Hello ", "", "Hallo", "", " "]) == {"en": "Hello", "de": "Hallo"}


def test_words_are_needed_in_one_language_at_least() -> None:
    assert refusal(WordsField(), ["", " ", "", "", ""])
    assert cleaned(WordsField(required=False), ["", "", "", "", ""]) == {}


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ({"en": "Hello", "de": "Hallo"}, "Hallo"),
        ({"en": "Hello", "nl": "Hoi"}, "Hello"),
        ({"vi": "Xin chào"}, "Xin chào"),
        ({}, ""),
    ],
)
def test_words_are_read_in_the_reader_s_language_else_english_else_any(
    words: dict[str, str], read: str
) -> None:
    assert words_in(words, "de") == read


def test_every_part_of_a_field_has_a_label_of_its_own() -> None:
    class Form(forms.Form):
        money = MoneyField()
        words = WordsField()

    html = Form().as_div()

    for name in ("money_0", "money_1", "words_4"):
        assert f'<label for="id_{name}">' in html
        assert f'id="id_{name}"' in html


# language | written    | day, or the refusal
DAYS = """
en | 1970-01-01 | 1970-01-01
en | 2199-12-31 | 2199-12-31
en | 2024-02-29 | 2024-02-29
en | 1969-12-31 | Choose a day from Jan 1, 1970 to Dec 31, 2199.
en | 0206-01-05 | Choose a day from Jan 1, 1970 to Dec 31, 2199.
de | 9999-12-31 | Wählen Sie einen Tag von 01.01.1970 bis 31.12.2199.
"""


@pytest.mark.parametrize("row", DAYS.strip().splitlines())
def test_day_is_one_that_somebody_can_mean(row: str) -> None:
    language, written, expected = (cell.strip() for cell in row.split(" | "))

    if expected == written:
        assert cleaned(NearDayField(), written, language) == date.fromisoformat(written)
    else:
        assert refusal(NearDayField(), written, language) == expected
