"""A share, written in percent and kept as 0..1."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from willet.ui import formats
from willet.ui.fields.numbers import read_number


class ShareField(forms.CharField):
    """`80`, `80 %` or `80,5 %` in the reader's language; cleaned to a `Decimal` of 0..1, None if left out."""

    def __init__(
        self, *, lowest: Decimal = Decimal(0), highest: Decimal = Decimal(1), **kwargs: Any
    ) -> None:
        kwargs.setdefault(
            "widget", forms.TextInput({"inputmode": "decimal", "autocomplete": "off"})
        )
        super().__init__(**kwargs)
        self.lowest, self.highest = lowest, highest

    def to_python(self, value: Any) -> Any:
        """The share that was written."""
        text = str(value or "").strip()
        if not text:
            return None
        share = read_number(text.removesuffix("%").strip()) / 100
        if not self.lowest <= share <= self.highest:
            raise ValidationError(
                _("A share lies between %(low)s and %(high)s."),
                code="share",
                params={
                    "low": formats.percent(self.lowest, 0),
                    "high": formats.percent(self.highest, 0),
                },
            )
        return share

    def prepare_value(self, value: Any) -> Any:
        """A share as it would be written; what a reader wrote wrongly is shown again as it was."""
        if value is None or isinstance(value, str):
            return value
        return formats.number(Decimal(str(value)) * 100)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether another share was written, not only the same in other letters."""
        try:
            written = self.to_python(data)
        except ValidationError:
            return True
        return bool(written != (None if initial is None else Decimal(str(initial))))
