"""Who called, without saying who: normalised numbers, ids and addresses as keyed hashes.

The lake holds only the first 64 bits of an HMAC-SHA256 under the installation's key. Numbers are
brought to E.164 first, so that +49, 0049 and 0 are one caller; ids and addresses are folded.
"""

import hmac
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import unquote

import phonenumbers

from willet.core.sources.withheld import LONGEST, SPELLED, is_withheld

__all__ = [
    "Caller",
    "callers",
    "email_key",
    "folded_address",
    "id_key",
    "is_withheld",
    "keyed",
    "normalised_number",
]

_E164 = re.compile(r"\+[1-9][0-9]{6,14}")
_ADDRESS = re.compile(
    r"(?:.*<)?\s*(?:(?:sips?|tel|callto):)?([^>]*)>?\s*", re.IGNORECASE | re.DOTALL
)
"""What a SIP header wraps around a number: a name, angle brackets, a scheme."""
_SERVICE = re.compile(r"[*#][0-9]{1,3}[*#]")
"""What a caller dials before a number to hide or to show theirs: *31# and its like."""
_NUMBER = re.compile(
    r"(?P<number>\+?[0-9(][0-9\s().\-/*#]*)"
    r"(?:[;,]?\s*(?:ext(?:ension|ensión|n)?|x|dw|durchwahl|app|toestel|anexo|int|máy lẻ|ml)[.:=\s]*"
    r"(?P<extension>[0-9]{1,7}))?",
    re.IGNORECASE,
)
"""A number, and behind it the extension, in the words for it; other words behind it are a remark."""
_CUT = re.compile(r"[0-9][.,][0-9]+e\+?[0-9]+", re.IGNORECASE)
"""A number whose digits a spreadsheet cut."""
_SHORT = 6
"""Digits up to which a number that no country knows is a centre's internal one."""
_FEW_DIGITS = 5
"""A text with letters needs more digits than these to be a number with a remark, not a name with one."""


def normalised_number(text: str, region: str | None = None) -> str | None:
    """A phone number as E.164; None if there is none.

    An extension stays part of the number (`;ext=12`): behind an office's number sit many people. A short
    internal number is `ext:` and its digits, one that lacks its country, and cannot be given one for want
    of a region, `raw:` and its digits.

    >>> normalised_number("0049 30 123456"), normalised_number("030 123456", "DE")
    ('+4930123456', '+4930123456')
    >>> normalised_number('"Ann" <sip:+4930123456@example.org;user=phone>'), normalised_number("6001", "DE")
    ('+4930123456', 'ext:6001')
    """
    text = _with_plain_digits(text)
    if _E164.fullmatch(text):
        return None if text in SPELLED else text
    if len(text) > LONGEST or is_withheld(text):
        return None
    compact = re.sub(r"[\s().\-/]", "", text)
    if _E164.fullmatch(compact) and "(0)" not in text:
        return compact
    bare = bare_number(text)
    return None if is_withheld(bare) else _number_in(bare, region)


def _with_plain_digits(text: str) -> str:
    """The text with the digits of every script, and the wide plus, as 0 to 9 and +; most texts have no others."""
    if text.isascii():
        return text
    digits = (str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in text)
    return "".join(digits).replace("\N{FULLWIDTH PLUS SIGN}", "+")


def _number_in(bare: str, region: str | None) -> str | None:
    """A number with what stands behind it: its extension, or a remark. A name with digits in it is none."""
    match = _NUMBER.match(bare)
    digits = re.sub(r"\D", "", match["number"]) if match else ""
    named = any(c.isalpha() for c in bare) and len(digits) <= _FEW_DIGITS
    if match is None or not digits or named or _CUT.fullmatch(bare):
        return None
    number = _parsed(match["number"], region) or _unplaced(digits)
    return f"{number};ext={match['extension']}" if match["extension"] else number


def _unplaced(digits: str) -> str:
    return f"ext:{digits}" if len(digits) <= _SHORT else f"raw:{digits}"


def bare_number(text: str) -> str:
    """The number alone: of `"Ann" <sip:030123456@host;user=phone>` 030123456."""
    match = _ADDRESS.fullmatch(text)
    inner = unquote(match[1] if match else text).strip()
    user, _, rest = inner.partition(";")
    extension = re.search(r"\bext=([0-9]+)", rest)
    bare = _SERVICE.sub("", user.partition("@")[0].strip(), count=1)
    bare = f"+{bare[2:]}" if bare.startswith("00") else bare
    return f"{bare};ext={extension[1]}" if extension else bare


def _parsed(text: str, region: str | None) -> str | None:
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return None
    # Every short number is possible somewhere as a local one; only a valid one is more than internal.
    short = not text.startswith("+") and len(re.sub(r"\D", "", text)) <= _SHORT
    sound = phonenumbers.is_valid_number if short else phonenumbers.is_possible_number
    if not sound(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def keyed(value: str, key: bytes) -> int:
    """First 64 bits of HMAC-SHA256 of the value under the installation's key, as an unsigned integer."""
    return int.from_bytes(hmac.digest(key, value.encode(), "sha256")[:8], "big")


@dataclass(frozen=True, slots=True)
class Caller:
    """Whom a caller field names: the key of the number, and what kind of identity that is.

    `identity` is `number`, `extension` (a short internal number: a colleague's desk as likely as a
    customer's), or without a key `withheld`; None where the field says nothing.
    """

    key: int | None = None
    identity: str | None = None


def callers(texts: Iterable[str], key: bytes, region: str | None = None) -> dict[str, Caller]:
    """Each distinct text with whom it names."""
    return {text: _caller(text, key, region) for text in texts}


def _caller(text: str, key: bytes, region: str | None) -> Caller:
    number = normalised_number(text, region)
    if number is None:
        return Caller(identity="withheld" if is_withheld(text) else None)
    return Caller(
        keyed(f"number:{number}", key), "extension" if number.startswith("ext:") else "number"
    )


def id_key(text: str, key: bytes) -> int:
    """The key of a customer id: surrounding blanks do not count, everything else does."""
    return keyed(f"id:{text.strip()}", key)


def email_key(text: str, key: bytes) -> int:
    """The key of an e-mail address, folded: `Ann <Ann@B.de>`, `mailto:ann@b.de` and ann@b.de are one."""
    return keyed(f"email:{folded_address(text)}", key)


def bare_address(text: str) -> str:
    """An e-mail address as it was typed, without a name around it."""
    return text.rpartition("<")[2].partition(">")[0].strip()


def folded_address(text: str) -> str:
    """An e-mail address as it is compared: small letters, without a name around it."""
    plain = (
        unicodedata.normalize("NFKC", bare_address(text))
        .casefold()
        .removeprefix("mailto:")
        .partition("?")[0]
    )
    user, at, host = plain.strip().rpartition("@")
    try:
        return f"{user}{at}{host.rstrip('.').encode('idna').decode()}"
    except UnicodeError:  # no host that a name server would know: the text stands for itself
        return f"{user}{at}{host}"
