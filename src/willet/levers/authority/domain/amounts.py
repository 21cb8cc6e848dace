"""Amounts of money and shares of a base: whole numbers of the smallest unit, never a float."""

from decimal import Decimal

from babel.numbers import format_currency

from willet.core.records.money import minor_digits
from willet.levers.authority.models.limits import WHOLE_BP
from willet.ui import formats
from willet.ui.fields import Money


def share_of(base_minor: int, share_bp: int) -> int:
    """A share of a base in the smallest unit, half a unit rounded up.

    >>> share_of(9_995, 1_050)
    1049
    """
    return (base_minor * share_bp * 2 + WHOLE_BP) // (2 * WHOLE_BP)


def money_words(amount_minor: int | None, currency: str) -> str:
    """An amount as the reader's language writes it, with as many decimals as its currency has; empty if unknown."""
    if amount_minor is None:
        return ""
    return amount_words(Money(amount_minor, currency).amount, currency)


def amount_words(amount: Decimal | float | None, currency: str) -> str:
    """The same of an amount in the currency itself, rounded to its smallest unit."""
    if amount is None:
        return ""
    quantum = "0" * minor_digits(currency)
    pattern = f"#,##0{'.' if quantum else ''}{quantum}\N{NO-BREAK SPACE}¤¤"
    return format_currency(
        amount, currency, pattern, locale=formats.locale(), currency_digits=False
    )


def plain_money(amount_minor: int, currency: str) -> str:
    """An amount as programs and people of any language read it: `1234.50 EUR`."""
    return f"{Money(amount_minor, currency).amount} {currency}"


def share_words(share_bp: int | None) -> str:
    """A share in hundredths of a percent as the reader's language writes it; empty if unknown."""
    if share_bp is None:
        return ""
    return formats.percent(float(Decimal(share_bp) / WHOLE_BP), 2 if share_bp % 100 else 0)
