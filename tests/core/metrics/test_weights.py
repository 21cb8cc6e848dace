"""What stands beside a value weighed for those who did not answer: as a row, as it is printed, and read back."""

import numpy as np

from willet.core.metrics import catalogue
from willet.core.metrics.weights import NUMBERS, Weighted, WeightedRow, can_be_weighed
from willet.core.records import Message

NAN = float("nan")
NOTE = Message("few answered")
BESIDE = Weighted(
    method="raking",
    raw=np.array([0.5, NAN]),
    raw_low=np.array([0.4, NAN]),
    raw_high=np.array([0.6, NAN]),
    design_effect=np.array([1.2, NAN]),
    asked=np.array([90.0, NAN]),
    handled=np.array([120.0, 3.0]),
    late=np.array([0.45, NAN]),
    notes=(None, NOTE),
)
KNOWN = WeightedRow("raking", 0.5, 0.4, 0.6, 1.2, 90, 120, 0.45, None)
UNKNOWN = WeightedRow("raking", None, None, None, None, 0, 3, None, NOTE)


def test_a_row_has_none_for_what_is_not_known_and_nought_for_whom_nobody_asked() -> None:
    assert [BESIDE.row(0), BESIDE.row(1)] == [KNOWN, UNKNOWN]


def test_a_row_is_printed_field_by_field() -> None:
    assert KNOWN.as_json() == {
        "weights": "raking",
        "raw": 0.5,
        "raw_low": 0.4,
        "raw_high": 0.6,
        "design_effect": 1.2,
        "asked": 90,
        "handled": 120,
        "late": 0.45,
        "weights_note": None,
    }
    assert UNKNOWN.as_json()["weights_note"] == "few answered"


def test_what_was_printed_is_read_back() -> None:
    again = Weighted.of_json([KNOWN.as_json(), UNKNOWN.as_json()])

    assert again is not None
    assert [again.row(0), again.row(1)] == [KNOWN, UNKNOWN]
    assert again.numbers.keys() == set(NUMBERS)


def test_what_was_not_weighed_is_none() -> None:
    assert Weighted.of_json([]) is None
    assert Weighted.of_json([{"raw": 1.0}]) is None


def test_means_over_the_answers_that_customers_gave_can_be_weighed_and_nothing_else() -> None:
    """Rates of invitations count who answered; what answers are corrected for is weighed otherwise."""
    weighable = {name for name, metric in catalogue().items() if can_be_weighed(metric)}

    scores = {"csat_top2", "csat_mean", "nps", "ces", "survey_resolution"}
    assert scores <= weighable
    assert not weighable & {"survey_response_rate", "survey_delivery_rate", "fcr_case", "received"}
    assert all(catalogue()[name].table == "answers" for name in weighable)
