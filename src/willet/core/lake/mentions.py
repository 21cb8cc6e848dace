"""Texts that mention somebody who was erased: names, numbers, addresses and ids are looked for within them.

Only hashes of whoever was erased are known, so every word that could be a name is hashed and compared. What a text
calls them otherwise (a nickname, a number with a slip in it, an id of two digits) nobody can find this way.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from willet.core.lake.erased import Forgotten
from willet.core.sources.identity import email_key, id_key, keyed, normalised_number

GONE: Final = "…"
"""What stands in place of a number, an address or an id."""
_LONGEST_NAME: Final = 5
"""Words of a name that is looked for."""
_SHORTEST_NAME: Final = 3
_SHORTEST_ID: Final = 4
"""Shorter words are counts and codes more often than somebody's name or id; a text that is one whole is seen anyway."""
_MAIL = re.compile(r"[^\s<>,;:\"'()|]+@[^\s<>,;:\"'()|]+[^\s<>,;:\"'()|.]")
_NUMBER = re.compile(r"\+?\(?\d[\d\s()./-]{5,}\d")
_WORD = re.compile(r"[^\s,;\"'()<>|=]+")
_EDGES: Final = ".:!?…“”„‘’«»[]{}"


def without(text: str, gone: Forgotten) -> str:
    """The text with pseudonyms in place of former employees, and nothing in place of customers."""
    whole = gone.called(text)
    if whole != text or not text:
        return whole
    return _replaced(text, sorted(_hits(text, gone), key=lambda hit: (hit[0], -hit[1])))


def scrubbed(value: Any, gone: Forgotten) -> Any:
    """A value of plain JSON, every text in it so; keys of objects stay."""
    if isinstance(value, str):
        return without(value, gone)
    if isinstance(value, list | tuple):
        return [scrubbed(inner, gone) for inner in value]
    if isinstance(value, Mapping):
        return {key: scrubbed(inner, gone) for key, inner in value.items()}
    return value


def mentions(value: Any, gone: Forgotten) -> bool:
    """Whether any text in a value of plain JSON names somebody who was erased."""
    if isinstance(value, str):
        return without(value, gone) != value
    if isinstance(value, list | tuple):
        return any(mentions(inner, gone) for inner in value)
    return isinstance(value, Mapping) and any(mentions(inner, gone) for inner in value.values())


Hit = tuple[int, int, str]
"""From where to where in the text, and what stands there instead."""


def _replaced(text: str, hits: list[Hit]) -> str:
    parts, at = [], 0
    for start, end, instead in hits:
        if start >= at:
            parts += [text[at:start], instead]
            at = end
    return "".join([*parts, text[at:]])


def _hits(text: str, gone: Forgotten) -> Iterator[Hit]:
    words = [_trimmed(match) for match in _WORD.finditer(text)]
    for first, (start, _end) in enumerate(words):
        for end in _ends(text, words[first : first + _LONGEST_NAME]):
            alias = gone.called(text[start:end])
            if alias != text[start:end] and end - start >= _SHORTEST_NAME:
                yield start, end, alias
    if gone.key:
        yield from _customers(text, words, gone)


def _ends(text: str, words: list[tuple[int, int]]) -> Iterator[int]:
    """Where a name may end: with a word, or before the ending of a file's name."""
    for start, end in words:
        yield end
        stem = text.rfind(".", start, end)
        if stem > start:
            yield stem


def _customers(text: str, words: list[tuple[int, int]], gone: Forgotten) -> Iterator[Hit]:
    for start, end in words:
        word = text[start:end]
        if _may_be_id(word) and (gone.is_key(id_key(word, gone.key)) or gone.is_ticket(word)):
            yield start, end, GONE
    for match in _MAIL.finditer(text):
        if gone.is_key(email_key(match[0], gone.key)):
            yield *match.span(), GONE
    for match in _NUMBER.finditer(text):
        number = normalised_number(match[0], gone.region)
        if number is not None and gone.is_key(keyed(f"number:{number}", gone.key)):
            yield *match.span(), GONE


def _may_be_id(word: str) -> bool:
    return len(word) >= _SHORTEST_ID and any(map(str.isdigit, word))


def _trimmed(match: re.Match[str]) -> tuple[int, int]:
    """Where a word begins and ends without the signs around it."""
    word = match[0]
    start = match.start() + len(word) - len(word.lstrip(_EDGES))
    return start, max(start, match.start() + len(word.rstrip(_EDGES)))
