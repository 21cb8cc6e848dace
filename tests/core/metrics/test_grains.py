"""The parts of local time: named as calendars name them, and read back from their names."""

from datetime import date, timedelta

import duckdb
import pytest

from willet.core.metrics.dialect import dialect_named
from willet.core.metrics.grains import GRAINS, SPLITTABLE
from willet.core.records import DIMENSIONS

DAYS = [date(1996, 12, 28) + timedelta(days=n) for n in range(1200)]


def expected(grain: str, day: date) -> str | int:
    """The name of a day's group, from Python's calendar."""
    year, week, weekday = day.isocalendar()
    names: dict[str, str | int] = {
        "day": day.isoformat(),
        "week": f"{year}-W{week:02d}",
        "month": f"{day.year}-{day.month:02d}",
        "quarter": f"{day.year}-Q{(day.month + 2) // 3}",
        "year": day.year,
        "weekday": weekday,
    }
    return names[grain]


@pytest.mark.parametrize("grain", ["day", "week", "month", "quarter", "year", "weekday"])
def test_a_day_falls_where_the_calendar_puts_it(grain: str) -> None:
    rule = GRAINS[grain]
    sql = rule.sql(dialect_named("duckdb"))
    with duckdb.connect() as con:
        con.execute("CREATE TABLE t AS SELECT unnest(?::DATE[]) AS local_date", [DAYS])
        keys = con.execute(f"SELECT local_date, {sql} FROM t").fetchall()

    assert [rule.name(key) for _, key in keys] == [expected(grain, day) for day, _ in keys]
    assert all(rule.key(rule.name(key)) == key for _, key in keys)


def test_an_interval_falls_in_its_hour() -> None:
    sql = GRAINS["hour"].sql(dialect_named("duckdb"))
    with duckdb.connect() as con:
        con.execute("CREATE TABLE t AS SELECT range::UTINYINT AS wall_interval FROM range(96)")
        found = con.execute(f"SELECT {sql} FROM t ORDER BY wall_interval").fetchall()

    assert found == [(interval // 4,) for interval in range(96)]


def test_every_dimension_of_the_records_can_split() -> None:
    assert set(DIMENSIONS) <= SPLITTABLE


def test_no_column_that_names_a_person_can_split() -> None:
    hidden = {
        "contact_id",
        "customer_key",
        "number_key",
        "id_key",
        "email_key",
        "case_ref",
        "case_id",
    }

    assert hidden & SPLITTABLE == set()
