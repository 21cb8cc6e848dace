"""A real mail server on loopback, that takes, refuses, hangs or falls silent as a test says."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword
from django.test import override_settings

from tests.jobs.rooms import done
from willet.core.records import saying
from willet.jobs.models import Job
from willet.ui.notices import notify
from willet.ui.tasks import MAIL

NEWS = "tests.news"
TEXT = saying("tests.news", "Your import of %(files)s is done.")


@dataclass
class Post:
    """What a server took, and what it answers: the answers to RCPT and to DATA, one after another, then 250."""

    rcpt: list[str] = field(default_factory=list)
    data: list[str] = field(default_factory=list)
    taken: list[EmailMessage] = field(default_factory=list)
    rcpts: list[str] = field(default_factory=list)
    """Every address that a mail was taken for."""
    port: int = 0

    async def handle_RCPT(
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        if self.rcpt:
            return self.rcpt.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        answer = self.data.pop(0) if self.data else "250 OK"
        if answer == "silence":
            self.taken.append(message_from_bytes(envelope.content, policy=default))
            server.transport.abort()
        elif answer.startswith("250"):
            self.taken.append(message_from_bytes(envelope.content, policy=default))
            self.rcpts += envelope.rcpt_tos
        return answer

    @property
    def subjects(self) -> list[str]:
        return [str(mail["Subject"]) for mail in self.taken]


def _set_to(port: int) -> override_settings:
    return override_settings(
        EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend",
        EMAIL_HOST="127.0.0.1",
        EMAIL_PORT=port,
        EMAIL_USE_TLS=False,
        EMAIL_HOST_USER="",
        EMAIL_TIMEOUT=1,
    )


def _free_port() -> int:
    # The server's own zero stands in the way of its own waiting for itself.
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port


def _authenticator(lets_in: Callable[[bytes, bytes], bool]) -> Callable[..., AuthResult]:
    def authenticate(
        _server: Any, _session: Any, _envelope: Any, _mechanism: str, who: LoginPassword
    ) -> AuthResult:
        # What is not "handled" is answered by the server itself, with 535.
        return AuthResult(success=lets_in(who.login, who.password), handled=False)

    return authenticate


@contextmanager
def post_office(
    *,
    rcpt: list[str] | None = None,
    data: list[str] | None = None,
    lets_in: Callable[[bytes, bytes], bool] | None = None,
    takes_utf8: bool = False,
) -> Iterator[Post]:
    """A mail server, and the settings that lead to it; it asks for a password where it is told whom to let in."""
    post = Post(list(rcpt or ()), list(data or ()))
    server = Controller(
        post,
        hostname="127.0.0.1",
        port=_free_port(),
        authenticator=lets_in and _authenticator(lets_in),
        auth_require_tls=False,
        enable_SMTPUTF8=takes_utf8,
    )
    server.start()
    post.port = server.port
    try:
        with _set_to(server.port):
            yield post
    finally:
        server.stop()


@contextmanager
def hanging_server(greeting: bytes = b"") -> Iterator[None]:
    """A server that takes connections, says its greeting if it has one, and nothing more."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        held: list[socket.socket] = []

        def accept() -> None:
            while True:
                try:
                    connection, _address = listening.accept()
                except OSError:
                    return
                held.append(connection)
                connection.sendall(greeting)

        threading.Thread(target=accept, daemon=True).start()
        with _set_to(listening.getsockname()[1]):
            yield
        listening.shutdown(socket.SHUT_RDWR)
        for connection in held:
            connection.close()


def news(*to: Any, files: str = "calls.csv", key: str = "") -> None:
    """Tell somebody something."""
    notify(NEWS, TEXT(files=files), to=to, href="/imports/", key=key)


def mailed() -> Job:
    """The next job of the mail's lane, carried out."""
    return done(MAIL)
