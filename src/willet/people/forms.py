"""The forms of this room: people, teams, one's own profile, and signing in."""

from typing import TYPE_CHECKING, Any

from allauth.account import forms as library
from django import forms
from django.conf import settings
from django.contrib.auth.forms import UsernameField
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from willet.people.domain import LastAdministratorError, require_an_administrator_without
from willet.people.models import Role, Team, User
from willet.ui.messages import translate

if TYPE_CHECKING:
    _UserForm = forms.ModelForm[User]
    _TeamForm = forms.ModelForm[Team]
else:
    # The class takes its type argument only in the stubs.
    _UserForm = _TeamForm = forms.ModelForm


def _language_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Language"),
        required=False,
        choices=[("", _("As the browser asks")), *settings.LANGUAGES],
    )


class PersonForm(_UserForm):
    """What an administrator decides about somebody."""

    language = _language_field()
    teams = forms.ModelMultipleChoiceField(
        label=_("Teams"),
        queryset=Team.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("A team lead sees the agents of these teams by name."),
    )

    class Meta:
        model = User
        fields = ["name", "username", "email", "role", "teams", "agent", "language"]
        # Reads one name for one name before its letters are looked at.
        field_classes = {"username": UsernameField}

    def clean_role(self) -> str:
        """Never leave the installation without an administrator."""
        role = str(self.cleaned_data["role"])
        was = User.objects.filter(pk=self.instance.pk, role=Role.ADMINISTRATOR).exists()
        if was and role != Role.ADMINISTRATOR:
            try:
                require_an_administrator_without(self.instance)
            except LastAdministratorError as error:
                raise ValidationError(translate(error.message)) from error
        return role


class TeamForm(_TeamForm):
    """A team's name."""

    class Meta:
        model = Team
        fields = ["name"]
        help_texts = {"name": _("As the call records spell it.")}


class ProfileForm(_UserForm):
    """What everybody decides for themselves."""

    language = _language_field()

    class Meta:
        model = User
        fields = ["name", "language", "theme"]


class SignInForm(library.LoginForm):  # type: ignore[misc] # the library has no types
    """E-mail address or user name, and a password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _relabel(self, login=_("E-mail address or user name"), password=_("Password"))
        _relabel(self, remember=_("Stay signed in on this device"))
        self.fields["password"].help_text = ""
        self.fields["login"].widget.attrs["autocapitalize"] = "none"


class ForgottenPasswordForm(library.ResetPasswordForm):  # type: ignore[misc] # the library has no types
    """Where to send the link."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _relabel(self, email=_("E-mail address"))


class NewPasswordForm(library.ResetPasswordKeyForm):  # type: ignore[misc] # the library has no types
    """A new password, twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _relabel(self, password1=_("New password"), password2=_("New password, once more"))


class ChangePasswordForm(library.ChangePasswordForm):  # type: ignore[misc] # the library has no types
    """The old password, and a new one twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _relabel(self, oldpassword=_("Present password"))
        _relabel(self, password1=_("New password"), password2=_("New password, once more"))


def _relabel(form: forms.Form, **labels: Any) -> None:
    for name, label in labels.items():
        if name in form.fields:
            form.fields[name].label = label
            form.fields[name].widget.attrs.pop("placeholder", None)
