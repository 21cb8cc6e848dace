"""A mail handed to the server, with a word at the one moment after which it may have arrived.

Up to the command DATA nothing can have been delivered, and whoever is cut short may begin again. From there until
the server's answer it may have been. `before_data` is called in between.
"""

import smtplib
from collections.abc import Callable
from functools import partial
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.smtp import EmailBackend
from django.core.mail.message import sanitize_address

from willet.notices.domain.mail.in_utf8 import OPTIONS, bytes_of, needs_utf8
from willet.ui.mail.failures import LettersError


class _Smtp(smtplib.SMTP):
    """A connection that says when it begins to hand over a mail's content."""

    def __init__(self, *args: Any, before_data: Callable[[], None], **kwargs: Any) -> None:
        self.before_data = before_data
        super().__init__(*args, **kwargs)

    def data(self, msg: Any) -> tuple[int, bytes]:
        """Hand over the content."""
        self.before_data()
        return super().data(msg)


class NoticeBackend(EmailBackend):
    """Django's own way to an SMTP server, through that connection."""

    def __init__(self, *args: Any, before_data: Callable[[], None], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.before_data = before_data

    @property
    def connection_class(self) -> Any:
        """What makes the connection."""
        return partial(_Smtp, before_data=self.before_data)

    def _send(self, message: EmailMessage) -> bool:
        if not needs_utf8(message):
            return bool(super()._send(message))  # type: ignore[misc] # Django's own, which the stubs leave out
        assert self.connection is not None, "it was opened to send"
        self.connection.ehlo_or_helo_if_needed()
        if not self.connection.has_extn("smtputf8"):
            raise LettersError
        sender = sanitize_address(message.from_email, settings.DEFAULT_CHARSET)
        to = [str(one) for one in message.recipients()]
        self.connection.sendmail(sender, to, bytes_of(message), mail_options=OPTIONS)
        return True


def send(message: EmailMessage, *, before_data: Callable[[], None]) -> None:
    """Hand a mail to the mail server that is set, or leave it where mails are left without one.

    Raises:
        OSError: the server cannot be reached, does not answer, or refuses; `smtplib.SMTPException` is one.
        LettersError: the address has letters that the server does not take; nothing was handed over.
    """
    backend = get_connection()
    if isinstance(backend, EmailBackend):
        NoticeBackend(before_data=before_data).send_messages([message])
        return
    before_data()
    backend.send_messages([message])
