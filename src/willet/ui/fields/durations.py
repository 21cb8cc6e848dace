"""A duration, written as people say it and kept in seconds."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from willet.core.sources.table.vocabulary import units
from willet.ui import formats
from willet.ui.fields.numbers import read_number

_CLOCK = re.compile(r"\d+(:[0-5]\d){1,2}")
_WORDS = re.compile(units.PATTERN)


class DurationField(forms.CharField):
    """`90 s`, `1:30`, `1 h 30 min`; a bare number counts `unit_s`. Cleaned to whole seconds, None if left out.

    With `parts` also parts of a second count: it is cleaned to a `Decimal`.
    """

    def __init__(
        self,
        *,
        unit_s: int = 1,
        lowest_s: int = 0,
        highest_s: int = 366 * 86_400,
        parts: bool = False,
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault("widget", forms.TextInput({"autocomplete": "off"}))
        super().__init__(**kwargs)
        self.unit_s, self.lowest_s, self.highest_s, self.parts = unit_s, lowest_s, highest_s, parts

    def to_python(self, value: Any) -> Any:
        """The seconds that were written."""
        text = str(value or "").strip().lower()
        if not text:
            return None
        exact = _seconds(text, self.unit_s)
        seconds = exact if self.parts else int(exact)
        if not self.lowest_s <= seconds <= self.highest_s:
            raise ValidationError(
                _("This must last from %(low)s to %(high)s."),
                code="duration",
                params={
                    "low": formats.duration(self.lowest_s),
                    "high": formats.duration(self.highest_s),
                },
            )
        return seconds

    def prepare_value(self, value: Any) -> Any:
        """Seconds as a clock shows them; what was written wrongly is shown again as it was."""
        return formats.duration(value) if isinstance(value, int) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether another duration was written, not only the same in other words."""
        try:
            return bool(self.to_python(data) != initial)
        except ValidationError:
            return True


def _seconds(text: str, unit_s: int) -> Decimal:
    """A clock, a bare number, or words in any of the five languages."""
    if _CLOCK.fullmatch(text):
        return Decimal(_clock_s(text))
    if not any(letter.isalpha() or letter in ":′″" for letter in text):
        return read_number(text) * unit_s
    words = _WORDS.fullmatch(text)
    if words is None:
        raise ValidationError(
            _("“%(text)s” is not a duration. Write it as 90 s, 1:30 or 2 h."),
            code="duration",
            params={"text": text[:40]},
        )
    counts = (Decimal((number or "0").replace(",", ".")) for number in words.groups())
    return sum((n * size for n, size in zip(counts, units.SECONDS, strict=True)), Decimal(0))


def _clock_s(text: str) -> int:
    seconds = 0
    for part in text.split(":"):
        seconds = 60 * seconds + int(part)
    return seconds
