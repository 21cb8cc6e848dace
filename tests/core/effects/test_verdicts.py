"""The verdict on an interval: which of its ends lies where, for a metric of each direction."""

from datetime import date

import pytest

from willet.core.effects import notes
from willet.core.effects.placebos import Part, Placebo
from willet.core.effects.verdicts import in_words, refusal_in_words, verdict_of
from willet.core.metrics import Metric, catalogue

WORTH = 0.03


def directed(direction: str) -> Metric:
    return next(metric for metric in catalogue().values() if metric.direction == direction)


@pytest.mark.parametrize(
    ("low", "high", "verdict"),
    [
        (-0.02, -0.01, "harmful"),
        (-0.02, 0.0, "less_than_worth"),
        (-0.02, 0.029, "less_than_worth"),
        (0.01, 0.029, "less_than_worth"),
        (-0.02, 0.03, "cannot_tell"),
        (0.0, 0.03, "cannot_tell"),
        (0.001, 0.03, "worked"),
        (0.04, 0.05, "worked"),
    ],
)
def test_the_verdict_is_the_first_that_holds(low: float, high: float, verdict: str) -> None:
    higher, lower, neither = (directed(d) for d in ("higher", "lower", "neither"))

    assert verdict_of(higher, low, high, WORTH, refused=False) == verdict
    assert verdict_of(lower, -high, -low, WORTH, refused=False) == verdict
    assert verdict_of(higher, low, high, WORTH, refused=True) == "cannot_tell"
    assert verdict_of(neither, low, high, WORTH, refused=False) is None


@pytest.mark.parametrize(("low", "high"), [(None, None), (None, -0.5), (0.5, None)])
def test_without_both_ends_nothing_can_be_told(low: float | None, high: float | None) -> None:
    for direction in ("higher", "lower"):
        assert verdict_of(directed(direction), low, high, WORTH, refused=False) == "cannot_tell"
    assert verdict_of(directed("neither"), low, high, WORTH, refused=False) is None


def test_every_verdict_has_its_words_and_a_day_where_there_is_one() -> None:
    metric, day = directed("higher"), date(2024, 5, 6)
    name = metric.name

    assert in_words(metric, "worked", day) == notes.WORKED(metric=name)
    assert in_words(metric, "harmful", day) == notes.HARMFUL(metric=name)
    assert in_words(metric, "less_than_worth", day) == notes.LESS(metric=name)
    assert in_words(metric, None, None) == notes.NO_BETTER(metric=name)
    assert in_words(metric, "cannot_tell", day) == notes.CANNOT_BEFORE(date="2024-05-06")
    assert in_words(metric, "cannot_tell", None) == notes.CANNOT()


def part(name: str, p: float) -> Part:
    return Part(name, 0.1, None, None, p)


def test_a_refusal_names_the_parts_it_rests_on() -> None:
    drift, queue = notes.PARTS["before_start"], notes.PARTS["queue"]
    parts = (part("before_start", 0.001), part("queue", 0.5))
    unsure = (part("before_start", 0.008), part("queue", 0.006))

    assert refusal_in_words(Placebo(0.001, parts)) == [notes.REFUSED(part=drift)]
    # none refuses by its own share alone: then both are named
    assert refusal_in_words(Placebo(0.009, unsure)) == [
        notes.REFUSED(part=drift),
        notes.REFUSED(part=queue),
    ]


def test_what_could_not_be_tried_or_could_not_refuse_is_said_and_else_nothing() -> None:
    assert refusal_in_words(Placebo(None, ())) == [notes.NO_PLACEBO()]
    assert refusal_in_words(Placebo(0.5, (part("queue", 0.5),), blunt=True)) == [notes.BLUNT()]
    assert refusal_in_words(Placebo(0.5, (part("queue", 0.5),))) == []
