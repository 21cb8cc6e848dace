"""A panel of units over periods: which shapes fit, and which starts make a cohort."""

import numpy as np
import pytest

from willet.core.effects.estimators.panel import NEVER, Panel
from willet.core.records import RequestError

OUTCOME = [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]


def test_a_panel_holds_what_it_is_given() -> None:
    panel = Panel.of(OUTCOME, [2, NEVER], [1, 2, 3])

    assert panel.outcome.tolist() == OUTCOME
    assert (panel.start.tolist(), panel.periods.tolist()) == ([2, 0], [1, 2, 3])


@pytest.mark.parametrize(
    ("outcome", "starts", "periods", "said"),
    [
        (OUTCOME, 3, 3, "2 × 3 and there are 3 starts and 3 periods"),
        (OUTCOME, 2, 2, "2 × 3 and there are 2 starts and 2 periods"),
        ([1.0, 2.0], 2, 1, "2 × 0 and there are 2 starts and 1 periods"),
        ([[[1.0]]], 1, 1, "1 × 1 and there are 1 starts and 1 periods"),
        (7.0, 1, 1, "0 × 0 and there are 1 starts and 1 periods"),
    ],
)
def test_other_shapes_are_refused(outcome: object, starts: int, periods: int, said: str) -> None:
    with pytest.raises(RequestError, match=said):
        Panel.of(np.array(outcome), [2] * starts, range(1, periods + 1))


def test_gaps_are_refused_and_counted() -> None:
    with pytest.raises(RequestError, match=r"^2 of the outcomes"):
        Panel.of([[1.0, np.nan], [np.inf, 2.0]], [2, 0], [1, 2])


@pytest.mark.parametrize(
    ("starts", "cohorts"),
    [
        ([6, 5, 6, NEVER], [5, 6]),
        ([4, 5, 3], [5]),  # in the first period or before it: never seen without
        ([9, 7, 6], [6, 7]),  # after the last: not seen with
        ([NEVER, NEVER], []),
        ([8], []),  # in a period that is not there
    ],
)
def test_a_cohort_began_in_a_period_after_the_first(starts: list[int], cohorts: list[int]) -> None:
    panel = Panel.of(np.ones((len(starts), 4)), starts, [4, 5, 6, 7])

    assert panel.cohorts == cohorts
