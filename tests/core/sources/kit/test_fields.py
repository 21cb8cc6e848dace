"""A field of a record: what its text becomes in the engine, and when it is wrong."""

from datetime import datetime

import duckdb
import pytest

from willet.core.sources.kit.fields import (
    A_MOMENT,
    A_TEXT,
    SOME_SECONDS,
    RecordField,
    RecordKind,
    moment,
    number,
    seconds,
    text,
    texts,
)


def read(field: RecordField, raw: str | None) -> tuple[object, bool | None]:
    """The value of a text, and whether it is wrong."""
    with duckdb.connect() as con:
        sql = f"SELECT {field.value('raw')}, {field.wrong('raw')} FROM (SELECT ?::VARCHAR AS raw)"
        value, wrong = con.execute(sql, [raw]).fetchall()[0]
    return value, wrong


AT = datetime(2024, 3, 4, 9, 30, 15)
SINCE_1970 = 1_709_544_615


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        (f"{SINCE_1970}", AT),
        (f"{SINCE_1970}.5", AT.replace(microsecond=500_000)),
        (f"{SINCE_1970}.000001", AT.replace(microsecond=1)),
        (f"{SINCE_1970}123", AT.replace(microsecond=123_000)),
        (f"{SINCE_1970}123456", AT.replace(microsecond=123_456)),
        ("999999999", datetime(2001, 9, 9, 1, 46, 39)),
        ("99999999", None),
        (f"{SINCE_1970}0", None),  # eleven digits are neither seconds nor thousandths
        (f"{SINCE_1970}.1234567", None),
        ("2024-03-04 09:30", None),
        (f"-{SINCE_1970}", None),
        ("", None),
    ],
)
def test_a_moment_is_counted_since_1970_by_as_many_digits_as_it_has(
    raw: str, value: datetime | None
) -> None:
    assert read(moment("at"), raw) == (value, value is None)


@pytest.mark.parametrize(
    ("raw", "per_second", "value"),
    [
        ("0", 1, 0.0),
        ("62", 1, 62.0),
        ("62.5", 1, 62.5),
        ("62500", 1000, 62.5),
        ("1" * 12, 1, 111_111_111_111.0),
        ("1" * 13, 1, None),
        ("1.", 1, None),
        ("-1", 1, None),
        ("1e3", 1, None),
        ("5s", 1, None),
    ],
)
def test_a_length_of_time_is_a_number_of_its_unit(
    raw: str, per_second: int, value: float | None
) -> None:
    assert read(seconds("s", per_second=per_second), raw) == (value, value is None)


def test_a_length_without_a_unit_is_in_seconds() -> None:
    assert read(seconds("s"), "62") == (62.0, False)


def test_nought_says_that_there_was_no_moment_unless_every_record_has_one() -> None:
    assert read(moment("at"), "0") == (None, False)
    assert read(moment("at", needed=True), "0") == (None, True)


def test_what_is_missing_is_wrong_where_every_record_has_it() -> None:
    assert read(text("id", needed=True), None) == (None, True)
    assert read(text("id", needed=True), "x") == ("x", False)
    assert read(text("id"), None)[1] is not True
    assert read(moment("at"), None)[1] is not True
    assert read(moment("at", needed=True), None)[1] is True


def test_a_field_lands_as_the_type_of_its_kind_and_a_number_as_its_key_alone() -> None:
    assert text("a").landed("id") == {"id": "VARCHAR"}
    assert moment("a").landed("at") == {"at": "TIMESTAMP"}
    assert seconds("a").landed("s") == {"s": "DOUBLE"}
    assert number("a").landed("who") == {"who_key": "UBIGINT", "who_identity": "VARCHAR"}


def test_each_kind_says_what_it_must_be() -> None:
    rules = [field.rule for field in (text("a"), moment("a"), seconds("a"), number("a"))]

    assert rules == [A_TEXT, A_MOMENT, SOME_SECONDS, A_TEXT]


def test_fields_are_as_they_are_asked_for() -> None:
    assert text("a", "b") == RecordField(("a", "b"), RecordKind.TEXT, False, 1)
    assert moment("a", needed=True) == RecordField(("a",), RecordKind.MOMENT, True, 1)
    assert texts("a b") == {name: RecordField((name,), RecordKind.TEXT) for name in ("a", "b")}
