"""How much a word of a question is like a word of a text: the same, a part, of one root, or mistyped."""

from collections.abc import Mapping, Set
from functools import lru_cache
from math import sqrt
from typing import Final

from willet.core.text.stemming import stem

SAME, OF_ONE_ROOT, BEGINS, WITHIN, ROOT_WITHIN, HOLDS = 1.0, 0.92, 0.85, 0.75, 0.68, 0.7
ONE_SLIP, TWO_SLIPS, SLIP_WITHIN, ALIKE = 0.8, 0.62, 0.58, 0.7
LEAST_SHARED: Final = 0.45
"""Share of letter triples (Dice) from which two words count as alike at all."""


LEAST_KEPT: Final = 2
"""Triples that a mistyped word keeps at least, for it to be looked for within a longer one."""


@lru_cache(maxsize=20_000)
def trigrams(word: str) -> frozenset[str]:
    """All triples of letters of a word, its two ends marked by a blank.

    >>> sorted(trigrams("abc"))
    [' ab', 'abc', 'bc ']
    """
    padded = f" {word} "
    return frozenset(padded[at : at + 3] for at in range(len(padded) - 2))


def likeness(asked: str, written: str, *, slips: bool = True) -> float:
    """From 0, nothing in common, to 1, the same word; both are folded.

    `slips` says whether what was asked may be mistyped.

    >>> [likeness("passwort", word) for word in ("passwort", "passworter", "passwrot", "rechnung")]
    [1.0, 0.92, 0.8, 0.0]
    """
    if asked == written:
        return SAME
    if len(asked) < 3:
        return BEGINS if written.startswith(asked) else 0.0
    sure = max(_of_one_root(asked, written), _part(asked, written))
    return sure if sure >= ONE_SLIP or not slips else max(sure, _mistyped(asked, written))


def _of_one_root(asked: str, written: str) -> float:
    root, other = stem(asked), stem(written)
    return OF_ONE_ROOT if root in (other, written) or asked == other else 0.0


def _part(asked: str, written: str) -> float:
    """A part of a compound, or a compound of which it is a part."""
    if asked in written and len(asked) > 3:
        return BEGINS if written.startswith(asked) else WITHIN
    root = stem(asked)
    if len(root) > 3 and root in written:
        return ROOT_WITHIN
    if len(written) > 3 and written in asked:
        return HOLDS * sqrt(len(written) / len(asked))
    return 0.0


def _mistyped(asked: str, written: str) -> float:
    slips = _slips_forgiven(asked)
    mine, theirs = trigrams(asked), trigrams(written)
    shared = len(mine & theirs)
    if slips and abs(len(asked) - len(written)) <= slips and shared:
        apart = _apart(asked, written)
        if apart <= slips:
            return ONE_SLIP if apart == 1 else TWO_SLIPS
    dice = _dice(shared, mine, theirs)
    return dice if dice >= SLIP_WITHIN else max(dice, _slipped_within(asked, written, shared))


def _apart(asked: str, written: str) -> int:
    """How many slips apart: of letters doubled wrongly all are one."""
    apart, single = distance(asked, written), (_single(asked), _single(written))
    return apart if apart < 2 or single == (asked, written) else min(apart, 1 + distance(*single))


def _single(word: str) -> str:
    """A word in which no letter stands twice in a row: doubling the wrong letter is one slip, not two."""
    return "".join(
        letter for letter, before in zip(word, " " + word, strict=False) if letter != before
    )


def _dice(shared: int, mine: Set[str], theirs: Set[str]) -> float:
    dice = 2 * shared / (len(mine) + len(theirs))
    return ALIKE * dice if dice >= LEAST_SHARED else 0.0


def _slipped_within(asked: str, written: str, shared: int) -> float:
    """A mistyped word within a compound, or a mistyped compound that holds the word."""
    part, whole = sorted((asked, written), key=len)
    slips = _slips_forgiven_within(part)
    if not slips or len(whole) <= len(part) or shared < LEAST_KEPT:
        return 0.0
    return SLIP_WITHIN if distance_within(part, whole) <= slips else 0.0


def _slips_forgiven_within(part: str) -> int:
    return 0 if len(part) < 5 else 1 if len(part) < 10 else 2


def _slips_forgiven(word: str) -> int:
    return 0 if len(word) < 4 else 1 if len(word) < 8 else 2


def distance(one: str, other: str) -> int:
    """Letters to add, leave out, change or swap with their neighbour to come from one word to the other.

    >>> distance("wachtwoord", "wahctwoord"), distance("rechnung", "rechung")
    (1, 1)
    """
    return _along(one, other, anywhere=False)[-1] if one else len(other)


def distance_within(part: str, whole: str) -> int:
    """The least distance of a word to any piece of a longer one.

    >>> distance_within("rabbat", "kulanzrabatt")
    1
    """
    return min(_along(part, whole, anywhere=True)) if part else 0


def _along(one: str, other: str, *, anywhere: bool) -> list[int]:
    """How far all of one word is from each beginning of the other, or, `anywhere`, from a piece that ends there.

    Damerau's table a column at a time, its steps kept as bits (Hyyrö 2003): letters of a word cost one operation.
    """
    places = _places(one)
    every, last = (1 << len(one)) - 1, 1 << (len(one) - 1)
    up, down, level, before, apart = every, 0, 0, 0, [len(one)]
    for letter in other:
        same = places.get(letter, 0)
        swapped = ((~level & same) << 1) & before
        level = ((((same & up) + up) ^ up) | same | down | swapped) & every
        further, nearer = (down | ~(level | up)) & every, level & up
        apart.append(apart[-1] + bool(further & last) - bool(nearer & last))
        further = further << 1 | (not anywhere)
        nearer <<= 1
        up, down, before = (nearer | ~(level | further)) & every, further & level & every, same
    return apart


@lru_cache(maxsize=20_000)
def _places(word: str) -> Mapping[str, int]:
    """Where each letter of a word stands, as bits."""
    places: dict[str, int] = {}
    for at, letter in enumerate(word):
        places[letter] = places.get(letter, 0) | 1 << at
    return places
