"""Keeps personal data out of the log: addresses lose their query and what opens them, e-mail addresses their name."""

import logging
import re

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404
from django.http.multipartparser import MultiPartParserError

_EMAIL = re.compile(r"[\w.+-]+@([\w-]+(?:\.[\w-]+)+)")
_QUERY = re.compile(r"\?[^\s'\"]+")
_KEY = re.compile(r"(?<=/)[\w:-]{40,}(?=[/\s'\"?]|$)")
"""A part of an address that opens somebody's page: of a survey, an invitation."""
_NUMBER = re.compile(r"\+?\d[\d ()/-]{6,}\d")
_REFUSALS = (BadRequest, Http404, MultiPartParserError, PermissionDenied)


class WithoutPersonalData(logging.Filter):
    """Rewrites each message on its way out; an exception's trace keeps its code lines, not the values."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record through, cleaned."""
        record.msg, record.args = cleaned(record.getMessage()), None
        if record.name.startswith("django.security") or _is_refusal(record):
            # A stranger's odd request or a missing right is one line, not a page of our own code.
            record.exc_info = None
        return True


def _is_refusal(record: logging.LogRecord) -> bool:
    """Whether the exception is our own "no": not allowed, not there, not to be understood."""
    kind = record.exc_info[0] if record.exc_info else None
    return kind is not None and issubclass(kind, _REFUSALS)


def cleaned(message: str) -> str:
    """The message without query strings, keys within addresses, mailbox names and long numbers.

    >>> cleaned("Not Found: /calls/?number=0612345678 for ann@example.org")
    'Not Found: /calls/?… for …@example.org'
    """
    closed = _KEY.sub("…", _QUERY.sub("?…", message))
    return _NUMBER.sub("…", _EMAIL.sub(r"…@\1", closed))
