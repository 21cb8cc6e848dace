"""The weight of each answer by three methods, and how each weight hangs on what was learned to make it."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from willet.core.statistics.nonresponse.design import Design, design_of
from willet.core.statistics.nonresponse.population import Population
from willet.core.statistics.nonresponse.propensity import Propensity, propensity
from willet.core.statistics.nonresponse.raking import raked
from willet.core.statistics.proportions import Floats

Method: TypeAlias = Literal["dr", "raking", "propensity"]
METHODS: tuple[Method, ...] = ("dr", "raking", "propensity")


@dataclass(frozen=True)
class AnswerWeights:
    """The weights of one method over one population; 0 for who did not answer.

    `start` is the weight before it was brought to the known totals, `spread` the inverse of the products of columns
    as the answers weigh, by which answers are foretold.
    """

    method: Method
    design: Design
    weights: Floats
    start: Floats
    spread: Floats
    propensity: Propensity | None


def weigh(population: Population, method: Method) -> AnswerWeights:
    """The weights of the answers; they sum to the weight of the whole population, answered or not.

    `raking` meets the margin of every factor. `propensity` is one over the chance of being asked and of answering.
    `dr` starts there and meets the columns, pairs of levels included: it is right where either the chances of answering
    or the answers follow the columns.

    Source: raking, Deming and Stephan (1940); propensity, Little (1986); doubly robust by calibrating propensity
    weights, Kott and Liao (2012), which is the regression estimator of Cassel, Särndal and Wretman (1976) on them.
    """
    design = design_of(population, with_pairs=method != "raking")
    base = population.design * population.answered
    if not population.answered.any():
        nothing = np.zeros_like(base)
        size = design.columns.shape[1]
        return AnswerWeights(method, design, nothing, nothing, np.zeros((size, size)), None)
    if method == "raking":
        return _by_margins(population, design, base)
    chances = propensity(population, design)
    start = base * chances.inverse
    spread = _inverse(design.products(start))
    final = start * population.design.sum() / start.sum()
    if method == "dr":
        missing = design.totals(population.design) - design.totals(start)
        final = start * (1 + design.spread(spread @ missing))
    return AnswerWeights(method, design, final, start, spread, chances)


def _by_margins(population: Population, design: Design, base: Floats) -> AnswerWeights:
    """Raked by combinations of levels: all answers of one have the same factor."""
    began, everyone = design.sums(base), design.sums(population.design)
    targets = [
        np.bincount(levels, weights=everyone).astype(np.float64) for levels in design.margins
    ]
    first = began * (everyone.sum() / began.sum())
    now = raked(first, design.margins, targets)
    factor = np.divide(now, began, out=np.zeros_like(now), where=began > 0)
    final = base * factor[design.pattern]
    return AnswerWeights("raking", design, final, final, _inverse(design.products(final)), None)


def _inverse(products: Floats) -> Floats:
    """The inverse on what the columns span: pairs of levels may say again what their factors say."""
    return np.asarray(np.linalg.pinv(products, rcond=1e-10, hermitian=True))
