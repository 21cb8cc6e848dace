"""Raking against what another program gave, from unequal weights; and the laws it must keep."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from willet.core.statistics.nonresponse import design_effect, raked

A = [0, 1, 2, 2, 1, 2, 2, 0, 0, 0, 0, 2, 2, 0, 1, 2, 0, 2, 0, 1, 2, 0, 1, 0]
B = [0, 1, 2, 3, 1, 2, 2, 2, 2, 3, 3, 3, 2, 2, 1, 3, 1, 0, 3, 0, 3, 2, 0, 0]
C = [0, 1, 0, 1, 1, 0, 1, 1, 1, 1, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 1, 1, 1, 0]
CHANCES = [0.25, 0.5, 0.5, 0.9, 0.25, 0.1, 0.25, 0.9, 0.25, 0.5, 0.1, 0.1]
CHANCES += [0.9, 0.25, 0.1, 0.1, 0.25, 0.25, 0.9, 0.25, 0.5, 0.9, 0.9, 0.25]
TARGETS = ([50.0, 30.0, 40.0], [25.0, 35.0, 20.0, 40.0], [70.0, 50.0])
BY_IPFN = [
    6.898382092971544,
    3.472371338470916,
    1.1839343169669738,
    1.2690183131720616,
    6.944742676941832,
    5.919671584834862,
    3.011346120193348,
    1.0944840700219403,
    3.9401426520789866,
    2.988764282937871,
    11.750560907519157,
    11.421164818548561,
    0.657741287203875,
    3.098195898678071,
    13.651899930401564,
    8.980640835499397,
    10.930986054185672,
    5.272249759871039,
    1.3056178786132397,
    4.3827234144687335,
    2.284232963709712,
    1.0944840700219403,
    1.5482626397171584,
    6.898382092971544,
]
"""Of ipfn 1.4.4 with these weights and targets, convergence_rate 1e-14 and rate_tolerance 0."""


def test_raking_equals_ipfn_from_unequal_chances_of_being_asked() -> None:
    margins = [np.array(codes) for codes in (A, B, C)]

    weights = raked(1 / np.array(CHANCES), margins, [np.array(wanted) for wanted in TARGETS])

    assert weights == pytest.approx(np.array(BY_IPFN), abs=1e-9)


def test_two_answers_of_one_kind_keep_the_ratio_of_their_chances() -> None:
    # kind 0: asked with chance .9 and .1; kind 1: asked for certain
    kinds, chances = np.array([0, 0, 1]), np.array([0.9, 0.1, 1.0])

    weights = raked(1 / chances, [kinds], [np.array([20.0, 5.0])])

    assert weights == pytest.approx([2.0, 18.0, 5.0])


def test_a_row_of_no_weight_stays_out_and_a_level_of_nobody_asks_nothing() -> None:
    kinds, start = np.array([0, 0, 2]), np.array([1.0, 0.0, 3.0])

    weights = raked(start, [kinds], [np.array([4.0, 9.0, 6.0])])

    assert weights.tolist() == [4.0, 0.0, 6.0]


@settings(deadline=None, max_examples=50)
@given(
    rows=st.lists(
        st.tuples(st.integers(0, 2), st.integers(0, 3), st.floats(0.05, 1.0)), min_size=1
    ),
    seed=st.integers(0, 99),
)
def test_margins_that_can_be_met_are_met_whatever_the_order_of_rows(
    rows: list[tuple[int, int, float]], seed: int
) -> None:
    one, other = (np.array([row[i] for row in rows]) for i in (0, 1))
    chances = np.array([row[2] for row in rows])
    # what another set of weights on the same rows sums to can be met
    wanted = np.random.default_rng(seed).uniform(1.0, 5.0, len(rows))
    targets = [np.bincount(codes, weights=wanted).astype(float) for codes in (one, other)]
    turned = np.random.default_rng(seed).permutation(len(rows))

    weights = raked(1 / chances, [one, other], targets)
    again = raked(1 / chances[turned], [one[turned], other[turned]], targets)

    for codes, sums in zip((one, other), targets, strict=True):
        assert np.bincount(codes, weights=weights) == pytest.approx(sums, rel=1e-6)
    assert again == pytest.approx(weights[turned], rel=1e-6)


def test_the_design_effect_is_one_plus_the_squared_variation_of_weights() -> None:
    weights = np.array([1.0, 1.0, 4.0])

    effect = design_effect(weights)

    # mean 2, variance 2 over n
    assert effect == pytest.approx(1 + 2 / 4)
    assert design_effect(np.full(7, 3.0)) == pytest.approx(1.0)
