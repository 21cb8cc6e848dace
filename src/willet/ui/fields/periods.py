"""A stretch of days, both ends included."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from willet.ui.fields.days import NearDayField
from willet.ui.fields.parts import PartsWidget


@dataclass(frozen=True, slots=True)
class Days:
    """From the first to the last day, both counted; an end left out is open."""

    first: date | None
    last: date | None


class _DaysWidget(PartsWidget):
    def __init__(self) -> None:
        day = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
        super().__init__({"from": day, "to": day}, {"from": _("From"), "to": _("To")})

    def decompress(self, value: Days | None) -> list[date | None]:
        """Its two days."""
        return [value.first, value.last] if value else [None, None]


class PeriodField(forms.MultiValueField):
    """Two days; cleaned to `Days`. Where `open_ended`, the last may be left out."""

    widget = _DaysWidget

    def __init__(self, *, open_ended: bool = False, **kwargs: Any) -> None:
        required = kwargs.get("required", True)
        days = (
            NearDayField(required=required),
            NearDayField(required=required and not open_ended),
        )
        super().__init__(fields=days, require_all_fields=False, **kwargs)

    def compress(self, data_list: list[date | None]) -> Days | None:
        """The two days as one value.

        Raises:
            ValidationError: the period ends before it begins.
        """
        first, last = data_list or (None, None)
        if first and last and last < first:
            raise ValidationError(_("The period ends before it begins."), code="period")
        return Days(first, last) if first or last else None
