"""A mail handed to the server, with a word at the one moment after which it may have arrived.

Up to the command DATA nothing can have been delivered, and whoever is cut short may begin again. From there until
the server's answer it may have been. `before_data` is called in between.
"""

import smtplib
from collections.abc import Callable
from functools import partial
from typing import Any

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.smtp import EmailBackend


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


def send(message: EmailMessage, *, before_data: Callable[[], None]) -> None:
    """Hand a mail to the mail server that is set, or leave it where mails are left without one.

    Raises:
        OSError: the server cannot be reached, does not answer, or refuses; `smtplib.SMTPException` is one.
    """
    backend = get_connection()
    if isinstance(backend, EmailBackend):
        NoticeBackend(before_data=before_data).send_messages([message])
        return
    before_data()
    backend.send_messages([message])
