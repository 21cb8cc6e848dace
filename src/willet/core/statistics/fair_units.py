"""Units judged against what anybody would have reached with their work: z, what is left of chance, and shrinkage."""

from dataclasses import dataclass

import numpy as np
from scipy.special import expit, logit, ndtri

from willet.core.statistics.case_mix import Codes, Floats, Mix, sums_by

COMPARABLE = 0.1
"""The part of a unit's variance that must be left beside what it taught the regression.

Below it hardly anybody else does such work: what is expected of the unit is then its own result over again.
"""


@dataclass(frozen=True)
class Repeats:
    """Trials that belong to groups with several in one unit: of each its cell, its group, and whether it hit."""

    cell: Codes
    group: Codes
    hit: Floats


@dataclass(frozen=True)
class UnitEffects:
    """One entry a unit; shares are 0..1.

    `z` is observed less expected over its standard deviation, and so is what a funnel is drawn and judged by.
    `worth` counts the independent trials of the common mix that would leave as much to chance. `adjusted` is the
    share at the common mix with its 95 % interval `low`..`high`, drawn towards the others.
    """

    n: Floats
    hits: Floats
    expected: Floats
    z: Floats
    worth: Floats
    comparable: np.ndarray
    adjusted: Floats
    low: Floats
    high: Floats
    overall: float
    spread: float
    """Standard deviation of the units' log odds beyond chance; 0 where chance explains all."""
    alike: float
    """Correlation of two trials of one group in one unit."""


def unit_effects(
    units: Codes,
    hits: Floats,
    mix: Mix,
    repeats: Repeats | None = None,
    confidence: float = 0.95,
) -> UnitEffects:
    """Each unit against the share expected of its own cells.

    `units` is the number of the unit of every cell. The variance counts what the unit itself taught the
    regression, and that trials of one customer go together, as far as they do over all units.

    Source: funnel plots on z, Spiegelhalter (2005); the between-unit variance by DerSimonian and Laird (1986).
    """
    count = int(units.max()) + 1
    total, hit = sums_by(units, mix.n, count), sums_by(units, hits, count)
    due = sums_by(units, mix.n * mix.expected, count)
    whole, left = mix.left_of(units, count)
    alike, together = _together(units, count, mix, (hit - due) / np.maximum(whole, 1e-9), repeats)
    chance = left * (1 + alike * together / np.maximum(whole, 1e-9))
    comparable = left >= COMPARABLE * np.maximum(whole, 1e-9)
    overall = float(hit.sum() / total.sum())
    with np.errstate(divide="ignore", invalid="ignore"):
        z = np.where(comparable, (hit - due) / np.sqrt(chance), np.nan)
        worth = np.where(comparable, overall * (1 - overall) * total**2 / chance, np.nan)
    adjusted, low, high, spread = _shrunk(hit - due, left, chance, comparable, overall, confidence)
    return UnitEffects(
        n=total,
        hits=hit,
        expected=due,
        z=z,
        worth=worth,
        comparable=comparable,
        adjusted=adjusted,
        low=low,
        high=high,
        overall=overall,
        spread=spread,
        alike=alike,
    )


def _together(
    units: Codes, count: int, mix: Mix, effect: Floats, repeats: Repeats | None
) -> tuple[float, Floats]:
    """How far trials of one group go together, and the covariance of each unit per unit of that correlation.

    Residuals are taken from what the unit itself reached, so that a unit's own level does not pass for its
    customers'. A correlation below nothing counts as none.
    """
    if repeats is None or not len(repeats.cell):
        return 0.0, np.zeros(count)
    share = mix.expected[repeats.cell]
    error = np.sqrt(share * (1 - share))
    unit = units[repeats.cell]
    residual = repeats.hit - share - share * (1 - share) * effect[unit]
    products, most = (_pairs(repeats.group, values) for values in (residual, error))
    alike = float(np.clip(products.sum() / max(most.sum(), 1e-9), 0.0, 1.0))
    of_group = np.zeros(int(repeats.group.max()) + 1, np.intp)
    of_group[repeats.group] = unit
    return alike, sums_by(of_group, most, count)


def _pairs(group: Codes, values: Floats) -> Floats:
    """The sum over all ordered pairs of two trials of a group, of each group."""
    size = int(group.max()) + 1
    return sums_by(group, values, size) ** 2 - sums_by(group, values**2, size)


def _shrunk(
    above: Floats,
    left: Floats,
    chance: Floats,
    comparable: np.ndarray,
    overall: float,
    confidence: float,
) -> tuple[Floats, Floats, Floats, float]:
    """The share at the common mix, its interval, and how widely units spread; one nobody else is like has none."""
    centre = float(logit(np.clip(overall, 1e-6, 1 - 1e-6)))
    with np.errstate(divide="ignore", invalid="ignore"):
        effect, variance = above / left, chance / left**2
        spread2 = _between(effect[comparable], variance[comparable])
        trust = np.where(comparable, spread2 / (spread2 + variance), np.nan)
    arm = ndtri(0.5 + confidence / 2) * np.sqrt(trust * variance)
    middle = centre + trust * effect
    ends = (expit(middle), expit(middle - arm), expit(middle + arm))
    return *ends, float(np.sqrt(spread2))


def _between(effect: Floats, variance: Floats) -> float:
    """The variance of effects beyond their own, by the method of moments of DerSimonian and Laird."""
    if len(effect) < 2:
        return 0.0
    weight = 1 / variance
    mean = (weight @ effect) / weight.sum()
    excess = weight @ (effect - mean) ** 2 - (len(effect) - 1)
    return max(float(excess / (weight.sum() - (weight @ weight) / weight.sum())), 0.0)
