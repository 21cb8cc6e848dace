"""An effect as it is printed: each figure under its name, and parts that are not there left out."""

from dataclasses import replace
from datetime import date

from willet.core.effects import notes
from willet.core.effects.outcomes import DriftAllowed
from willet.core.effects.placebos import Part, Placebo
from willet.core.effects.result import Effect, WeekEffect
from willet.core.effects.segments import TrendPart

PLAIN = Effect(
    metric="fcr_case",
    design="difference_in_differences",
    estimate=0.2,
    low=0.1,
    high=0.3,
    units=9,
    treated=4,
    placebo=Placebo(0.4, (Part("queue", 0.01, None, 0.02, 0.5),)),
    power=0.8,
    verdict="worked",
    tell_from=None,
    words=notes.CANNOT(),
    notes=(notes.FROZEN(),),
)
PRINTED = {
    "metric": "fcr_case",
    "design": "difference_in_differences",
    "estimate": 0.2,
    "low": 0.1,
    "high": 0.3,
    "units": 9,
    "treated": 4,
    "placebo": {
        "p": 0.4,
        "parts": [{"name": "queue", "estimate": 0.01, "low": None, "high": 0.02}],
    },
    "power": 0.8,
    "verdict": "worked",
    "tell_from": None,
    "notes": [str(notes.CANNOT()), str(notes.FROZEN())],
}


def test_a_plain_effect_is_printed_without_the_parts_it_has_not() -> None:
    assert PLAIN.to_json_object() == PRINTED


def test_days_drift_segments_and_weeks_are_printed_where_they_are() -> None:
    whole = replace(
        PLAIN,
        tell_from=date(2024, 5, 6),
        drift=DriftAllowed(0.15, 0.0, 0.35, 0.08),
        segments=(TrendPart("level", 0.1, 0.05, 0.15),),
        weeks=(WeekEffect(-1, 0.01, None, None), WeekEffect(0, 0.2, 0.1, 0.3)),
    )

    assert whole.to_json_object() == PRINTED | {
        "tell_from": "2024-05-06",
        "allowing_for_drift": {"estimate": 0.15, "low": 0.0, "high": 0.35},
        "segments": [{"name": "level", "estimate": 0.1, "low": 0.05, "high": 0.15}],
        "weeks": [
            {"week": -1, "estimate": 0.01, "low": None, "high": None},
            {"week": 0, "estimate": 0.2, "low": 0.1, "high": 0.3},
        ],
    }


def test_weeks_that_were_asked_for_and_are_none_are_printed_as_none() -> None:
    assert replace(PLAIN, weeks=()).to_json_object() == PRINTED | {"weeks": []}
