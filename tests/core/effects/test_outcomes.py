"""What a design comes to: which of two intervals a verdict goes by, and how few units or weeks are too few."""

from dataclasses import astuple

import numpy as np
import pytest
from scipy import stats

from tests.core.effects.small_cells import arms_of, cells_of
from willet.core.effects import notes
from willet.core.effects.comparing import effect_of
from willet.core.effects.drifting import drift_allowed
from willet.core.effects.inference import Order, UnitEstimate, permuted
from willet.core.effects.outcomes import (
    NO_PLACEBO,
    DesignOutcome,
    DriftAllowed,
    outcome_of,
    without_interval,
)

DAYS, START = 56, 28


def rates(units: int, days: int = DAYS) -> np.ndarray:
    return np.random.default_rng(units).random((units, days))


@pytest.mark.parametrize(
    ("plain", "drift", "ends"),
    [
        ((0.1, 0.3), None, (0.1, 0.3)),
        ((0.1, 0.3), (0.0, 0.2), (0.0, 0.3)),
        ((0.1, 0.3), (0.2, 0.5), (0.1, 0.5)),
        ((0.1, 0.3), (0.15, 0.2), (0.1, 0.3)),
        ((0.1, 0.3), (None, None), (None, None)),
        ((0.1, 0.3), (0.0, None), (None, None)),
        ((0.1, 0.3), (None, 0.5), (None, None)),
        ((None, None), (0.0, 0.2), (None, None)),
        ((None, 0.3), (0.0, 0.2), (None, 0.3)),
        ((0.1, None), (0.0, 0.2), (0.1, None)),
    ],
)
def test_a_verdict_goes_by_the_further_end_of_both_intervals(
    plain: tuple[float | None, float | None],
    drift: tuple[float | None, float | None] | None,
    ends: tuple[float | None, float | None],
) -> None:
    allowed = None if drift is None else DriftAllowed(0.2, *drift, 0.1)

    assert DesignOutcome(0.2, *plain, drift=allowed).ends == ends


def test_an_allowance_errs_in_five_cases_of_a_hundred_at_either_end() -> None:
    estimate = UnitEstimate(0.2, 0.1, 9)
    reach = stats.t(9).ppf(0.95) * 0.1

    allowed = DriftAllowed.of(estimate, 0.05)
    wide = DriftAllowed.of(estimate, 0.7)

    assert astuple(allowed) == pytest.approx((0.2, 0.2 - reach, 0.2 + reach, 0.1))
    assert astuple(wide) == pytest.approx((0.2, 0.2, 0.2, 0.1))
    assert DriftAllowed.of(UnitEstimate(0.2, None, 0), 0.05) == DriftAllowed(0.2, None, None, None)


def test_what_never_varies_has_no_interval() -> None:
    whole = DesignOutcome(0.2, 0.1, 0.3, 0.05, 6, drift=DriftAllowed(0.2, 0.1, 0.3, 0.05))
    frozen = DesignOutcome(0.2, 0.1, 0.3, 0.05, 6, drift=whole.drift, frozen=True)

    assert without_interval(whole) == whole
    assert without_interval(frozen) == DesignOutcome(0.2, freedom=6, frozen=True)


@pytest.mark.parametrize(("exposed", "others"), [(1, 2), (2, 1)])
def test_three_units_have_an_effect_and_no_more(exposed: int, others: int) -> None:
    cells = cells_of(rates(3))
    arms = arms_of((START, DAYS, range(exposed)), never=range(exposed, 3))

    outcome = outcome_of(cells, arms, (), (), 0.05)

    few = notes.TOO_FEW(treated=exposed, others=others)
    assert outcome == DesignOutcome(effect_of(cells, arms).effect, notes=(few,))


@pytest.mark.parametrize(("units", "rough"), [(4, True), (7, True), (8, False)])
def test_few_units_are_told_as_few(units: int, rough: bool) -> None:
    cells = cells_of(rates(units))
    arms = arms_of((START, DAYS, [0, 1]), never=range(2, units))

    outcome = outcome_of(cells, arms, (), (), 0.05)

    estimate, drift = effect_of(cells, arms), drift_allowed(cells, arms)
    assert drift is not None
    assert outcome.notes == ((notes.FEW(treated=2, others=units - 2),) if rough else ())
    assert (outcome.estimate, outcome.error) == (estimate.effect, estimate.error)
    assert (outcome.low, outcome.high) == estimate.interval(0.05)
    assert outcome.freedom == units - 2
    assert outcome.drift == DriftAllowed.of(drift, 0.05)
    assert (outcome.short, outcome.frozen) == (False, False)
    assert "before_start" in [part.name for part in outcome.placebo.parts]


def test_the_interval_errs_as_often_as_it_is_allowed_to() -> None:
    cells, arms = cells_of(rates(8)), arms_of((START, DAYS, [0, 1]), never=range(2, 8))

    outcome = outcome_of(cells, arms, (), (), 0.003)

    assert (outcome.low, outcome.high) == effect_of(cells, arms).interval(0.003)


def test_days_too_few_to_show_a_drift_are_short() -> None:
    outcome = outcome_of(
        cells_of(rates(8)), arms_of((27, DAYS, [0, 1]), never=range(2, 8)), (), (), 0.05
    )

    assert (outcome.drift, outcome.short) == (None, True)


def test_cells_that_never_vary_are_frozen() -> None:
    rate = np.full((8, DAYS), 0.5)
    rate[:2, START:] = 0.7

    outcome = outcome_of(
        cells_of(rate), arms_of((START, DAYS, [0, 1]), never=range(2, 8)), (), (), 0.05
    )

    assert outcome.estimate == pytest.approx(0.2)
    assert (outcome.frozen, outcome.low, outcome.high) == (True, None, None)


def test_a_wedge_is_told_by_its_orders() -> None:
    rate = rates(6, 70)
    arms = arms_of((28, 70, [0, 1]), (42, 70, [2, 3]), (56, 70, [4, 5]), design="stepped_wedge")

    outcome = outcome_of(cells_of(rate), arms, (), (), 0.1)

    edges = [(0, 28), (28, 42), (42, 56), (56, 70)]
    phases = np.array([rate[:, a:b].mean(axis=1) for a, b in edges]).T
    order = Order(phases, np.array([1, 1, 2, 2, 3, 3]), np.array([28.0, 14, 14, 14]))
    estimate = permuted(order, 0.1)
    assert estimate is not None
    assert outcome.estimate == pytest.approx(estimate.effect)
    assert (outcome.low, outcome.high) == pytest.approx((estimate.low, estimate.high))
    assert outcome.error == pytest.approx(estimate.spread)
    assert outcome.freedom == 4
    assert outcome.notes == (notes.BY_LOT(),)
    assert not outcome.frozen
    assert [part.name for part in outcome.placebo.parts] == ["before_start"]
    assert outcome.placebo.blunt  # the halves of the days before have fifteen orders alone


def test_a_wedge_of_two_has_too_few_orders_for_an_interval() -> None:
    arms = arms_of((28, 70, [0]), (42, 70, [1]), design="stepped_wedge")

    outcome = outcome_of(cells_of(rates(2, 70)), arms, (), (), 0.05)

    assert (outcome.low, outcome.high) == (None, None)
    assert outcome.notes == (notes.BY_LOT(), notes.FEW_ORDERS(n=2))
    assert outcome.freedom == 1
    assert not outcome.frozen


def test_a_wedge_that_nothing_moves_is_frozen_and_has_no_error() -> None:
    rate = np.full((6, 70), 0.5)
    arms = arms_of((28, 70, [0, 1]), (42, 70, [2, 3]), (56, 70, [4, 5]), design="stepped_wedge")

    outcome = outcome_of(cells_of(rate), arms, (), (), 0.1)

    assert (outcome.estimate, outcome.error, outcome.frozen) == (0.0, None, True)


@pytest.mark.parametrize(
    "cohorts",
    [[(28, 70, [0])], [(28, 70, [0, 1])]],  # one unit; two that begin together and nobody waits
)
def test_a_wedge_without_anybody_to_compare_with_tells_nothing(
    cohorts: list[tuple[int, int, list[int]]],
) -> None:
    units = len(cohorts[0][2])

    outcome = outcome_of(
        cells_of(rates(2, 70)), arms_of(*cohorts, design="stepped_wedge"), (), (), 0.05
    )

    assert outcome == DesignOutcome(notes=(notes.TOO_FEW(treated=units, others=0),))
    assert outcome.placebo == NO_PLACEBO
