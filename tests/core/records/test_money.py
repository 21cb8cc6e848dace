"""Money is kept in the smallest unit of its currency and shown in the currency itself: the decimals are of ISO 4217."""

import duckdb
import pytest

from willet.core.records.money import major_sql, minor_digits, plain_money

CASES = [
    ("EUR", 2, "123.45", 123.45),
    ("USD", 2, "123.45", 123.45),
    ("VND", 0, "12345", 12345.0),
    ("JPY", 0, "12345", 12345.0),
    ("KWD", 3, "12.345", 12.345),
    ("CLF", 4, "1.2345", 1.2345),
    ("XYZ", 2, "123.45", 123.45),
]
"""Currency, decimals of ISO 4217, and 12,345 of its smallest unit, written and as a number; none is known as XYZ."""


@pytest.mark.parametrize(("currency", "digits", "written", "major"), CASES)
def test_an_amount_has_the_decimals_of_its_currency(
    currency: str, digits: int, written: str, major: float
) -> None:
    assert minor_digits(currency) == digits
    assert plain_money(12_345, currency) == f"{written} {currency}"


def test_statements_put_each_row_in_its_own_currency() -> None:
    rows = ", ".join(f"({n}, '{case[0]}', 12345)" for n, case in enumerate(CASES))
    query = f"SELECT {major_sql('minor', 'currency')} FROM (VALUES {rows}) t(n, currency, minor) ORDER BY n"

    with duckdb.connect(":memory:") as con:
        values = [value for (value,) in con.execute(query).fetchall()]

    assert values == [case[3] for case in CASES]
