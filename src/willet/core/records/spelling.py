"""One spelling for one text: composed letters, plain blanks, no marks that nobody sees."""

import re
import unicodedata

SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
"""The blanks of Unicode beside the plain one, as they stand in a class of a regular expression."""
UNSEEN = "\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
"""Marks of width zero that text processors and browsers leave in values: breaks, directions, byte order."""


def spelled(text: str) -> str:
    """A text as Willet compares it; `Kỹ` typed in two ways is one word, and 9:00\u202fAM is 9:00 AM.

    >>> spelled("Ky\u0303\u00a0thuật") == "Kỹ thuật"
    True
    """
    if text.isascii():
        return text
    plain = re.sub(f"[{SPACES}]", " ", unicodedata.normalize("NFC", text))
    return re.sub(f"[{UNSEEN}]", "", plain)


def spelled_in_sql(text: str) -> str:
    """SQL: the same of an SQL expression; texts of plain letters, which are most, pass untouched."""
    plain = f"regexp_replace(nfc_normalize({text}), '[{SPACES}]', ' ', 'g')"
    clean = f"regexp_replace({plain}, '[{UNSEEN}]', '', 'g')"
    return f"(CASE WHEN strlen({text}) = length({text}) THEN {text} ELSE {clean} END)"
