"""The benchmark of recoverable cases knows the truth of its worlds and fills its table."""

import numpy as np
import pytest

from benchmarks import recoverable


@pytest.mark.parametrize(
    ("size", "rate", "true"),
    [
        ([100.0] * 4, [0.4, 0.1, 0.3, 0.2], 60.0),  # a quarter lies in the best alone, inclusive
        ([100.0] * 5, [0.4, 0.1, 0.3, 0.2, 0.2], 30.0),
        ([10.0, 190.0], [0.0, 0.5], 0.0),
    ],
)
def test_truth_is_what_lies_above_the_better_quarter(
    size: list[float], rate: list[float], true: float
) -> None:
    assert recoverable.truth(np.array(size), np.array(rate)) == pytest.approx(true)


def test_one_run_of_each_world_fills_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recoverable, "SHAPES", ((5, 50),))

    found = list(recoverable.lines(runs=1))

    assert len(found) == 2 + len(recoverable.BASES) * len(recoverable.WORLDS)
    assert found[2].startswith("| 5 x 50 | 0.25 | all equal | 1 | 0.0 |")
