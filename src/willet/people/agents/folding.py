"""Names as they are compared when looking for one person under several spellings; five languages, both orders."""

import re
import unicodedata
from functools import lru_cache

_PLAIN = str.maketrans({"đ": "d", "ø": "o", "ł": "l", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i"})
"""Letters that are no letter with a mark to Unicode, and are written plain all the same."""
_EXTENSION = re.compile(r"(?<!\d)(\d{2,6})(?!\d)")
_INTERFACE = re.compile(r"(?:[A-Za-z]+/)?(\d{2,6})(?:[-@;/].*)?")


def folded(text: str) -> str:
    """A text without case, accents and tone marks: `Trần` and `TRAN` are one."""
    apart = unicodedata.normalize("NFKD", text.casefold().translate(_PLAIN))
    return "".join(c for c in apart if not unicodedata.combining(c)).translate(_PLAIN)


@lru_cache(maxsize=65_536)
def words(text: str) -> tuple[str, ...]:
    """The folded words of a name in the order in which it is spoken: `Weber, Anna` is anna, weber."""
    plain = re.sub(r"[^\w,]|_", " ", folded(text.partition("@")[0]))
    plain = re.sub(r"\d+", " ", plain)
    parts = [part.split() for part in plain.split(",")]
    return tuple(word for part in (*parts[1:], parts[0]) for word in part)


def key(text: str) -> tuple[str, ...]:
    """The words of a name whatever their order; empty for what has no letters."""
    return tuple(sorted(words(text)))


def short_forms(text: str) -> frozenset[str]:
    """How a person of this name is shortened: `a.weber`, `annaw`, `wanna`, `linhtt`; letters only."""
    names = words(text)
    if len(names) < 2:
        return frozenset()
    # Family name last, and first as in Vietnamese.
    orders = (names, (*names[1:], names[0]), names[::-1])
    return frozenset(form for order in orders for form in _forms(order))


def _forms(order: tuple[str, ...]) -> tuple[str, ...]:
    given, others, last = order[0], order[1:], order[-1]
    initials = "".join(word[0] for word in order[:-1])
    return (
        given[0] + last,
        given + last[0],
        given + last,
        last + initials,
        initials + last,
        given + "".join(word[0] for word in others),
    )


def letters(text: str) -> str:
    """The letters of a spelling run together, as short forms are compared."""
    return "".join(words(text))


def as_written(text: str) -> str:
    """The letters of a spelling in the order in which they are written."""
    return re.sub(r"[\W\d_]", "", folded(text.partition("@")[0]))


def extension(text: str) -> str:
    """The extension that a spelling names, `SIP/101` or `Anna Weber (101)`; empty where there is none or several."""
    numbers = _EXTENSION.findall(text)
    return str(numbers[0]) if len(numbers) == 1 else ""


def is_interface(text: str) -> bool:
    """Whether a spelling is a phone's, without a name: `101`, `SIP/101`, `Local/101@queue`."""
    return _INTERFACE.fullmatch(text.strip()) is not None
