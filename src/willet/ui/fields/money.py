"""An amount of money, kept in the smallest unit of its currency."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from babel.numbers import list_currencies
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from willet.core.records.money import minor_digits
from willet.ui import formats
from willet.ui.fields.numbers import EXACTLY, read_number
from willet.ui.fields.parts import PartsWidget

CURRENCIES = ("EUR", "USD", "GBP", "VND", "CHF", "MXN", "COP", "ARS", "AUD", "CAD")
"""Offered where a form names no others."""
MOST_MINOR = 10**15
"""More is a slip of the keyboard in any currency, and what sums of it would be no column holds."""


def is_currency(currency: str) -> bool:
    """Whether these are the three letters of a currency that is or was money somewhere."""
    return currency in list_currencies()


@dataclass(frozen=True, slots=True)
class Money:
    """`amount_minor` in the smallest unit, e.g. cents; a currency without one (VND) counts whole."""

    amount_minor: int
    currency: str

    @property
    def amount(self) -> Decimal:
        """The amount in the currency itself."""
        return Decimal(self.amount_minor).scaleb(-minor_digits(self.currency))


class _MoneyWidget(PartsWidget):
    def __init__(self, currencies: Sequence[str]) -> None:
        amount = forms.TextInput({"inputmode": "decimal", "autocomplete": "off"})
        choices = forms.Select(choices=[(c, c) for c in currencies])
        labels = {"amount": _("Amount"), "currency": _("Currency")}
        super().__init__({"amount": amount, "currency": choices}, labels)

    def decompress(self, value: Money | None) -> list[str | None]:
        """The amount as the language writes it, and the currency."""
        if value is None:
            return ["", None]
        digits = minor_digits(value.currency)
        return [formats.number(value.amount, digits), value.currency]


class MoneyField(forms.MultiValueField):
    """An amount and a currency; cleaned to `Money`, None if left out."""

    def __init__(
        self, *, currencies: Sequence[str] = CURRENCIES, lowest: int = 0, **kwargs: Any
    ) -> None:
        amount = forms.CharField(required=kwargs.get("required", True))
        currency = forms.ChoiceField(choices=[(c, c) for c in currencies], required=False)
        super().__init__(
            fields=(amount, currency),
            widget=_MoneyWidget(currencies),
            require_all_fields=False,
            **kwargs,
        )
        self.currencies, self.lowest = currencies, lowest

    def compress(self, data_list: list[str]) -> Money | None:
        """The two as one value.

        Raises:
            ValidationError: no number, below the lowest, more than money comes to, or finer than the currency's
                smallest unit.
        """
        text, currency = data_list or ("", "")
        if not text.strip():
            return None
        return self._money(read_number(text.strip()), currency or self.currencies[0])

    def _money(self, amount: Decimal, currency: str) -> Money:
        minor = amount.scaleb(minor_digits(currency), context=EXACTLY)
        if minor != int(minor):
            raise ValidationError(
                _("%(currency)s has no unit as small as that."),
                code="minor",
                params={"currency": currency},
            )
        if amount < self.lowest:
            raise ValidationError(
                _("The least is %(least)s."),
                code="least",
                params={"least": formats.number(self.lowest)},
            )
        if minor > MOST_MINOR:
            most = Money(MOST_MINOR, currency).amount
            raise ValidationError(
                _("The most is %(n)s."),
                code="most",
                params={"n": formats.number(most)},
            )
        return Money(int(minor), currency)
