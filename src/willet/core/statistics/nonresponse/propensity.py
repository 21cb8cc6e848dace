"""How likely each person was to answer, by what is known of them; the rarest are not weighed up without end."""

from dataclasses import dataclass

import numpy as np
from scipy.special import expit

from willet.core.statistics.nonresponse.design import Design, products_of
from willet.core.statistics.nonresponse.population import Mask, Population
from willet.core.statistics.proportions import Floats

TRIMMED_AT = 0.99
"""The quantile of one over the chance of answering, among those who answered, beyond which it is cut."""
_RIDGE = 1e-4
"""Information on each column given beforehand: a level on which everybody answered keeps a chance below 1."""
_ROUNDS = 50
_FLAT = 1e-10


@dataclass(frozen=True)
class Propensity:
    """The chance of answering of each person, `inverse` one over it as it is used, `cut` where it was trimmed."""

    chance: Floats
    inverse: Floats
    cut: Mask
    spread: Floats
    """The inverse of the information on the columns: how a person's answering moved the chances of others."""


def propensity(population: Population, design: Design) -> Propensity:
    """A logit of answering on the columns, weighed by one over the chance of being asked; cut at `TRIMMED_AT`.

    Source: response propensity weighting, Little (1986).
    """
    answered, weights = population.answered, population.design
    size = design.columns.shape[1]
    if answered.all() or not answered.any():
        chance = np.full(len(answered), float(answered.any()))
        return Propensity(chance, np.ones_like(chance), answered & False, np.zeros((size, size)))
    chances, spread = _fitted(design, design.sums(weights), design.sums(weights * answered))
    chance = chances[design.pattern]
    most = float(np.quantile(1 / chance[answered], TRIMMED_AT))
    return Propensity(chance, np.minimum(1 / chance, most), 1 / chance > most, spread)


def _fitted(design: Design, n: Floats, hits: Floats) -> tuple[Floats, Floats]:
    """The chance of every combination, and the inverse of the information, by Newton's method."""
    x = design.columns
    b = np.zeros(x.shape[1])
    b[0] = np.log(hits.sum() / (n.sum() - hits.sum()))
    ridge = _RIDGE * np.eye(len(b))
    ridge[0, 0] = 0.0
    for _ in range(_ROUNDS):
        chance = expit(x @ b)
        information = products_of(x, n * chance * (1 - chance)) + ridge
        step = np.linalg.solve(information, x.T @ (hits - n * chance) - ridge @ b)
        b = b + step * min(1.0, 5.0 / max(float(np.abs(step).max()), 1e-300))
        if float(np.abs(step).max()) < _FLAT:
            break
    chance = expit(x @ b)
    information = products_of(x, n * chance * (1 - chance)) + ridge
    return chance, np.asarray(np.linalg.inv(information), dtype=np.float64)
