"""What the words in a column's cells mean: `angenommen` is answered, `gọi đến` is inbound, `ja` is true."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from willet.core.sources.table.proposing.plainly import plain

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
    return known[words] if words in known else _within(words, known)


def _within(words: str, known: Mapping[str, str]) -> str:
    """By the longest phrase in the text; a no beside it that does not belong to it leaves it open."""
    around = f" {words} "
    inside = [p for p in known if len(p) >= _SHORTEST and f" {p} " in around]
    longest = max(inside, key=len, default="")
    rest = set(around.replace(f" {longest} ", " ").split())
    return known[longest] if longest and not rest & _NEGATIONS else ""


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
