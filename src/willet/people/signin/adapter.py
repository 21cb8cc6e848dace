"""What Willet asks of the sign-in library: no open registration, limits of our own, mail beside the request."""

import logging
from threading import Thread
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from willet.people.models import User
from willet.people.signin import attempts
from willet.people.signin.backend import people_named
from willet.people.signin.browsers import browser_of, remember
from willet.people.visitors import network_of

log = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc] # the library has no types
    """Accounts are made by administrators on the People page, never by the visitor."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def add_message(self, *args: object, **kwargs: object) -> None:
        """Say nothing beside the page: who signed in sees that they did."""

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the attempt, or refuse it.

        Raises:
            ValidationError: there were too many already.
        """
        login = credentials.get("email") or credentials.get("username") or ""
        self._attempt = attempts.reserve(visitor_of(request, login))
        if self._attempt is None:
            raise self.validation_error("too_many_login_attempts")

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """The person whose password this is."""
        person: User | None = super().authenticate(request, **credentials)
        if person is not None and self._attempt is not None:
            attempts.succeed(self._attempt)
        return person

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """Where they go from here; the browser is known from now on."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        remember(request, response, account_of(user))
        return response

    def set_password(self, user: User, password: str) -> None:
        """A new password ends the wait that wrong ones brought about, and the invitation that led to it."""
        if not user.has_usable_password():
            # Mails come in the language in which somebody began.
            user.language = user.language or get_language() or ""
        user.invited_at = None
        super().set_password(user, password)
        attempts.forget(account_of(user))

    def get_client_ip(self, request: HttpRequest) -> str:
        """Whom the library's own limits count: the visitor's network, all those together whom a proxy does not name."""
        return network_of(request) or "unknown"

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send beside the request: an answer that waits for the mail server tells which address has an account."""
        message = self.render_mail(template_prefix, email, {"request": self.request, **context})
        deliver_beside(message)


def visitor_of(request: HttpRequest, login: str) -> attempts.Visitor:
    """Who tries to sign in as whom; a name and an address of one person are one account."""
    person = next(iter(people_named(login)), None)
    account = account_of(person) if person else attempts.hashed(login.casefold())
    address = attempts.hashed(network_of(request))
    return attempts.Visitor(account, address, browser_of(request, account))


def account_of(person: User) -> str:
    """The account as attempts and browsers keep it."""
    return attempts.hashed(f"account {person.pk}")


def deliver_beside(message: Any) -> Thread:
    """Send a mail in a thread of its own; a server that hangs or refuses is told in the log."""

    def deliver() -> None:
        try:
            message.send()
        except OSError as error:
            log.warning("a mail could not be sent: %s", error)
        finally:
            connection.close()

    thread = Thread(target=deliver, name="mail")
    thread.start()
    return thread
