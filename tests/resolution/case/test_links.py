"""Gaps between contacts, as each language says them."""

from datetime import datetime

import pytest
from django.utils.translation import override

from willet.resolution.case.links import doubts, gap_words
from willet.resolution.case.query import Member

GAPS = [
    (0.0, "0 seconds"),
    (59.4, "59 seconds"),
    (60.0, "1 minute"),
    (3_661.0, "1 hour, 1 minute"),
    (90_000.0, "1 day, 1 hour"),
    (86_400.0 * 6, "6 days"),
    (86_400.0 * 400 + 59.0, "400 days, 59 seconds"),
    (-5.0, "0 seconds"),
    (float("inf"), ""),
    (None, ""),
]


@pytest.mark.parametrize(("seconds", "words"), GAPS)
def test_a_gap_is_told_in_its_two_largest_units(seconds: float | None, words: str) -> None:
    with override("en"):
        assert gap_words(seconds) == words


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nl", "2 dagen, 3 uur"),
        ("de", "2 Tage, 3 Stunden"),
        ("es", "2 días, 3 horas"),
        ("vi", "2 ngày, 3 giờ"),
    ],
)
def test_a_gap_speaks_the_language(language: str, words: str) -> None:
    with override(language):
        assert gap_words(2 * 86_400 + 3 * 3_600) == words


def member(identity: str | None, key: int | None) -> Member:
    """A contact known by this identity, and nothing else of interest."""
    at = datetime(2024, 3, 4, 9)
    return Member(
        "t:a", at, None, None, None, None, "inbound", "answered", identity, key, "first", None, None
    )


@pytest.mark.parametrize(
    ("identity", "key", "said"),
    [
        ("number", 1, []),
        ("extension", 1, ["It came from an internal number, which may be a colleague's."]),
        ("shared", None, ["Its number belongs to many customers, so it links nobody."]),
        ("withheld", None, ["The number was withheld, so a repeat of it cannot be seen."]),
        (None, None, ["The customer is not known, so a repeat of it cannot be seen."]),
    ],
)
def test_what_an_identity_is_worth_is_said(
    identity: str | None, key: int | None, said: list[str]
) -> None:
    with override("en"):
        assert list(doubts(member(identity, key))) == said
