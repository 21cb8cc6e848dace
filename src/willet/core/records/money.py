"""Money in whole numbers of the smallest unit of its currency: how many decimals that unit has."""

from decimal import Decimal
from typing import Final

DIGITS: Final = {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    3: "BHD IQD JOD KWD LYD OMR TND",
    4: "CLF UYW",
}
"""ISO 4217: how many decimals the smallest unit has; two where it is not said. Habits in shops are others."""
USUAL: Final = 2
_DIGITS_OF = {currency: digits for digits, names in DIGITS.items() for currency in names.split()}


def minor_digits(currency: str) -> int:
    """How many decimals the smallest unit of a currency has, by ISO 4217.

    >>> [minor_digits(currency) for currency in ("EUR", "VND", "KWD", "IQD")]
    [2, 0, 3, 3]
    """
    return _DIGITS_OF.get(currency, USUAL)


def plain_money(amount_minor: int, currency: str) -> str:
    """An amount as programs and people of any language read it: `1234.50 EUR`.

    >>> plain_money(123_450, "EUR"), plain_money(5, "VND")
    ('1234.50 EUR', '5 VND')
    """
    return f"{Decimal(amount_minor).scaleb(-minor_digits(currency))} {currency}"


def major_sql(minor: str, currency: str) -> str:
    """SQL: an amount in the currency itself as a double, of one in its smallest unit."""
    whens = (
        f"WHEN {currency} IN ({', '.join(map(repr, names.split()))}) THEN {10**digits}"
        for digits, names in DIGITS.items()
    )
    return f"(CAST({minor} AS DOUBLE) / CASE {' '.join(whens)} ELSE {10**USUAL} END)"
