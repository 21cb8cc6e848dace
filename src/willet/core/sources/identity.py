"""Who called, without saying who: normalised numbers, ids and addresses as keyed hashes.

The lake holds only the first 64 bits of an HMAC-SHA256 under the installation's key. Numbers are
brought to E.164 first, so that +49, 0049 and 0 are one caller; ids and addresses are folded.
"""

import hmac
import re
from collections.abc import Iterable

import phonenumbers

_E164 = re.compile(r"\+[1-9][0-9]{6,14}")
_WITHHELD = frozenset(
    "anonymous unknown withheld private restricted unavailable unbekannt anonym onbekend anoniem "
    "desconocido oculto privado an-danh 0 -1".split()
)


def is_withheld(text: str) -> bool:
    """Whether a caller field says, in the words phone systems use, that the number was hidden."""
    return text.strip().lower() in _WITHHELD


def normalised_number(text: str, region: str | None = None) -> str | None:
    """A phone number as E.164; an internal extension as `ext:` and its digits; None if there is none.

    >>> normalised_number("0049 30 123456"), normalised_number("030 123456", "DE")
    ('+4930123456', '+4930123456')
    """
    compact = re.sub(r"[\s().\-/]", "", text)
    if _E164.fullmatch(compact):
        return compact
    if not any(c.isdigit() for c in compact) or is_withheld(text):
        return None
    international = "+" + compact[2:] if compact.startswith("00") else compact
    return _parsed(international, region) or _extension(compact)


def _parsed(text: str, region: str | None) -> str | None:
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _extension(compact: str) -> str:
    digits = re.sub(r"\D", "", compact)
    return f"ext:{digits}" if len(digits) <= 6 else f"raw:{digits}"


def keyed(value: str, key: bytes) -> int:
    """First 64 bits of HMAC-SHA256 of the value under the installation's key, as an unsigned integer."""
    return int.from_bytes(hmac.digest(key, value.encode(), "sha256")[:8], "big")


def number_keys(
    texts: Iterable[str], key: bytes, region: str | None = None
) -> dict[str, int | None]:
    """Each distinct text with the key of the number it stands for; None where it stands for none."""
    numbers = {text: normalised_number(text, region) for text in texts}
    return {text: None if n is None else keyed(f"number:{n}", key) for text, n in numbers.items()}


def id_key(text: str, key: bytes) -> int:
    """The key of a customer id: surrounding blanks do not count, everything else does."""
    return keyed(f"id:{text.strip()}", key)


def email_key(text: str, key: bytes) -> int:
    """The key of an e-mail address, folded to lower case."""
    return keyed(f"email:{text.strip().casefold()}", key)
