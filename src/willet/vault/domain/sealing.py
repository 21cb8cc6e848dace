"""A customer's number and address as one sealed piece, and as they are shown: masked until somebody looks."""

import json
from dataclasses import asdict, dataclass

from cryptography.fernet import InvalidToken, MultiFernet

from willet.vault.domain.keys import lock, other_key


@dataclass(frozen=True, slots=True)
class Address:
    """How a customer is reached; what is not known is empty."""

    number: str = ""
    mail: str = ""

    @property
    def masked(self) -> "Address":
        """Enough to tell two apart, not enough to call."""
        return Address(masked_number(self.number), masked_mail(self.mail))

    def joined(self, newer: "Address") -> "Address":
        """Both, the newer where both say something."""
        return Address(newer.number or self.number, newer.mail or self.mail)


def seal(key: str, reach: Address, by: MultiFernet | None = None) -> bytes:
    """Encrypt it together with the key it belongs to, so that nobody moves it to another.

    Raises:
        VaultClosedError: the vault's key is lost.
    """
    return (by or lock()).encrypt(json.dumps([key, asdict(reach)]).encode())


def unseal(key: str, sealed: bytes | memoryview, by: MultiFernet | None = None) -> Address:
    """What was sealed under this key.

    Raises:
        VaultClosedError: the vault's key is lost or another's, or the piece was moved here from elsewhere.
    """
    try:
        owner, plain = json.loads((by or lock()).decrypt(bytes(sealed)))
    except InvalidToken:
        raise other_key() from None
    if owner != key:
        raise other_key()
    return Address(**plain)


def masked_number(number: str) -> str:
    """A number but for its country and last two digits.

    >>> masked_number("+31612345612"), masked_number("ext:12"), masked_number("")
    ('+31 ** *** *12', '***', '')
    """
    if not number:
        return ""
    bare = number.partition(";")[0]
    return f"{bare[:3]} ** *** *{bare[-2:]}" if bare.startswith("+") and len(bare) > 7 else "***"


def masked_mail(mail: str) -> str:
    """An address but for its first letter and its end.

    >>> masked_mail("ann@example.org"), masked_mail("x"), masked_mail("")
    ('a***@***.org', '***', '')
    """
    if not mail:
        return ""
    user, at, host = mail.rpartition("@")
    return f"{user[:1]}***@***.{host.rpartition('.')[2]}" if at and user else "***"
