"""The form in which a file of customers is handed in."""

from typing import Any

from django import forms
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from willet.resolution.worth.customers import LARGEST


class CustomersForm(forms.Form):
    """A file of customers as CSV."""

    customers = forms.FileField(
        label=gettext_lazy("File of customers (CSV)"),
        help_text=gettext_lazy(
            "Columns: customer (or number, or mail), left, and where known joined and value. "
            "A day as 2026-03-31; nothing in left: still a customer."
        ),
    )

    def clean_customers(self) -> Any:
        """The file, if it is not too large."""
        file = self.cleaned_data["customers"]
        if file.size > LARGEST:
            limit = {"limit": filesizeformat(LARGEST)}
            raise forms.ValidationError(
                _("This file is larger than %(limit)s. Leave out columns, or split it.") % limit
            )
        return file
