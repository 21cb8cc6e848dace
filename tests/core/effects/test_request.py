"""A request for an effect: what is taken, what is worth having, and what is refused."""

from datetime import date
from math import inf, nan
from pathlib import Path

import pytest

from willet.core.effects import Exposure
from willet.core.effects.request import USUAL_WORTH, EffectRequest
from willet.core.records import RequestError

LISTED = [{"unit": "Anna", "assigned_from": "2024-03-04"}, {"unit": "Bo", "assigned_from": ""}]
ROWS = (Exposure("Anna", date(2024, 3, 4)), Exposure("Bo", None))
SHARE, MEAN = "fcr_case", "average_handle_time"


def test_what_was_asked_for_stands_in_the_request() -> None:
    plain = EffectRequest.of(SHARE, LISTED, "agent")
    more = EffectRequest.of(SHARE, LISTED, "team", by_weeks=True, worth=0.1, watched=True)

    assert (plain.exposures, plain.unit, plain.file) == (ROWS, "agent", "exposures")
    assert (plain.weeks, plain.worth, plain.watched) == (False, USUAL_WORTH, False)
    assert (more.unit, more.weeks, more.worth, more.watched) == ("team", True, 0.1, True)


@pytest.mark.parametrize("as_text", [False, True])
def test_exposures_of_a_file_are_named_by_it(tmp_path: Path, as_text: bool) -> None:
    path = tmp_path / "who.csv"
    path.write_text("unit,from\nAnna,2024-03-04\nBo,\n")

    asked = EffectRequest.of(SHARE, str(path) if as_text else path, "queue")

    assert (asked.exposures, asked.file) == (ROWS, "who.csv")


@pytest.mark.parametrize("worth", [0.0, 0.5, 1.0])
def test_a_share_can_be_worth_anything_from_nothing_to_the_whole(worth: float) -> None:
    assert EffectRequest.of(SHARE, LISTED, "agent", worth=worth).worth == worth


@pytest.mark.parametrize(("metric", "worth"), [(SHARE, 1.01), (SHARE, -0.01), (MEAN, -0.01)])
def test_no_worth_lies_below_nothing_nor_that_of_a_share_above_the_whole(
    metric: str, worth: float
) -> None:
    with pytest.raises(RequestError, match=f"{worth:g}"):
        EffectRequest.of(metric, LISTED, "agent", worth=worth)


@pytest.mark.parametrize("worth", [nan, inf, -inf])
@pytest.mark.parametrize("metric", [SHARE, MEAN])
def test_no_worth_is_endless(metric: str, worth: float) -> None:
    with pytest.raises(RequestError):
        EffectRequest.of(metric, LISTED, "agent", worth=worth)


def test_what_is_no_share_has_no_usual_worth_and_may_be_worth_more_than_one() -> None:
    assert EffectRequest.of(MEAN, LISTED, "agent").worth is None
    assert EffectRequest.of(MEAN, LISTED, "agent", worth=12.5).worth == 12.5


def test_some_kind_of_unit_must_be_exposed() -> None:
    with pytest.raises(RequestError, match="'desk'"):
        EffectRequest.of(SHARE, LISTED, "desk")
    with pytest.raises(RequestError, match="exposures"):
        EffectRequest.of(SHARE, LISTED[1:], "agent")
