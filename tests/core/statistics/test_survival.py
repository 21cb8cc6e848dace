"""Hazards by age: Kaplan-Meier where nothing is borrowed, and chances that multiply as they should."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from willet.core.statistics.survival import (
    Exposure,
    Hazards,
    chance_of_none,
    fitted_hazards,
    kaplan_meier,
)

EDGES = np.arange(1.0, 11.0)


def _exposure(times: np.ndarray, seen: np.ndarray) -> Exposure:
    """Whole-day times as exposure of one topic and queue, one row a contact and day."""
    rows = [
        (i, day - 1, float(seen[i] and day == times[i]))
        for i in range(len(times))
        for day in range(1, int(min(times[i], len(EDGES))) + 1)
    ]
    who, bins, events = (np.array(column) for column in zip(*rows, strict=True))
    same = np.full(len(rows), "x", dtype=object)
    return Exposure(
        days=(who % 20).astype(str).astype(object),
        bins=bins.astype(np.int64),
        weekdays=np.zeros(len(rows), dtype=np.int64),
        levels=(same, same),
        at_risk=np.ones(len(rows)),
        events=events,
    )


def test_kaplan_meier_of_a_drawn_example() -> None:
    """
    | time | seen | at risk | survival            |
    | 1    | yes  | 5       | 4/5                 |
    | 2    | no   | 4       |                     |
    | 3    | yes  | 3       | 4/5 * 2/3           |
    | 5    | yes  | 2       | 4/5 * 2/3 * 1/2     |
    | 6    | no   | 1       |                     |
    """
    times, shares = kaplan_meier(
        np.array([1.0, 2, 3, 5, 6]), np.array([True, False, True, True, False])
    )

    assert times.tolist() == [1, 3, 5]
    assert shares == pytest.approx([4 / 5, 8 / 15, 4 / 15])


def test_hazards_of_one_group_are_kaplan_meiers() -> None:
    rng = np.random.default_rng(1)
    times = rng.geometric(0.12, 3000).astype(float)
    lost = rng.integers(1, 12, 3000).astype(float)
    seen = times <= lost
    at = np.minimum(times, lost)

    hazards = fitted_hazards(EDGES, _exposure(at, seen))

    km_times, km_shares = kaplan_meier(at, seen)
    expected = km_shares[km_times <= 10][-1]
    assert chance_of_none(hazards, 0.0, 0, "x|x") == pytest.approx(expected, abs=0.01)


def test_scatter_of_days_is_seen() -> None:
    rng = np.random.default_rng(2)
    calm = np.where(rng.random(4000) < 0.3, 1.0, 12.0)
    wild = np.where(rng.random(4000) < np.where(np.arange(4000) % 20 < 10, 0.1, 0.5), 1.0, 12.0)

    hazards = [fitted_hazards(EDGES, _exposure(t, t < 11)) for t in (calm, wild)]

    assert hazards[0].dispersion < 2
    assert hazards[1].dispersion > 10


HAZARDS = Hazards(EDGES, {}, np.linspace(0.3, 0.02, 10), 1.0)


@settings(deadline=None)
@given(st.floats(0, 10), st.floats(0, 10))
def test_the_older_without_a_repeat_the_surer(one: float, other: float) -> None:
    younger, older = sorted([one, other])

    assert chance_of_none(HAZARDS, younger, 0, "") <= chance_of_none(HAZARDS, older, 0, "") + 1e-12


def test_chance_is_one_at_the_end_and_the_whole_product_at_the_start() -> None:
    assert chance_of_none(HAZARDS, 10.0, 0, "") == 1.0
    assert chance_of_none(HAZARDS, 0.0, 0, "") == pytest.approx(np.prod(1 - HAZARDS.by_bin))
