"""Mail goes out beside the request, so that the time of an answer tells nothing."""

import logging
from threading import Event

import pytest

from willet.people.signin.adapter import deliver_beside


class SlowMail:
    """A mail whose server takes its time, or refuses."""

    def __init__(self, refusal: OSError | None = None) -> None:
        self.may_go, self.refusal, self.sent = Event(), refusal, False

    def send(self) -> None:
        assert self.may_go.wait(10)
        if self.refusal:
            raise self.refusal
        self.sent = True


def test_slow_server_keeps_nobody_waiting() -> None:
    mail = SlowMail()

    thread = deliver_beside(mail)

    assert mail.sent is False
    mail.may_go.set()
    thread.join(10)
    assert mail.sent is True


def test_server_that_refuses_is_told_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    mail = SlowMail(ConnectionRefusedError(111, "Connection refused"))
    mail.may_go.set()

    with caplog.at_level(logging.WARNING):
        deliver_beside(mail).join(10)

    assert [r.getMessage() for r in caplog.records] == [
        "a mail could not be sent: [Errno 111] Connection refused"
    ]
