"""Numbers that mean one thing are read; those that could mean two are not."""

from decimal import Decimal
from typing import Any

import duckdb
import pytest

from willet.core.sources.table.numbers import SCIENTIFIC, count, money, score

CON = duckdb.connect()


def value(sql: str, text: str) -> Any:
    return CON.execute(f"SELECT {sql} FROM (SELECT ? AS t)", [text]).fetchall()[0][0]


@pytest.mark.parametrize(
    ("text", "decimal", "expected"),
    [
        ("1234.5", ".", "1234.50"),
        ("1,234.50", ".", "1234.50"),
        ("1'234.50", ".", "1234.50"),
        ("€ 1.234,50", ",", "1234.50"),
        ("12,5 EUR", ",", "12.50"),
        ("-20.00", ".", "-20.00"),
        ("$5", ".", "5.00"),
    ],
)
def test_money(text: str, decimal: str, expected: str) -> None:
    assert value(money("t", decimal), text) == Decimal(expected)


@pytest.mark.parametrize(
    ("text", "decimal"), [("1,23", "."), ("1.2", ","), ("12 or 13", "."), ("x", ".")]
)
def test_money_that_could_be_two_amounts_is_none(text: str, decimal: str) -> None:
    assert value(money("t", decimal), text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [("3", 3), ("3.0", 3), ("0", 0), ("3.5", None), ("-1", None), ("70000", None)],
)
def test_count(text: str, expected: int | None) -> None:
    assert value(count("t", 65_535), text) == expected


@pytest.mark.parametrize(("text", "expected"), [("5", 5.0), ("5.0", 5.0), ("6", None), ("0", None)])
def test_score(text: str, expected: float | None) -> None:
    assert value(score("t", 1, 5), text) == expected


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("6.02701E+11", True),
        ("6,02701E+11", True),
        ("4.9E12", True),
        ("602701234567", False),
        ("E11", False),
    ],
)
def test_scientific_notation_is_known(text: str, cut: bool) -> None:
    assert value(f"regexp_matches(t, '{SCIENTIFIC}')", text) is cut
