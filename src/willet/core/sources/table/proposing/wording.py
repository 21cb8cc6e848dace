"""What the words in a column's cells mean: `angenommen` is answered, `gọi đến` is inbound, `ja` is true."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files

from willet.core.sources.table.proposing.plainly import plain

WORDED = ("outcome", "direction", "ended_by", "channel", "truth", "case_state")
"""The fields whose words cells may mean; the states of a case are those of no field."""
_SHORTEST = 4
"""Letters of a phrase that counts where it stands within a longer text."""
_NEGATIONS = frozenset(
    "no not non nicht kein keine niet geen sin khong chua un never nie nooit nunca".split()
)


def meant(field: str, text: str) -> str:
    """The word of a field that a text of a cell means; empty where it is none that is known.

    >>> meant("outcome", "Angenommen"), meant("outcome", "nicht angenommen"), meant("outcome", "Cuộc gọi nhỡ")
    ('answered', 'abandoned', 'abandoned')
    """
    words = plain(text)
    known = _known()[field]
    return known[words] if words in known else _within(words, field)


def fields_meant(text: str) -> tuple[str, ...]:
    """The fields of which a text means a word; most texts begin no phrase, and are not looked at again.

    >>> fields_meant("Angenommen"), fields_meant("14:10:00")
    (('outcome',), ())
    """
    parted = _parts(plain(text).split())
    return tuple(name for name in WORDED if meant(name, text)) if any(parted) else ()


def _within(words: str, field: str) -> str:
    """By the longest phrase in the text; a no beside it that does not belong to it leaves it open."""
    known, places = _known()[field], _places()[field]
    inside = [p for p in _parts(words.split()) if len(p) >= _SHORTEST and p in known]
    longest = max(inside, key=lambda phrase: (len(phrase), -places[phrase]), default="")
    rest = set(f" {words} ".replace(f" {longest} ", " ").split())
    return known[longest] if longest and not rest & _NEGATIONS else ""


def _parts(words: Sequence[str]) -> Iterator[str]:
    """Every stretch of words that may be a phrase."""
    first, most = _first_words(), _most_words()
    for begin in (n for n, word in enumerate(words) if word in first):
        for end in range(begin + 1, min(begin + most, len(words)) + 1):
            yield " ".join(words[begin:end])


def words_of(field: str) -> tuple[str, ...]:
    """The words a field may hold, as far as cells can mean them."""
    return tuple(dict.fromkeys(_known()[field].values()))


@cache
def _known() -> dict[str, dict[str, str]]:
    text = files(__package__).joinpath("values.toml").read_text("utf-8")
    return {
        field: {plain(phrase): word for word, phrases in words.items() for phrase in phrases}
        for field, words in tomllib.loads(text).items()
    }


@cache
def _places() -> Mapping[str, Mapping[str, int]]:
    """Where each phrase of a field stands: of two as long as each other the first counts."""
    return {field: {p: n for n, p in enumerate(known)} for field, known in _known().items()}


@cache
def _most_words() -> int:
    return max(len(phrase.split()) for known in _known().values() for phrase in known)


@cache
def _first_words() -> frozenset[str]:
    return frozenset(phrase.split()[0] for known in _known().values() for phrase in known)
