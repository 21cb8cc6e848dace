"""Mail to an address with letters beyond ASCII before its @, which only some servers take (RFC 6531, RFC 6532)."""

from email import message_from_bytes
from email.policy import SMTPUTF8
from email.utils import parseaddr
from typing import Final

from django.core.mail import EmailMessage

OPTIONS: Final = ("SMTPUTF8", "BODY=8BITMIME")
"""Of the command MAIL."""
_AS_WRITTEN: Final = SMTPUTF8.clone(refold_source="none")


def needs_utf8(message: EmailMessage) -> bool:
    """Whether somebody it goes to has such an address; a host has a form in ASCII, a name around it is no address."""
    addresses = (parseaddr(str(one))[1] for one in message.recipients())
    return not all(address.rpartition("@")[0].isascii() for address in addresses)


def bytes_of(message: EmailMessage) -> bytes:
    """The mail as it is handed over, its address as it is written and not encoded as a word would be."""
    written = message_from_bytes(message.message().as_bytes(), policy=_AS_WRITTEN)
    del written["To"]
    written["To"] = ", ".join(map(str, message.to))
    return bytes(written.as_bytes())
