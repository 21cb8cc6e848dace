"""Agreement in words."""

import pytest

from willet.core.statistics import Agreement
from willet.resolution.evidence.tables import agreement_words, by_chance, share_interval


@pytest.mark.parametrize(
    ("kappa", "words"),
    [
        (1.0, "nearly always agree"),
        (0.8, "nearly always agree"),
        (0.79, "agree well"),
        (0.6, "agree well"),
        (0.4, "agree fairly"),
        (0.2, "agree little"),
        (0.0, "agree hardly more than by chance"),
        (-0.7, "agree hardly more than by chance"),
    ],
)
def test_a_kappa_has_words(kappa: float, words: str) -> None:
    assert agreement_words(Agreement(50, 0.9, kappa, 0.0, 1.0)) == words


def test_agreement_by_chance_is_what_kappa_leaves() -> None:
    """Kappa is (agreed - chance) / (1 - chance): of 0.9 and 0.8 it is 0.5."""
    assert by_chance(Agreement(50, 0.9, 0.5, 0.3, 0.7)) == pytest.approx(0.8)
    assert by_chance(Agreement(50, 1.0, 1.0, 1.0, 1.0)) is None
    assert by_chance(Agreement(50, 0.9, None, None, None)) is None


def test_the_interval_of_a_share_is_wilsons() -> None:
    """Of 2 in 2 the lower end is n / (n + z squared)."""
    assert share_interval(2, 2) == pytest.approx((2 / (2 + 1.959964**2), 1.0), abs=1e-6)
