"""The one mailbox that a text of the call records names; to what names none, or several, nobody writes.

Files bring what people typed. One text that no mail can be addressed to must hold up nobody else's mail, and a mailbox
rests however it was spelled: `"ann"@b.example` and `(office) ann@b.example` are delivered to ann@b.example. Letters
beyond ASCII are written as they were typed: strauß@b.example and strauss@b.example are two people.
"""

import re
import unicodedata
from email.errors import MessageError
from email.headerregistry import Address, HeaderRegistry
from typing import Final

from willet.core.sources.identity import bare_address, folded_address

_HEADERS: Final = HeaderRegistry()
_NAME: Final = re.compile(r"""[^\s"(),:;<>@[\\\]]+""")
"""A name before the @ as it is written without quotes (RFC 6532)."""


def mailbox_of(text: str) -> str:
    """The mailbox as a mail is addressed to it; empty where the text names none, or several, or none mail reaches.

    >>> mailbox_of('Ann <"Ann"@B.example.>'), mailbox_of("ann@b.example, ben@b.example"), mailbox_of("ann@")
    ('ann@b.example', '', '')
    >>> mailbox_of("Jörg <Jörg@müller.example>")
    'Jörg@xn--mller-kva.example'
    """
    folded = folded_address(text)
    if not folded.isprintable():
        return ""
    try:
        (address,) = _HEADERS("to", folded).addresses  # type: ignore[attr-defined] # of the header "to" alone
        address.domain.encode("idna")
    except (MessageError, ValueError, IndexError):
        return ""
    if not _is_whole(address, folded):
        return ""
    # Wide and joined letters mean the plain ones; the folding goes on, and makes of ß what is another name.
    typed = unicodedata.normalize("NFKC", bare_address(text)).rpartition("@")[0]
    if typed.isascii():
        return str(address.addr_spec)
    is_name = typed.casefold() == address.username and _NAME.fullmatch(typed)
    return f"{typed}@{address.domain}" if is_name else ""


def rest_name(text: str) -> str:
    """What a mailbox rests under: itself in small letters; a text that names none for itself."""
    mailbox = mailbox_of(text)
    return mailbox.lower() if mailbox else folded_address(text)


def _is_whole(address: Address, text: str) -> bool:
    """Whether it has a name and a host, and the text names nobody else behind a sign that parts addresses."""
    others = text.count("@") - address.username.count("@") - 1
    return bool(address.username and address.domain) and others == 0
