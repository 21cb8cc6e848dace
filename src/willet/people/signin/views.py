"""The library's pages of signing in, with what Willet adds: who may come first, and whose password it is."""

from typing import Any

from allauth.account import views as library
from django.contrib import messages
from django.urls import reverse
from django.utils.translation import gettext as _

from willet.people.opening.key import somebody_administers, somebody_can_sign_in


class SignInView(library.LoginView):  # type: ignore[misc] # the library has no types
    """Signing in; on a new installation the page says how the first person comes in."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Whether anybody can sign in yet, and whether somebody administers."""
        able = somebody_can_sign_in()
        is_led = able and somebody_administers()
        return {**super().get_context_data(**kwargs), "somebody": able, "is_led": is_led}


class ChoosePasswordView(library.PasswordResetFromKeyView):  # type: ignore[misc] # the library has no types
    """Choosing a password by a link that was sent or handed over; the page says whose it is."""

    def logout(self) -> None:
        """The library signs out whoever else is signed in here; the page says so."""
        words = _(
            "%(person)s was signed in here and no longer is: this link is of another account."
        )
        before = str(self.request.user)
        super().logout()
        messages.info(self.request, words % {"person": before})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Whose password it is; nobody's where the link no longer works."""
        return {**super().get_context_data(**kwargs), "person": self.reset_user}


class ChangePasswordView(library.PasswordChangeView):  # type: ignore[misc] # the library has no types
    """The library's page, leading back to the profile."""

    def get_success_url(self) -> str:
        """The profile, with a word that it worked."""
        messages.success(self.request, _("Your password was changed."))
        return reverse("people:profile")


sign_in = SignInView.as_view()
choose_password = ChoosePasswordView.as_view()
change_password = ChangePasswordView.as_view()
