"""What a reader decides about a new token."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from willet.api.domain.tokens import USUAL_DAYS
from willet.ui.endpoints import SCOPES, Scope

_DAYS = (
    (7, _("7 days")),
    (30, _("30 days")),
    (90, _("90 days")),
    (365, _("365 days")),
)


class TokenForm(forms.Form):
    """A name, what it may be used for, and for how long."""

    name = forms.CharField(
        label=_("Name"), max_length=80, help_text=_("What it is for, such as “monthly report”.")
    )
    scopes = forms.MultipleChoiceField(
        label=_("What it may do"), widget=forms.CheckboxSelectMultiple
    )
    days = forms.TypedChoiceField(
        label=_("Valid for"), choices=_DAYS, coerce=int, initial=USUAL_DAYS
    )

    def __init__(self, *args: Any, scopes: list[Scope], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["scopes"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(scope, SCOPES[scope]) for scope in scopes]
