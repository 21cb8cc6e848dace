"""The fit of the latent-class model against counts made from a known model, and against plain steps by hand."""

from itertools import product

import numpy as np
import pytest

from willet.core.cases.mixture import Model, fitted, likelihood, mixed, overall

PAIRS = np.array(list(product(range(3), repeat=2)), np.intp)
"""All answers of two judges."""
SAYS = np.array([[[0.7, 0.1, 0.2], [0.1, 0.8, 0.1]], [[0.6, 0.3, 0.1], [0.05, 0.85, 0.1]]])
"""Judge x class (unsolved, solved) x answer (no, yes, silent)."""
KNOWN = Model(np.array([[0.3, 0.9]]), SAYS[None])


def test_likelihood_is_the_product_of_the_judges() -> None:
    likely = likelihood(PAIRS, KNOWN)
    (no_yes,) = np.flatnonzero((PAIRS == [0, 1]).all(axis=1))
    assert likely[0, :, no_yes] == pytest.approx([0.7 * 0.3, 0.1 * 0.85])
    assert likely.sum(axis=2) == pytest.approx(np.ones((1, 2)))


def test_a_mixture_weighs_the_classes_by_the_share_of_the_group() -> None:
    (no_yes,) = np.flatnonzero((PAIRS == [0, 1]).all(axis=1))
    found = mixed(PAIRS, KNOWN)[0, :, no_yes]
    assert found == pytest.approx(
        [0.7 * 0.7 * 0.3 + 0.3 * 0.1 * 0.85, 0.1 * 0.7 * 0.3 + 0.9 * 0.1 * 0.85]
    )


def test_the_overall_share_weighs_groups_by_their_size() -> None:
    counts = np.zeros((1, 2, 9))
    counts[0, :, 0] = [30, 10]
    assert overall(KNOWN, counts) == pytest.approx([(30 * 0.3 + 10 * 0.9) / 40])


def test_a_known_model_is_found_again_from_its_own_counts() -> None:
    counts = mixed(PAIRS, KNOWN) * 1e7
    began = Model(np.full((1, 2), 0.5), 0.5 * SAYS[None] + 0.5 / 3)
    found, moving = fitted(PAIRS, counts, began, close=1e-10, rounds=20_000)
    assert moving == 0
    assert found.share == pytest.approx(KNOWN.share, abs=2e-3)
    assert found.says == pytest.approx(KNOWN.says, abs=2e-3)


def test_models_fitted_together_are_those_fitted_alone() -> None:
    draw = np.random.default_rng(0)
    counts = draw.multinomial(5_000, mixed(PAIRS, KNOWN)[0], size=(3, 2)).astype(float)
    began = Model(np.full((3, 2), 0.5), np.repeat(0.5 * SAYS[None] + 0.5 / 3, 3, axis=0))
    together, _ = fitted(PAIRS, counts, began, close=1e-8, rounds=2_000)
    for one in range(3):
        alone, _ = fitted(PAIRS, counts[[one]], began[np.array([one])], close=1e-8, rounds=2_000)
        assert together.share[one] == pytest.approx(alone.share[0], abs=1e-12)


def test_who_has_not_come_to_rest_is_counted() -> None:
    counts = mixed(PAIRS, KNOWN) * 1e4
    began = Model(np.full((1, 2), 0.5), 0.5 * SAYS[None] + 0.5 / 3)
    assert fitted(PAIRS, counts, began, close=1e-10, rounds=1)[1] == 1
