"""The one mailbox that a text of the call records names; to what names none, or several, nobody writes.

Files bring what people typed. One text that no mail can be addressed to must hold up nobody else's mail, and a mailbox
rests however it was spelled: `"ann"@b.example` and `(office) ann@b.example` are delivered to ann@b.example.
"""

from email.errors import MessageError
from email.headerregistry import Address, HeaderRegistry
from typing import Final

from willet.core.sources.identity import folded_address

_HEADERS: Final = HeaderRegistry()


def mailbox_of(text: str) -> str:
    """The mailbox as a mail is addressed to it; empty where the text names none, or several, or none mail reaches.

    >>> mailbox_of('Ann <"Ann"@B.example.>'), mailbox_of("ann@b.example, ben@b.example"), mailbox_of("ann@")
    ('ann@b.example', '', '')
    """
    folded = folded_address(text)
    if not (folded.isascii() and folded.isprintable()):
        return ""
    try:
        (address,) = _HEADERS("to", folded).addresses  # type: ignore[attr-defined] # of the header "to" alone
        address.domain.encode("idna")
    except (MessageError, ValueError, IndexError):
        return ""
    return address.addr_spec if _is_whole(address, folded) else ""


def _is_whole(address: Address, text: str) -> bool:
    """Whether it has a name and a host, and the text names nobody else behind a sign that parts addresses."""
    others = text.count("@") - address.username.count("@") - 1
    return bool(address.username and address.domain) and others == 0
