"""What is left of a word without the endings of the five languages; Vietnamese has none, its syllables stay whole."""

from functools import lru_cache
from typing import Final

SHORTEST: Final = 4
"""Letters that stay at least: a shorter rest says too little."""
ENDINGS: Final = sorted(
    """
    s es ed ing ings ingen er ers ly ion ions ation ations ment ments able e
    en n je jes tje tjes heid heden de den te ten end ende
    em est st t ung ungen lich liche lichen keit keiten
    a o as os ar ir ado ada ados adas ando iendo cion ciones acion aciones mente amos emos imos ido ida
    """.split(),
    key=lambda ending: (-len(ending), ending),
)
"""Inflections and the commonest derivations of English, Dutch, German and Spanish, folded, longest first."""


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """A folded word without its longest ending; words of one root mostly leave the same.

    A letter doubled before the ending stands once. Meant for comparing a word of a question with words of texts,
    in whatever language either is.

    >>> [stem(word) for word in ("passworter", "instellingen", "resoluciones", "resolving", "nong")]
    ['passwort', 'instel', 'resolu', 'resolv', 'nong']
    """
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST:
            rest = word[: -len(ending)]
            return rest[:-1] if rest[-1] == rest[-2] and len(rest) > SHORTEST else rest
    return word
