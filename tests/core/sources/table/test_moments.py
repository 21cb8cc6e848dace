"""Moments in the ways files write them, and those that no file should."""

from datetime import datetime, timedelta

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from willet.core.sources.table.moments import day_and_time, moment

CON = duckdb.connect()

Read = tuple[datetime | None, int | None]


def read(text: str, *formats: str, typed_cells: bool = False) -> Read:
    m = moment("t", formats, typed_cells=typed_cells)
    found = CON.execute(f"SELECT {m.naive}, {m.offset} FROM (SELECT ? AS t)", [text])
    naive, offset = found.fetchall()[0]
    return naive, offset


NINE = datetime(2021, 3, 28, 9, 30)


@pytest.mark.parametrize(
    ("text", "formats", "expected"),
    [
        ("2021-03-28 09:30:00", (), (NINE, None)),
        ("2021-03-28T09:30", (), (NINE, None)),
        ("2021-03-28 9:30", (), (NINE, None)),
        ("2021/03/28 09:30:00", (), (NINE, None)),
        ("2021-03-28T09:30:00Z", (), (NINE, 0)),
        ("2021-03-28 09:30:00+02:00", (), (NINE, 7200)),
        ("2021-03-28 09:30:00.000-0430", (), (NINE, -16_200)),
        ("2021-03-28T09:30:00+02", (), (NINE, 7200)),
        ("2021-03-05", (), (datetime(2021, 3, 5), None)),
        ("2021-03-27 24:00:00", (), (datetime(2021, 3, 28), None)),
        ("28/03/2021 09:30", ("%d/%m/%Y %H:%M",), (NINE, None)),
        ("3/28/2021 9:30:00 AM", ("%m/%d/%Y %I:%M:%S %p",), (NINE, None)),
        ("28.03.21 09:30", ("%d/%m/%Y %H:%M", "%d.%m.%y %H:%M"), (NINE, None)),
        ("27.03.2021 24:00", ("%d.%m.%Y %H:%M",), (datetime(2021, 3, 28), None)),
        ("28.03.2021 09:30 +0200", ("%d.%m.%Y %H:%M %z",), (NINE, 7200)),
        ("20210328T093000Z", ("%Y%m%dT%H%M%S%z",), (NINE, 0)),
        ("20210328T093000+0200", ("%Y%m%dT%H%M%S%z",), (NINE, 7200)),
        ("2021-03-28 09:30:00−05:00", (), (NINE, -18_000)),
        ("990101 0:00:31", ("%y%m%d %H:%M:%S",), (datetime(1999, 1, 1, 0, 0, 31), None)),
        ("1616923800", ("epoch_s",), (NINE, 0)),
        ("1616923800000", ("epoch_ms",), (NINE, 0)),
        ("1616923800000", ("epoch_s",), (NINE, 0)),
        ("1616923800", ("epoch_ms",), (NINE, 0)),
        ("1616923800.5", ("epoch_ms",), (datetime(2021, 3, 28, 9, 30, 0, 500_000), 0)),
        ("1616923800000001", ("epoch_ms",), (datetime(2021, 3, 28, 9, 30, 0, 1), 0)),
        ("1616923800000000000", ("epoch_s",), (NINE, 0)),
        ("1616923800,0", ("epoch_s",), (NINE, 0)),
        ("1.616.923.800", ("epoch_s",), (NINE, 0)),
        ("1,616,923,800.0", ("epoch_s",), (NINE, 0)),
        ("1 616 923 800 000", ("epoch_ms",), (NINE, 0)),
        ("44283.3958333333", ("excel",), (NINE, None)),
        ("44283,3958333333", ("excel",), (NINE, None)),
        ("44.283,3958333333", ("excel",), (NINE, None)),
        ("44,283.3958333333", ("excel",), (NINE, None)),
        ("44 283,3958333333", ("excel",), (NINE, None)),
        ("4.42833958333333E4", ("excel",), (NINE, None)),
        ("3/28/2021 9:30AM", ("%m/%d/%Y %I:%M %p",), (NINE, None)),
        ("3/28/2021 9:30 AM", ("%m/%d/%Y %I:%M%p",), (NINE, None)),
        ("28/03/2021 9:30SA", ("%d/%m/%Y %I:%M %p",), (NINE, None)),
    ],
)
def test_readable(text: str, formats: tuple[str, ...], expected: Read) -> None:
    assert read(text, *formats) == expected


@pytest.mark.parametrize(
    ("text", "formats"),
    [
        ("31/02/2021 09:30", ("%d/%m/%Y %H:%M",)),
        ("2021-02-30 09:30", ()),
        ("2021-13-01", ()),
        ("03/04/2021", ()),
        ("1616923800", ()),
        ("44283", ()),
        ("1899-12-31 23:00", ()),
        ("2100-01-03", ()),
        ("28.03.2021 09:30", ("%d.%m.%Y %H:%M %z",)),
        ("20210328T093000", ("%Y%m%dT%H%M%S%z",)),
        ("2021-03-28 09:30:00 CET", ()),
        ("99999999999999999", ("epoch_s",)),
        ("99999999999999999", ("epoch_ms",)),
        ("16169238000", ("epoch_s",)),
        ("1.61692E+12", ("epoch_ms",)),
        ("1.616923800", ("epoch_s",)),
        ("16169238", ("epoch_ms",)),
        ("9999999", ("excel",)),
        ("", ()),
        ("yesterday", ()),
    ],
)
def test_unreadable_is_null(text: str, formats: tuple[str, ...]) -> None:
    assert read(text, *formats)[0] is None


def test_a_typed_cell_is_iso_whatever_the_format() -> None:
    assert read("2021-03-28 09:30:00", "%d/%m/%Y %H:%M", typed_cells=True) == (NINE, None)


@given(st.datetimes(datetime(1990, 1, 1), datetime(2099, 12, 30)), st.integers(-14 * 4, 14 * 4))
@settings(deadline=None, max_examples=60)
def test_iso_round_trip_with_offset(when: datetime, quarters: int) -> None:
    when = when.replace(microsecond=when.microsecond // 1000 * 1000)
    offset = timedelta(minutes=15 * quarters)
    sign, size = "-" if quarters < 0 else "+", abs(offset)
    suffix = f"{sign}{size.seconds // 3600 + size.days * 24:02}:{size.seconds % 3600 // 60:02}"

    inside = abs(quarters) <= 14 * 4
    assert inside
    assert read(when.isoformat() + suffix) == (when, int(offset.total_seconds()))


def test_a_day_and_a_time_in_two_columns() -> None:
    m = day_and_time("d", "t", (), (), typed_cells=False)
    found = CON.execute(
        f"SELECT {m.naive} FROM (VALUES ('2021-03-28', '9:30:00'), ('2021-03-28', '0.395833333333333'),"
        "('2021-03-27', '24:00:00'), ('2021-03-28', NULL), ('2021-03-28', '25:00:00')) v(d, t)"
    )

    assert found.fetchall() == [(NINE,), (NINE,), (datetime(2021, 3, 28),), (None,), (None,)]


BOTH = "%d-%m-%Y %H:%M"


@pytest.mark.parametrize(
    ("formats", "times", "day", "time", "expected"),
    [
        ((BOTH,), (), "01-12-2025", "08:35", datetime(2025, 12, 1, 8, 35)),
        (("%d-%m-%Y",), (), "01-12-2025", "08:35", datetime(2025, 12, 1, 8, 35)),
        (("%d-%m-%Y",), (), "01-12-2025", "08:35:59", datetime(2025, 12, 1, 8, 35, 59)),
        (("%d-%m-%Y",), ("%H.%M",), "01-12-2025", "08.35", datetime(2025, 12, 1, 8, 35)),
        (("%d-%m-%YT%H.%M",), (), "01-12-2025", "08.35", datetime(2025, 12, 1, 8, 35)),
        (("%m/%d/%Y, %I:%M %p",), (), "3/2/2026", "9:00 PM", datetime(2026, 3, 2, 21)),
        (("%H:%M %d-%m-%Y",), (), "01-12-2025", "08:35", datetime(2025, 12, 1, 8, 35)),
        (("%d-%m-%Y", "%H.%M"), (), "01-12-2025", "08.35", datetime(2025, 12, 1, 8, 35)),
        (("%d. %B %Y %H:%M",), (), "2. März 2026", "09:00", datetime(2026, 3, 2, 9)),
        ((BOTH,), (), "01-12-2025", "24:00", datetime(2025, 12, 2)),
        ((BOTH,), (), "01-12-2025 00:00", "08:35", datetime(2025, 12, 1, 8, 35)),
        ((), (), "2025-12-01", "9:05 AM", datetime(2025, 12, 1, 9, 5)),
        ((), (), "2025-12-01", "0,5", datetime(2025, 12, 1, 12)),
        ((BOTH,), (), "01-12-2025", "soon", None),
        ((BOTH,), (), "01-12-2025", None, None),
        ((BOTH,), (), None, "08:35", None),
        ((BOTH,), (), "13/01/2025", "08:35", None),
    ],
)
def test_a_day_and_a_time_by_a_format_of_both_or_of_the_day(
    formats: tuple[str, ...],
    times: tuple[str, ...],
    day: str | None,
    time: str | None,
    expected: datetime | None,
) -> None:
    sql = day_and_time("d", "t", formats, times, typed_cells=False).naive

    found = CON.execute(f"SELECT {sql} FROM (SELECT ?::VARCHAR AS d, ?::VARCHAR AS t)", [day, time])
    assert found.fetchall() == [(expected,)]


@pytest.mark.parametrize("pattern", [BOTH, "%d-%m-%Y", "%m/%d/%Y %I:%M %p"])
def test_typed_days_and_times_need_no_format(pattern: str) -> None:
    sql = day_and_time("d", "t", (pattern,), (), typed_cells=True).naive

    found = CON.execute(f"SELECT {sql} FROM (SELECT '2025-12-01' AS d, '08:35:00' AS t)")
    assert found.fetchall() == [(datetime(2025, 12, 1, 8, 35),)]


@pytest.mark.parametrize("text", ["46083.375", "46083,375"])
def test_a_serial_has_either_decimal_sign(text: str) -> None:
    sql = moment("t", ("excel",), typed_cells=False).naive

    assert CON.execute(f"SELECT {sql} FROM (SELECT ? AS t)", [text]).fetchall() == [
        (datetime(2026, 3, 2, 9),)
    ]
