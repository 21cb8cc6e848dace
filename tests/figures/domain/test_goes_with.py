"""A comparison of contacts with something beside those without it, in a sentence; too few say nothing."""

from willet.core.statistics.within_strata import StratumDifference
from willet.figures.domain.goes_with import goes_with, goes_with_words


def test_both_shares_their_counts_and_the_difference_in_points() -> None:
    beside = StratumDifference(1_200, 300, 0.8, 0.05, -0.012, 0.1)

    words = goes_with_words(beside)

    assert "Contacts with it (1,200): 80.0% resolved." in words
    assert "(300): 75.0%." in words
    assert "a difference of +5.0 points (95% interval −1.2 to +10.0)." in words


def test_where_nothing_can_be_compared_nothing_is_said() -> None:
    assert goes_with_words(None).startswith("Too few contacts with it")
    assert goes_with(None, ["grant"], ["within"]) is None
