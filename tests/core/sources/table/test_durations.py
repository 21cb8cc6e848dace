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
        ("1:2:3:4", "auto"),
        ("1:75:00", "auto"),
        ("1,234", "auto"),
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
        ("25:00:00", None),
        ("1.5", None),
        ("9h", None),
    ],
)
def test_time_of_day(text: str, expected: float | None) -> None:
    found = CON.execute(f"SELECT {time_of_day('t', ())} FROM (SELECT ? AS t)", [text]).fetchall()

    assert found == [(expected,)]


def test_time_of_day_by_pattern() -> None:
    sql = time_of_day("t", ("%I:%M:%S %p",))

    assert CON.execute(f"SELECT {sql} FROM (SELECT '09:12:58 PM' AS t)").fetchall() == [(76_378.0,)]
