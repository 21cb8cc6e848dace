"""Durations as people, phone systems and spreadsheets write them."""

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from willet.core.sources.table.durations import LONGEST_S, seconds, time_of_day

CON = duckdb.connect()


def read(text: str, unit: str = "auto", decimal: str = ".") -> float | None:
    found = CON.execute(f"SELECT {seconds('t', unit, decimal)} FROM (SELECT ? AS t)", [text])
    value: float | None = found.fetchall()[0][0]
    return value


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [
        ("62", "auto", 62.0),
        ("62.5", "auto", 62.5),
        ("1:02:03", "auto", 3723.0),
        ("01:02:03.25", "auto", 3723.25),
        ("1:02", "auto", 62.0),
        ("26:00:00", "auto", 93_600.0),
        ("1m 2s", "auto", 62.0),
        ("1h 2m 3s", "auto", 3723.0),
        ("1 hour 5 minutes", "auto", 3900.0),
        ("45 sec", "auto", 45.0),
        ("2min", "auto", 120.0),
        ("PT1H2M3S", "auto", 3723.0),
        ("0 days 00:02:23", "auto", 143.0),
        ("1 day, 0:00:01", "auto", 86_401.0),
        ("0", "auto", 0.0),
        ("62", "s", 62.0),
        ("1500", "ms", 1.5),
        ("2", "min", 120.0),
        ("1.5", "h", 5400.0),
        ("0:02:23", "h:m:s", 143.0),
        ("2:23", "m:s", 143.0),
        ("2:23", "h:m", 8580.0),
        ("0.00165509259259259", "day_fraction", 143.0),
        ("1.6550925925925926E-3", "day_fraction", 143.0),
        ("00:02:23", "day_fraction", 143.0),
        ("1,234", "auto", 1234.0),
        ("1,234.5", "auto", 1234.5),
        ("1 234", "s", 1234.0),
        ("1'234'567", "s", 1_234_567.0),
        ("1.03:03:20", "auto", 97_400.0),
        ("0.00:00:05.5000000", "h:m:s", 5.5),
        (":20", "auto", 20.0),
        (":05", "m:s", 5.0),
        ("3:20 min", "auto", 200.0),
        ("03:20 Min.", "auto", 200.0),
        ("3:20 phút", "auto", 200.0),
        ("1:05 Std.", "auto", 3900.0),
        ("1:05 giờ", "auto", 3900.0),
        ("00:03:20 h", "auto", 200.0),
        ("00:03:20,5 min", "auto", 200.5),
        ("1,234 seconds", "auto", 1234.0),
        ("1,234.5 s", "auto", 1234.5),
        ("1'234'567 s", "auto", 1_234_567.0),
        ("1 234 Sek.", "auto", 1234.0),
        ("1,5 min", "auto", 90.0),
        ("1.234 s", "auto", 1.234),
        ("125000 ms", "auto", 125.0),
        ("3 s 200 msec", "auto", 3.2),
        ("1500 Millisekunden", "auto", 1.5),
        ("2000 mili giây", "auto", 2.0),
        ("1 Std. 2 Min.", "auto", 3720.0),
        ("1 Stunde und 5 Sekunden", "auto", 3605.0),
        ("3 Min 20 Sek", "auto", 200.0),
        ("1 Tag, 3:03:20", "auto", 97_400.0),
        ("1 uur en 5 min.", "auto", 3900.0),
        ("2uur", "auto", 7200.0),
        ("2 horas, 5 minutos y 3 segundos", "auto", 7503.0),
        ("2 giờ 3 phút", "auto", 7380.0),
        ("3 phút 20 giây", "auto", 200.0),
        ("10 phut 58 giay", "auto", 658.0),
        ("1 ngày 2 giờ", "auto", 93_600.0),
        ("2 h 3 m 4 s", "auto", 7384.0),
        ("1d 2h", "auto", 93_600.0),
        ("P1DT2H", "auto", 93_600.0),
        ("3′20″", "auto", 200.0),
        ("1h05", "auto", 3900.0),
        ("1h5", "auto", 3900.0),
        ("1h 5m", "auto", 3900.0),
        ("1h05m30", "auto", 3930.0),
        ("5m30", "auto", 330.0),
        ("5'30", "auto", 330.0),
        ("1 Std 5", "auto", 3900.0),
        ("2u05", "auto", 7500.0),
        ("1 hora 5", "auto", 3900.0),
        ("1 giờ 5", "auto", 3900.0),
        ("1g5p", "auto", 3900.0),
        ("3p20", "auto", 200.0),
        ("1:03:03:20", "auto", 97_400.0),
        ("1 03:03:20", "auto", 97_400.0),
        ("0:00:03:20", "h:m:s", 200.0),
    ],
)
def test_readable(text: str, unit: str, expected: float) -> None:
    assert read(text, unit) == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("-5", "auto"),
        ("-0:00:05", "auto"),
        ("abc", "auto"),
        ("1h60", "auto"),
        ("1h100", "auto"),
        ("1.5h 5", "auto"),
        ("1d 2", "auto"),
        ("h5", "auto"),
        ("1:2:3:4", "auto"),
        ("1:75:00", "auto"),
        ("1,23,456", "auto"),
        ("0,123", "auto"),
        ("1.234,5", "auto"),
        ("1,234 567", "auto"),
        ("1.24:00:00", "auto"),
        ("1.3:3:20", "h"),
        ("5 und 3", "auto"),
        ("3:20 Sek.", "auto"),
        ("3:20 Wochen", "auto"),
        ("3:60 min", "auto"),
        (":60", "auto"),
        (":", "auto"),
        (":20", "h:m:s"),
        ("-3 min", "auto"),
        ("1,23 456 s", "auto"),
        ("0 234 s", "auto"),
        ("phút", "auto"),
        ("3 phút", "s"),
        ("1e5", "auto"),
        ("nan", "auto"),
        ("inf", "s"),
        ("0:02", "s"),
        ("99999999999", "s"),
        ("", "auto"),
        ("h", "auto"),
        ("2:23", "h:m:s"),
    ],
)
def test_unreadable_is_null(text: str, unit: str) -> None:
    assert read(text, unit) is None


def test_decimal_comma_only_where_the_mapping_says_so() -> None:
    assert (read("62,5", decimal=","), read("62.5", decimal=",")) == (62.5, None)


def test_the_other_sign_parts_thousands() -> None:
    assert (read("1.234,5", decimal=","), read("1.234", decimal=",")) == (1234.5, 1234.0)
    assert read("1,234", decimal=",") == 1.234
    assert (read("1.234 Sek.", decimal=","), read("1.234,5 s", decimal=",")) == (1234.0, 1234.5)
    assert read("1,234 s", decimal=",") == 1.234


@pytest.mark.journey("law")
@given(st.integers(0, LONGEST_S - 1))
@settings(deadline=None, max_examples=60)
def test_round_trip_of_clock_words_and_fractions(total: int) -> None:
    hours, rest = divmod(total, 3600)
    minutes, secs = divmod(rest, 60)

    assert read(f"{hours}:{minutes:02}:{secs:02}") == total
    assert read(f"{hours}h {minutes}m {secs}s") == total
    assert read(repr(total / 86_400), "day_fraction") == total
    assert read(str(total * 1000), "ms") == total


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("9:05", 32_700),
        ("0:00:31", 31),
        ("24:00:00", 86_400),
        ("0.384004629629630", 33_178),
        ("0", 0),
        ("0,384004629629630", 33_178),
        ("9:05 PM", 75_900),
        ("9:05 CH", 75_900),
        ("25:00:00", None),
        ("1.5", None),
        ("9h", None),
        (":20", None),
    ],
)
def test_time_of_day(text: str, expected: float | None) -> None:
    found = CON.execute(f"SELECT {time_of_day('t', ())} FROM (SELECT ? AS t)", [text]).fetchall()

    assert found == [(expected,)]


def test_time_of_day_by_pattern() -> None:
    sql = time_of_day("t", ("%I:%M:%S %p",))

    assert CON.execute(f"SELECT {sql} FROM (SELECT '09:12:58 PM' AS t)").fetchall() == [(76_378.0,)]
