"""Numbers, shares, durations and dates in the five languages, against what CLDR prints for each."""

from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal

import pytest
from babel import Locale
from babel.numbers import format_decimal
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from willet.ui import formats
from willet.ui.tongues import speaking

NB = "\N{NO-BREAK SPACE}"
LANGUAGES = ("en", "nl", "de", "es", "vi")


def spoken(language: str, text: str) -> str:
    """Guards the parametrised ids from invisible spaces."""
    return text.replace("_", NB)


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "78.0%"), ("nl", "78,0%"), ("de", "78,0_%"), ("es", "78,0_%"), ("vi", "78,0%")],
)
def test_percent_in_each_language(language: str, text: str) -> None:
    with translation.override(language):
        assert formats.percent(0.78) == spoken(language, text)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "1,560,457"),
        ("nl", "1.560.457"),
        ("de", "1.560.457"),
        ("es", "1.560.457"),
        ("vi", "1.560.457"),
    ],
)
def test_number_is_grouped_in_each_language(language: str, text: str) -> None:
    with translation.override(language):
        assert formats.number(1560457) == text


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (0, None, "0"),
        (3.5, None, "3.5"),
        (3.14159, None, "3.14"),
        (2.5, 0, "3"),  # half up, as people round
        (0.125, 2, "0.13"),
        (-0.04, 1, "0.0"),  # no negative zero
        (-0.004, None, "0"),
        (-12.34, 1, "-12.3"),
        (1e15, 0, "1,000,000,000,000,000"),
        (1e30, None, "1" + ",000" * 10),
        (-1e300, 1, "-1" + ",000" * 100 + ".0"),
        (10**27, 0, "1" + ",000" * 9),
        (100, None, "100"),
        (Decimal("0.1"), 3, "0.100"),
    ],
)
def test_number_rounds_and_pads(value: float, decimals: int | None, text: str) -> None:
    assert formats.number(value, decimals) == text


TONGUES = ("en", "nl", "nl-BE", "de", "de-CH", "de-AT", "es", "es-MX", "vi")


@given(
    st.floats(-1e15, 1e15).filter(lambda v: abs(v) >= 0.005),
    st.sampled_from([None, 0, 1, 2]),
    st.sampled_from(TONGUES),
)
def test_a_number_is_written_as_cldr_has_it(value: float, decimals: int | None, code: str) -> None:
    """Babel reads the language's pattern and signs anew for each number; what it writes is the same."""
    exact = Decimal(repr(value))
    rounded = exact if decimals is None else round_half_up(exact, decimals)
    pattern = "#,##0.##" if decimals is None else f"#,##0{'.' * bool(decimals)}{'0' * decimals}"
    of = Locale.parse(code, sep="-")

    with speaking(code):
        written = formats.number(value, decimals)

    assert written == format_decimal(rounded if rounded else Decimal(0), pattern, locale=of)


def round_half_up(value: Decimal, decimals: int) -> Decimal:
    """As people round."""
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def test_percent_is_computed_on_the_written_number() -> None:
    # 0.285 * 100 is 28.499999999999996 in floats; the share as written rounds up.
    assert formats.percent(0.285, 0) == "29%"
    assert formats.percent(0.7292, 2) == "72.92%"


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "0:00"),
        (7, "0:07"),
        (67, "1:07"),
        (67.5, "1:08"),
        (59.5, "1:00"),
        (3599.4, "59:59"),
        (3599.5, "1:00:00"),
        (3727, "1:02:07"),
        (-67, "−1:07"),
        (90000, "25:00:00"),
    ],
)
def test_duration_reads_as_a_clock(seconds: float, text: str) -> None:
    assert formats.duration(seconds) == text


@given(st.integers(min_value=0, max_value=10**7))
def test_duration_keeps_every_whole_second(seconds: int) -> None:
    total = 0
    for part in formats.duration(seconds).split(":"):
        total = total * 60 + int(part)

    assert total == seconds


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "67.5_s"), ("nl", "67,5_s"), ("de", "67,5_s"), ("vi", "67,5_giây")],
)
def test_seconds_in_each_language(language: str, text: str) -> None:
    with translation.override(language):
        assert formats.seconds(67.5) == spoken(language, text)


@pytest.mark.parametrize(
    ("tongue", "share", "minutes", "hours"),
    [
        ("en", "81.2%", "5:12_min", "1:00:00_h"),
        ("nl", "81,2%", "5:12_min", "1:00:00_u"),
        ("de", "81,2_%", "5:12_min", "1:00:00_h"),
        ("de-CH", "81.2%", "5:12_min", "1:00:00_h"),
        ("es", "81,2_%", "5:12_min", "1:00:00_h"),
        ("es-MX", "81.2%", "5:12_min", "1:00:00_h"),
        ("vi", "81,2%", "5:12_phút", "1:00:00_giờ"),
    ],
)
def test_units_stand_as_the_country_writes_them(
    tongue: str, share: str, minutes: str, hours: str
) -> None:
    with speaking(tongue):
        written = [formats.percent(0.812), formats.measure(312, "s"), formats.measure(3600, "s")]

    assert written == [text.replace("_", NB) for text in (share, minutes, hours)]


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (0.7292, "share", "72.9%"),
        (67.52, "s", "67.5_s"),
        (312, "s", "5:12_min"),
        (3599.7, "s", "1:00:00_h"),
        (4054, "count", "4,054"),
        (3.4, "score", "3.40"),
        (1.238, "per_case", "1.24"),
        (1234.5, "money", "1,234.50"),
        (1234.567, "EUR", "1,234.57_EUR"),
        (1234.567, "VND", "1,235_VND"),
        (1234.5678, "KWD", "1,234.568_KWD"),
    ],
)
def test_measure_dresses_each_unit(value: float, unit: str, text: str) -> None:
    assert formats.measure(value, unit) == text.replace("_", NB)


def test_measured_shows_the_interval_in_the_dress_of_the_value() -> None:
    assert formats.measured(0.729, 0.717, 0.741, "share") == "72.9% (71.7–74.1)"
    assert formats.measured(130, 110, 150, "s") == f"2:10{NB}min (1:50–2:30)"
    assert formats.measured(0.729, None, None, "share") == "72.9%"
    assert formats.measured(16.1, 12, 20.25, "EUR") == f"16.10{NB}EUR (12.00–20.25)"
    assert formats.change(-3, "EUR") == f"−3.00{NB}EUR"


@pytest.mark.parametrize(
    ("difference", "unit", "text"),
    [
        (0.0123, "share", "+1.2_pp"),
        (-0.004, "share", "−0.4_pp"),
        (0.0, "share", "0.0_pp"),
        (-3.2, "s", "−3.2_s"),
        (12, "count", "+12"),
        (-0.001, "score", "0.00"),
    ],
)
def test_change_carries_a_sign_unless_it_rounds_to_nothing(
    difference: float, unit: str, text: str
) -> None:
    assert formats.change(difference, unit) == text.replace("_", NB)


def test_an_interval_with_one_end_says_which() -> None:
    assert formats.interval(12.0, None, "s") == "≥\N{NO-BREAK SPACE}12.0"
    assert formats.interval(None, 0.2, "share") == "≤\N{NO-BREAK SPACE}20.0"
    assert formats.measured(30.0, 12.0, None, "s").endswith("(≥\N{NO-BREAK SPACE}12.0)")


@pytest.mark.parametrize("unit", ["share", "s", "count", "score", "money", "per_case"])
def test_nothing_known_is_a_dash_and_never_zero(unit: str) -> None:
    assert formats.measure(None, unit) == "–"
    assert formats.measured(None, 0.1, 0.2, unit) == "–"
    assert formats.change(None, unit) == "–"
    assert formats.interval(None, None, unit) == ""


def test_dates_and_times_of_nothing_are_dashes() -> None:
    shown = [f(None) for f in (formats.date, formats.moment, formats.clock, formats.percent)]
    assert shown == ["–"] * 4
    assert (formats.duration(None), formats.seconds(None), formats.signed(None)) == ("–", "–", "–")


def test_a_difference_shows_its_sign_and_one_decimal_unless_more_are_asked_for() -> None:
    assert (formats.signed(2.25, 2), formats.signed(-0.46), formats.signed(3)) == (
        "+2.25",
        "−0.5",
        "+3.0",
    )


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Jan 4, 1999"),
        ("nl", "4 jan 1999"),
        ("de", "04.01.1999"),
        ("es", "4 ene 1999"),
        ("vi", "4 thg 1, 1999"),
    ],
)
def test_date_in_each_language(language: str, text: str) -> None:
    with translation.override(language):
        assert formats.date(date(1999, 1, 4)) == text


@pytest.mark.parametrize("language", LANGUAGES)
def test_times_are_of_24_hours_in_each_language(language: str) -> None:
    with translation.override(language):
        assert formats.clock(time(13, 5, 7)) == "13:05:07"
        assert formats.moment(datetime(1999, 1, 4, 13, 5)).endswith(f",{NB}13:05")


@pytest.mark.parametrize(
    ("dim", "value", "language", "text"),
    [
        ("day", "1999-01-04", "en", "Jan 4, 1999"),
        ("month", "1999-01", "en", "January 1999"),
        ("month", "1999-03", "de", "März 1999"),
        ("month", "1999-01", "vi", "tháng 1 năm 1999"),
        ("quarter", "1999-Q1", "en", "Q1 1999"),
        ("quarter", "1999-Q4", "nl", "K4 1999"),
        ("week", "1999-W01", "en", "week 1, 1999"),
        ("year", 1999, "de", "1999"),
        ("hour", 9, "en", "9:00"),
        ("interval", 55, "en", "13:45"),
        ("interval", 99, "en", "24:45"),  # the long day of October has 100 quarters
        ("weekday", 1, "de", "Montag"),
        ("weekday", 7, "es", "domingo"),
        ("queue", "sales", "de", "sales"),
        ("topic", None, "de", "–"),
    ],
)
def test_period_says_an_answers_key_in_words(
    dim: str, value: str | int | None, language: str, text: str
) -> None:
    with translation.override(language):
        assert formats.period(value, dim) == text
