"""A moment, typed and shown by the clock that the reader lives by."""

from datetime import datetime
from typing import Any, Final

from django import forms
from django.utils import timezone

from willet.ui.clocks import clock

WRITTEN: Final = "%Y-%m-%dT%H:%M"
"""As browsers hand it in, and read it."""


class _MomentInput(forms.DateTimeInput):
    input_type = "datetime-local"


class MomentField(forms.DateTimeField):
    """A moment; an hour that the clock leaves out, or has twice, is refused with a sentence.

    What pages show of a moment is by the same clock, so what is typed comes back as it was typed.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=_MomentInput(format=WRITTEN), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """As it is shown in the form."""
        with timezone.override(clock()):
            return super().prepare_value(value)

    def to_python(self, value: Any) -> datetime | None:
        """What was typed as a moment.

        Raises:
            ValidationError: it is none, or the clock does not show it once.
        """
        with timezone.override(clock()):
            return super().to_python(value)
