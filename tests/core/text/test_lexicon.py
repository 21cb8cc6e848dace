"""Which words of an index share most letter triples with one that was asked."""

from math import log

import numpy as np
import pytest

from willet.core.text.lexicon import Lexicon
from willet.core.text.likeness import trigrams

WORDS = (
    "wachtwoord wachtwoorden klantwachtwoord woord wacht klant rekening rekeningen"
    " password passwort contrasena mat khau hoa don invoice invoices voice"
).split()


def lexicon(words: list[str]) -> Lexicon:
    return Lexicon("one").longer(enumerate(words, 1))


def plain_ranks(words: list[str], asked: str) -> dict[int, float]:
    """BM25 of each word over sets of triples, as its formula is written in the textbook."""
    mean = sum(map(len, words)) / len(words)
    ranks = {}
    for number, word in enumerate(words, 1):
        shared = trigrams(asked) & trigrams(word)
        rank = 0.0
        for triple in shared:
            holders = sum(triple in trigrams(other) for other in words)
            rare = max(1e-6, log((len(words) - holders + 0.5) / (holders + 0.5)))
            rank += rare / (1 + 1.2 * (1 - 0.75 + 0.75 * len(word) / mean))
        if shared:
            ranks[number] = rank
    return ranks


@pytest.mark.parametrize("asked", ["wachtwoord", "wahctwoord", "rekening", "voice", "khau", "pas"])
def test_alike_are_the_words_of_the_highest_rank(asked: str) -> None:
    ranks = plain_ranks(WORDS, asked)

    found = lexicon(WORDS).alike(asked, 4)

    assert np.allclose(
        [ranks[n] for n in found], sorted(ranks.values(), reverse=True)[: len(found)]
    )
    assert len(found) == min(4, len(ranks))


def test_words_of_one_rank_come_by_their_number() -> None:
    assert lexicon(["abcd", "abce", "xyz", "abcf"]).alike("abc", 2) == [1, 2]


def test_a_word_that_shares_nothing_is_like_none() -> None:
    assert lexicon(WORDS).alike("zxqv", 4) == []
    assert Lexicon("one").alike("zxqv", 4) == []


def test_grown_word_by_word_it_is_the_one_read_at_once() -> None:
    grown = Lexicon("one")
    for number, word in enumerate(WORDS, 1):
        grown = grown.longer([(number, word)])

    whole = lexicon(WORDS)

    assert grown.words == whole.words == len(WORDS)
    assert grown.lengths.tolist() == whole.lengths.tolist()
    assert {t: n.tolist() for t, n in grown.holders.items()} == {
        t: n.tolist() for t, n in whole.holders.items()
    }


def test_one_in_use_is_not_changed_by_the_longer_one() -> None:
    short = lexicon(["abcd"])

    longer = short.longer([(2, "abce")])

    assert (short.alike("abc", 9), longer.alike("abc", 9)) == ([1], [1, 2])
