"""One way to write a word: without marks, in small letters, taken apart where neither letter nor digit stands."""

import re
from typing import Final
from unicodedata import category, normalize

BY_HAND: Final = str.maketrans({"đ": "d", "ß": "ss", "ø": "o", "ł": "l", "æ": "ae", "œ": "oe"})
"""Letters that Unicode does not take apart into a letter and a mark."""
WORD: Final = re.compile(r"[^\W_]+")


def fold(text: str) -> str:
    """The text without marks and in small letters; folded twice it is as folded once.

    >>> fold("Đường dây nóng, Straße")
    'duong day nong, strasse'
    """
    letters = normalize("NFD", text.lower())
    bare = "".join(letter for letter in letters if category(letter) != "Mn")
    return normalize("NFC", bare.translate(BY_HAND))


def words_of(text: str) -> list[str]:
    """The folded words in their order.

    >>> words_of("Wie setze ich's zurück?")
    ['wie', 'setze', 'ich', 's', 'zuruck']
    """
    return WORD.findall(fold(text))
