"""Run lengths of the textbook, and false alarms of charts whose baseline was estimated."""

import pytest

from willet.core.statistics.control import false_alarm_chance, run_length


@pytest.mark.parametrize(
    ("weight", "width", "shift", "expected"),
    [
        # Shewhart and EWMA, as published and worked out by Markov chain.
        (1, 3, 0, 370.4),
        (1, 3, 1, 43.9),
        (0.1, 2.703, 0, 372),
        (0.1, 2.703, 1, 9.75),
        (0.2, 2.86, 0, 371),
    ],
)
def test_run_lengths_of_the_textbook(
    weight: float, width: float, shift: float, expected: float
) -> None:
    assert run_length(weight, width, shift=shift) == pytest.approx(expected, rel=0.02)


def test_an_estimated_baseline_errs_more_often() -> None:
    known, of_180, of_60 = (
        false_alarm_chance(0.1, 3.2, days=200, baseline_days=days) for days in (None, 180, 60)
    )

    assert known < of_180 < of_60
    # Simulated: 0.20 after 180 baseline days, 0.30 after 60.
    assert (of_180, of_60) == pytest.approx((0.20, 0.30), abs=0.03)
