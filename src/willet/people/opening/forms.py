"""Who you are: what the first person of an installation says of themselves."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from willet.core.records.spelling import spelled
from willet.people.models import User

_LONGEST_NAME = 120


class OpeningForm(forms.Form):
    """Name, mail, and a password twice."""

    name = forms.CharField(label=_("Your name"), max_length=_LONGEST_NAME)
    email = forms.EmailField(
        label=_("E-mail address"), help_text=_("You sign in with it. No mail is sent now.")
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least ten characters."),
    )
    again = forms.CharField(
        label=_("The password, once more"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_name(self) -> str:
        """One spelling for one name, however it was typed."""
        return spelled(str(self.cleaned_data["name"])).strip()

    def clean_email(self) -> str:
        """An address nobody has yet."""
        email = spelled(str(self.cleaned_data["email"])).strip()
        if User.objects.filter(email__iexact=email).exists():
            raise ValidationError(_("Somebody has this address already."))
        return email

    def clean(self) -> dict[str, Any]:
        """The same password twice, and one that is none of the common ones."""
        given = super().clean() or self.cleaned_data
        password, again = given.get("password"), given.get("again")
        if password and again and password != again:
            self.add_error("again", _("The two passwords differ. Type the same one twice."))
        elif password:
            self._check(password, given)
        return given

    def _check(self, password: str, given: dict[str, Any]) -> None:
        try:
            validate_password(
                password, User(name=given.get("name", ""), email=given.get("email", ""))
            )
        except ValidationError as weak:
            self.add_error("password", weak)
