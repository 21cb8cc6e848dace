"""The worth of resolution as it is printed, field by field."""

from willet.core.records import Message
from willet.core.worth.result import (
    Curve,
    CurveSide,
    ResolutionWorth,
    WorthDifference,
    WorthOutcome,
)

PLAIN = WorthDifference(0.1, 0.3, -0.2, None, None)
PRINTED = {"solved": 0.1, "not_solved": 0.3, "difference": -0.2, "low": None, "high": None}


def test_all_of_it_is_printed_under_its_name() -> None:
    adjusted = WorthDifference(0.15, 0.25, -0.1, -0.2, 0.0)
    outcomes = (
        WorthOutcome("returned", "share", adjusted, PLAIN, 40, 2),
        WorthOutcome("effort", "score", None, PLAIN, 9, 0),
    )
    curve = Curve(
        "returned",
        CurveSide((1.0, 0.9), (1.0, 0.8), (1.0, 0.95)),
        CurveSide((1.0,), (0.7,), (1.0,)),
    )
    worth = ResolutionWorth(7.0, 30, 40, 38, 20, outcomes, (curve,), (Message("note"),))

    assert worth.to_json_object() == {
        "window_days": 7.0,
        "days": 30,
        "cases": 40,
        "customers": 38,
        "solved": 20,
        "outcomes": [
            {
                "name": "returned",
                "unit": "share",
                "cases": 40,
                "left_out": 2,
                "adjusted": {
                    "solved": 0.15,
                    "not_solved": 0.25,
                    "difference": -0.1,
                    "low": -0.2,
                    "high": 0.0,
                },
                "unadjusted": PRINTED,
            },
            {
                "name": "effort",
                "unit": "score",
                "cases": 9,
                "left_out": 0,
                "adjusted": None,
                "unadjusted": PRINTED,
            },
        ],
        "curves": [
            {
                "name": "returned",
                "solved": [1.0, 0.9],
                "solved_low": [1.0, 0.8],
                "solved_high": [1.0, 0.95],
                "not_solved": [1.0],
                "not_solved_low": [0.7],
                "not_solved_high": [1.0],
            }
        ],
        "notes": ["note"],
    }
