"""The mean of the answers that everybody would have given, part by part, with its interval over customers."""

from dataclasses import dataclass

import numpy as np

from willet.core.statistics.nonresponse.population import Codes, Mask, Population
from willet.core.statistics.nonresponse.raking import design_effect
from willet.core.statistics.nonresponse.weighing import AnswerWeights
from willet.core.statistics.proportions import Floats, wilson_interval
from willet.core.statistics.skewed import student_quantile


@dataclass(frozen=True)
class WeightedMean:
    """One part's mean; NaN where nobody of it answered.

    `low` and `high` end its 95 % interval, NaN below two customers. `effect` is the design effect of the weights.
    """

    value: float
    low: float
    high: float
    effect: float


NOTHING = WeightedMean(*(float("nan"),) * 4)


@dataclass(frozen=True)
class _Parts:
    """What an estimate of one part is made of: its value, and how each person moved it."""

    value: float
    moved: Floats


def estimate(
    population: Population, weighing: AnswerWeights, part: Mask, ends: tuple[float, float]
) -> WeightedMean:
    """The mean over one part of the population.

    `ends` are the lowest and the highest answer that can be given; 0 and 1 make it a share, whose interval is Wilson's.

    Source: linearisation of the estimating equations, those of the chances of answering included (Lunceford and
    Davidian 2004), summed by customer; the interval by Student's quantile.
    """
    of_part = weighing.weights[part & population.answered]
    if not len(of_part):
        return NOTHING
    build = _regressed if weighing.method == "dr" else _weighted
    outcome = build(population, weighing, part)
    value = float(np.clip(outcome.value, *ends))
    customers = len(np.unique(population.clusters[part & population.answered]))
    effect = design_effect(of_part)
    if customers < 2:
        return WeightedMean(value, float("nan"), float("nan"), effect)
    variance = _over_customers(outcome.moved, population.clusters) * _spent(population, weighing)
    low, high = _interval(value, variance, customers, effect, float(part.sum()), ends)
    return WeightedMean(value, low, high, effect)


def _regressed(population: Population, weighing: AnswerWeights, part: Mask) -> _Parts:
    """What the columns foretell of everybody, and what the answers of the part say beyond that."""
    design, start, inside = weighing.design, weighing.start, part.astype(np.float64)
    base = population.design
    foretold = design.spread(weighing.spread @ design.totals(start * population.given))
    beyond = np.where(population.answered, start * (population.given - foretold), 0.0)
    size = float(base @ inside)
    value = float((base * foretold + beyond) @ inside) / size
    missing = design.totals(base * inside) - design.totals(start * inside)
    counts = inside + design.spread(weighing.spread @ missing)
    moved = inside * base * (foretold - value) + beyond * counts
    return _Parts(value, (moved + _of_chances(population, weighing, beyond * counts)) / size)


def _weighted(population: Population, weighing: AnswerWeights, part: Mask) -> _Parts:
    """The weighted mean of the answers of the part."""
    answered = part & population.answered
    final = np.where(answered, weighing.weights, 0.0)
    size = float(final.sum())
    value = float(final @ population.given) / size
    beyond = final * (population.given - value)
    if weighing.propensity is not None:
        scale = float(weighing.weights.sum() / weighing.start.sum())
        return _Parts(
            value, (beyond + scale * _of_chances(population, weighing, beyond / scale)) / size
        )
    design = weighing.design
    foretold = design.spread(weighing.spread @ design.totals(beyond))
    moved = population.design * foretold + beyond - weighing.weights * foretold
    return _Parts(value, moved / size)


def _of_chances(population: Population, weighing: AnswerWeights, beyond: Floats) -> Floats:
    """How each person moved an estimate by what their answering, or not, said of the chances of others.

    `beyond` is what each answer adds to the estimate; an answer whose weight was cut does not hang on its chance.
    """
    chances, design = weighing.propensity, weighing.design
    if chances is None or not chances.spread.any():
        return np.zeros_like(beyond)
    by_column = -design.totals(np.where(chances.cut, 0.0, beyond * (1 - chances.chance)))
    surprise = population.design * (population.answered - chances.chance)
    return np.asarray(surprise * design.spread(chances.spread @ by_column))


def _over_customers(moved: Floats, clusters: Codes) -> float:
    sums = np.bincount(clusters, weights=moved).astype(np.float64)
    number = len(np.unique(clusters))
    return float(sums @ sums) * (number / (number - 1))


def _spent(population: Population, weighing: AnswerWeights) -> float:
    """How much larger the variance is than it looks, for what the answers were already used to learn."""
    n, learned = int(population.answered.sum()), weighing.design.columns.shape[1]
    return n / max(n - learned, 1)


def _interval(
    value: float,
    variance: float,
    customers: int,
    effect: float,
    most: float,
    ends: tuple[float, float],
) -> tuple[float, float]:
    """Student's, or for a share Wilson's with the n it is worth: no more than `most`, who could all have answered."""
    reach = student_quantile(np.array(customers - 1.0))
    if ends != (0.0, 1.0):
        arm = float(reach) * float(np.sqrt(variance))
        return max(value - arm, ends[0]), min(value + arm, ends[1])
    n = np.array(customers / max(effect, 1.0))
    if variance > 0 and 0 < value < 1:
        n = np.array(min(value * (1 - value) / variance, most))
    low, high = wilson_interval(value * n, n, reach=reach)
    return float(low), float(high)
