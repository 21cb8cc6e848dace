"""Texts without case, accents and signs, so that headings and words of five languages can be compared."""

import re
import unicodedata
from functools import lru_cache

from willet.core.records.spelling import spelled

_HUMPS = re.compile(r"(?<=[a-zà-ÿ0-9])(?=[A-ZÀ-Þ])|(?<=[A-Z])(?=[A-Z][a-z])")
_KEPT = 1 << 16
"""So many texts are kept, and no more of what files hold: many cells of a column say the same."""
_SIGNS = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=_KEPT)
def plain(text: str) -> str:
    """Small letters and digits with single blanks between them; any of Unicode's forms gives the same.

    >>> plain("Gelöst?"), plain("Gelo\\u0308st"), plain("MÃ_CUỘC_GỌI"), plain("callDuration")
    ('gelost', 'gelost', 'ma cuoc goi', 'call duration')
    """
    parted = _HUMPS.sub(" ", spelled(unicodedata.normalize("NFKC", text)))
    letters = unicodedata.normalize("NFD", parted.casefold().replace("đ", "d"))
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(_SIGNS.sub(" ", bare).split())
