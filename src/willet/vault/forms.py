"""What an administrator hands in to look for a person."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from willet.core.intake import SoughtPerson
from willet.core.records import RequestError


class PersonSoughtForm(forms.Form):
    """Exactly one name that somebody goes by."""

    number = forms.CharField(label=_("Number"), max_length=60, required=False)
    mail = forms.CharField(label=_("Mail"), max_length=200, required=False)
    id = forms.CharField(label=_("Customer id"), max_length=200, required=False)
    agent = forms.CharField(
        label=_("Agent"),
        max_length=120,
        required=False,
        help_text=_("An employee, as the call records spell the name."),
    )

    def clean(self) -> dict[str, Any]:
        """One of them, and no more."""
        try:
            self.person = SoughtPerson(**{n: self.cleaned_data.get(n, "") for n in self.fields})
        except RequestError:
            raise ValidationError(
                _("Fill in one of them: a number, a mail address, a customer id or an agent.")
            ) from None
        return self.cleaned_data
