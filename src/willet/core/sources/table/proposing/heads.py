"""Which word of a heading says what kind of thing it is: the last in English, German and Dutch, the first in others."""

import re
from collections.abc import Iterator, Mapping, Sequence

from willet.core.sources.table.proposing.phrases import BareText, Phrase

_LAST = ("en", "de", "nl")
_HEAD = 0.76
"""How much of what its head says a heading says whose other words are not known."""
_THINGS = frozenset(
    "csat nps ces topic team queue agent channel language tags disposition cause direction outcome ignored "
    "customer_email".split()
)
"""Meanings that a head may have; a date, a length or a number of what is not known is none of a contact."""
_NAMES = frozenset("name names naam nombre ten ho".split())
"""What has a name is said by the words beside it."""
_IDS = frozenset(
    "id nr no number nummer kennung kenmerk key ref referenz referentie ma so numero codigo folio registro".split()
)
_PARTED = re.compile(r"(?<=\w{3})(nummer|kennung|kenmerk)$")
"""Words for a number at the end of joined words."""
_OWNERS: Mapping[str, re.Pattern[str]] = {
    "case_ref": re.compile(
        r"storung|ticket|case|fall|meld|incident|recla|incidencia|phieu|su co|zaak|klacht"
    ),
    "customer_id": re.compile(
        r"kund|klant|client|customer|account|caller|khach|\bkh\b|\bcif\b|vertrag|contract|abon|police|poliz"
    ),
    "contact_id": re.compile(
        r"anruf|call|gespra|gesprek|oproep|interac|contact|kontakt|llamada|cuoc|transac"
    ),
}
"""Whose number it is, by the words beside that for a number; the first that is met counts."""


def by_head(
    bare: Mapping[str, BareText], phrases: Mapping[tuple[str, ...], Sequence[Phrase]]
) -> dict[str, float]:
    """What the head of a heading says; `phrases` are those of one or two words, by these words."""
    merits: dict[str, float] = {}
    for language, text in bare.items():
        for phrase in _phrases(language, text.words, phrases):
            if phrase.language == language and phrase.meaning in _THINGS:
                merits[phrase.meaning] = max(merits.get(phrase.meaning, 0.0), _HEAD * phrase.weight)
    return merits


def _phrases(
    language: str, words: Sequence[str], phrases: Mapping[tuple[str, ...], Sequence[Phrase]]
) -> Iterator[Phrase]:
    for size in (1, 2):
        head = words[-size:] if language in _LAST else words[:size]
        if len(words) > size and not set(head) & _NAMES:
            yield from phrases.get(tuple(head), ())


def by_owner(words: Sequence[str]) -> dict[str, float]:
    """Of a number or a key, whose it is.

    >>> by_owner(("storungs", "id")), by_owner(("so", "cif")), by_owner(("desk", "id"))
    ({'case_ref': 0.76}, {'customer_id': 0.76}, {})
    """
    parted = [part for word in words for part in _PARTED.sub(r" \1", word).split()]
    if len(parted) < 2 or not set(parted) & _IDS:
        return {}
    text = " ".join(word for word in parted if word not in _IDS)
    owner = next((meaning for meaning, known in _OWNERS.items() if known.search(text)), "")
    return {owner: _HEAD} if owner else {}
