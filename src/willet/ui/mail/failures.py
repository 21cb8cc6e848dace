"""Why a mail did not go, in words, and whether it is refused for good, may go later, or may have gone."""

import smtplib
from dataclasses import dataclass
from typing import Literal

from willet.core.records import RequestError, WilletError, saying

REFUSED = saying(
    "mail_refused",
    "The mail server refuses mail to %(reader)s: %(code)s %(answer)s. Correct the address on the page “People”.",
)
BUSY = saying(
    "mail_busy",
    "The mail server does not take the mail to %(reader)s yet: %(code)s %(answer)s. It is tried again.",
)
NOT_SET_UP = saying(
    "mail_not_set_up",
    "The mail server refuses Willet itself: %(code)s %(answer)s. "
    "Check the settings WILLET_SMTP_… and WILLET_MAIL_FROM.",
)
UNREACHABLE = saying(
    "mail_unreachable",
    "The mail server does not answer (%(why)s). It is tried again; check the settings WILLET_SMTP_….",
)
UNSURE = saying(
    "mail_unsure",
    "The mail server did not say whether it took the mail to %(reader)s, so it is not sent a second time. "
    "The notice stands in Willet.",
)
LETTERS = saying(
    "mail_letters",
    "The mail server takes no letters such as “é” before the @ of an address (SMTPUTF8), so no mail goes to "
    "%(reader)s. Choose another address, or a server that takes them.",
)


class LettersError(smtplib.SMTPException):
    """An address has letters that the mail server does not take; it was told nothing of the mail."""


@dataclass(frozen=True, slots=True)
class Failure:
    """What happened to a mail, and the error that says so."""

    kind: Literal["refused", "later", "unsure"]
    error: WilletError


def failure_of(error: OSError, reader: str, *, in_data: bool) -> Failure:
    """What an error of the mail server means; `in_data`: the content was being handed over, and must not go twice."""
    if isinstance(error, LettersError):
        return Failure("refused", RequestError(LETTERS(reader=reader)))
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, answer = next(iter(error.recipients.values()))
        return _answered(code, answer, reader)
    if isinstance(error, smtplib.SMTPDataError):
        return _answered(error.smtp_code, error.smtp_error, reader)
    if isinstance(error, smtplib.SMTPResponseException):
        # To connect, to sign in, the sender: this is about Willet, whoever the mail is for.
        words = {"code": str(error.smtp_code), "answer": _text(error.smtp_error)}
        return Failure("later", WilletError(NOT_SET_UP(**words)))
    if in_data:
        return Failure("unsure", RequestError(UNSURE(reader=reader)))
    return Failure("later", WilletError(UNREACHABLE(why=_why(error))))


def _answered(code: int, answer: bytes | str, reader: str) -> Failure:
    words = {"reader": reader, "code": str(code), "answer": _text(answer)}
    if 500 <= code < 600:
        return Failure("refused", RequestError(REFUSED(**words)))
    return Failure("later", WilletError(BUSY(**words)))


def _text(answer: bytes | str) -> str:
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    return " ".join(text.split())[:200]


def _why(error: OSError) -> str:
    return " ".join(str(error.strerror or error).split())[:200] or type(error).__name__
