"""A day that people write at work: within the years that clocks of every zone and all calendars hold."""

from datetime import date
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from willet.ui import formats

FIRST_DAY: Final = date(1970, 1, 1)
LAST_DAY: Final = date(2199, 12, 31)
"""Beyond these the moment at which a day begins, or the week after it, may be none that a computer knows."""


def is_near(day: date) -> bool:
    """Whether somebody can mean this day: a slip of the hand writes the year 0206 or 20260."""
    return FIRST_DAY <= day <= LAST_DAY


class NearDayField(forms.DateField):
    """A day that somebody can mean."""

    def validate(self, value: Any) -> None:
        """Refuse a day that nobody can mean.

        Raises:
            ValidationError: it is so far away, or none is given where one must be.
        """
        super().validate(value)
        if value is not None and not is_near(value):
            ends = {"first": formats.date(FIRST_DAY), "last": formats.date(LAST_DAY)}
            raise ValidationError(_("Choose a day from %(first)s to %(last)s.") % ends, code="day")
