"""Amounts of money as the reader's language writes them."""

import re
from decimal import Decimal
from typing import Final

from babel.numbers import format_currency

from willet.core.records.money import minor_digits
from willet.ui import formats

_PLAIN: Final = re.compile(r"(-?\d+(?:\.\d+)?) ([A-Z]{3})")


def money_words(amount_minor: int | None, currency: str) -> str:
    """An amount in the smallest unit, with as many decimals as its currency has; empty if unknown."""
    if amount_minor is None:
        return ""
    return amount_words(Decimal(amount_minor).scaleb(-minor_digits(currency)), currency)


def amount_words(amount: Decimal | float | None, currency: str) -> str:
    """The same of an amount in the currency itself, rounded to its smallest unit."""
    if amount is None:
        return ""
    quantum = "0" * minor_digits(currency)
    pattern = f"#,##0{'.' if quantum else ''}{quantum}\N{NO-BREAK SPACE}¤¤"
    return format_currency(
        amount, currency, pattern, locale=formats.locale(), currency_digits=False
    )


def kept_money_words(kept: str) -> str:
    """An amount that was kept as `1234.50 EUR`; whatever else is kept as it is."""
    plain = _PLAIN.fullmatch(kept)
    return amount_words(Decimal(plain[1]), plain[2]) if plain else kept
