"""Limits in seconds: read from an address with their bounds, written back, and asked only of figures that know them."""

from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from django.utils.translation import override

from willet.core.metrics import parameters
from willet.figures.domain.limits import LABELS, USUAL, limit_bar, limits_of, read_limits
from willet.figures.domain.periods import Period
from willet.figures.domain.questions import question_of
from willet.figures.domain.selection import Selection

EVER = Period(None, None)


def test_every_parameter_in_seconds_has_a_field() -> None:
    assert {name for name, p in parameters().items() if p.unit == "s"} == set(LABELS) == set(USUAL)


@pytest.mark.parametrize(
    ("address", "limits"),
    [
        ("", {}),
        ("target_s=30", {"target_s": 30}),
        ("target_s=20", {}),  # the usual one goes without saying
        ("target_s=0&short_abandon_s=86400", {"target_s": 0, "short_abandon_s": 86400}),
        ("window_days=3&wait_s=9", {}),
    ],
)
def test_an_address_sets_limits(address: str, limits: dict[str, int]) -> None:
    assert read_limits(QueryDict(address)) == (limits, [])


@pytest.mark.parametrize(
    "text", ["-1", "86401", "9999999", "1.5", "1e3", "٢٠", "<b>", "20 s", "x" * 99]
)
def test_a_limit_that_cannot_be_is_told_with_its_bounds_and_left_out(text: str) -> None:
    with override("en"):
        limits, problems = read_limits(QueryDict(urlencode({"target_s": text})))
    assert limits == {}
    assert problems == [
        f"Answer within (seconds): a whole number from 0 to 86,400 is wanted, not “{text[:40]}”."
    ]


def test_a_question_is_asked_by_the_limits_its_metrics_know() -> None:
    """A limit no metric of the question counts by would make the same answer twice over."""
    selection = Selection(EVER, limits={"target_s": 30, "short_abandon_s": 9})
    assert question_of(["received", "csat_top2"], selection).params == ()
    assert question_of(["service_level"], selection).params == (("target_s", 30),)
    told = question_of(["fcr_case"], selection, params={"window_days": 3})
    assert told.params == (("window_days", 3),)


def test_limits_stand_in_the_address_and_stay_in_a_narrower_selection() -> None:
    selection = Selection(EVER, "all", {"queue": ("sales",)}, limits={"target_s": 30})
    assert selection.address() == "?period=all&queue=sales&target_s=30"
    assert selection.narrowed("topic", "order").limits == {"target_s": 30}
    assert selection.during(Period(None, None)).limits == {"target_s": 30}


def test_the_bar_offers_what_the_metrics_count_by_and_keeps_the_rest() -> None:
    bar = limit_bar(["service_level"], {"target_s": 30}, kept=[("target_s", "30"), ("queue", "a")])
    assert bar is not None
    assert [(f.name, getattr(f, "value", None)) for f in bar.fields] == [("target_s", 30)]
    assert list(bar.kept) == [("queue", "a")]
    assert limit_bar(["received", "no_such_metric"], {}, kept=[]) is None


def test_both_limits_are_offered_in_a_fixed_order() -> None:
    assert limits_of(["service_level_no_short_abandons", "received"]) == [
        "target_s",
        "short_abandon_s",
    ]
