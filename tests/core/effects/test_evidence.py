"""Whether customers' answers begin or end inside the days: by how unlikely so long a silence is."""

import numpy as np
import pytest

from willet.core.effects.evidence import begin_or_end

HALF = [1, 1, 0, 1, 1, 0]
"""Answers of two rows a day, the last of them on the fifth day: at a rate of 0.4 between the first and the last."""


@pytest.mark.parametrize(
    ("answers", "rows", "column"),
    [
        # 0.6 ** 18 is 0.000102 and so no proof yet; 0.6 ** 19 is
        ([0, *HALF], [18, 2, 2, 2, 2, 2, 0], None),
        ([0, *HALF], [19, 2, 2, 2, 2, 2, 0], 1),
        ([0, 0, *HALF], [10, 9, 2, 2, 2, 2, 2, 0], 2),
        (HALF, [2, 2, 2, 2, 2, 18], None),
        (HALF, [2, 2, 2, 2, 2, 19], 5),
        ([*HALF, 0], [2, 2, 2, 2, 2, 10, 9], 5),
        # where they begin and end inside, their beginning is named
        ([0, *HALF], [19, 2, 2, 2, 2, 2, 19], 1),
        # every row has an answer, or more than one: a single day without any is proof
        ([0, 3], [1, 3], 1),
        ([0, 3], [0, 3], None),
        ([0, 5], [1, 3], 1),
        ([3, 0], [3, 1], 1),
        ([3], [3], None),
        ([2], [0], None),
        ([0, 0], [5, 5], None),
        ([], [], None),
    ],
)
def test_a_silence_that_chance_does_not_explain_is_a_beginning_or_an_end(
    answers: list[float], rows: list[float], column: int | None
) -> None:
    assert begin_or_end(np.array(answers, np.float64), np.array(rows, np.float64)) == column
