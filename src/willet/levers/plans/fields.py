"""A value in the unit of a metric that is chosen beside it: percent, a duration, or a number."""

from decimal import Decimal
from typing import Any

from django import forms

from willet.core.metrics import Metric
from willet.ui.fields import DurationField, ShareField
from willet.ui.fields.numbers import read_number
from willet.ui.given import written


class MetricValueField(forms.CharField):
    """What was written, until `value_of` reads it in the unit of the metric."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput({"autocomplete": "off"}))
        super().__init__(max_length=40, **kwargs)


def value_of(text: str, metric: Metric) -> float | None:
    """The value that was written, in the metric's unit; None where nothing was.

    Raises:
        ValidationError: it is no such value.
    """
    if not text.strip():
        return None
    if metric.unit == "share":
        # Percentages have tens of decimals at most; a float is exact enough.
        return float(ShareField().to_python(text))
    if metric.unit == "s":
        return float(DurationField(parts=True).to_python(text))
    return float(Decimal(read_number(text.strip())))


def value_written(value: float | None, metric: Metric | None) -> str:
    """A value as it would be written, every digit of it."""
    return written(value, metric.unit) if metric else ""
