"""What each unit would have reached with the common mix of work: expected counts and shrunken effects.

The share expected of a cell of work comes from a logistic regression on the mix alone (topic, queue,
hour ...), not on who did it. A unit's effect is how far its log odds lie from what its own mix gives,
drawn towards the others as far as its own evidence is thin (a random effect).
"""

import warnings
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit, ndtri

Floats = NDArray[np.float64]
Labels = NDArray[np.object_]


@dataclass(frozen=True)
class UnitEffects:
    """One row a unit, in the order of `units`; shares are 0..1.

    `expected` counts what the mix alone would have given. `adjusted` is the share at the common mix with
    its 95 % interval `low`..`high`. `funnel_low`..`funnel_high` is where the adjusted share of a unit that
    differs from nobody would lie; `funnel_wide_*` the same at 99.8 %.
    """

    units: tuple[str, ...]
    n: Floats
    hits: Floats
    expected: Floats
    adjusted: Floats
    low: Floats
    high: Floats
    funnel_low: Floats
    funnel_high: Floats
    funnel_wide_low: Floats
    funnel_wide_high: Floats
    information: Floats
    """What all contacts of a unit tell of its log odds: the inverse variance of its effect."""
    overall: float
    spread: float
    """Standard deviation of the units' log odds beyond chance; 0 where chance explains all."""


def expected_shares(levels: list[Labels], hits: Floats, n: Floats, ridge: float = 1.0) -> Floats:
    """The share expected of each cell from its levels alone, by penalised logistic regression.

    Args:
        levels: for each factor of the mix, the level of every cell.
        hits: successes of every cell.
        n: trials of every cell.
        ridge: strength of the penalty on every level's log odds, in units of one observation each.

    Source: ridge logistic regression, le Cessie and van Houwelingen (1992), fitted by statsmodels.
    """
    columns = [np.ones((len(n), 1))] + [_one_hot(labels) for labels in levels]
    design = np.hstack(columns)
    penalty = np.full(design.shape[1], ridge)
    penalty[0] = 0.0
    return expit(design @ _penalised_logit(design, hits, n, penalty))


def _penalised_logit(design: Floats, hits: Floats, n: Floats, penalty: Floats) -> Floats:
    import statsmodels.api as sm  # slow import: statsmodels

    start = np.zeros(design.shape[1])
    start[0] = logit(np.clip(hits.sum() / n.sum(), 1e-6, 1 - 1e-6))
    # A cell is two rows, its successes and its failures, each with its count as weight.
    rows = np.vstack([design, design])
    outcome = np.concatenate([np.ones(len(n)), np.zeros(len(n))])
    model = sm.GLM(
        outcome, rows, family=sm.families.Binomial(), freq_weights=np.concatenate([hits, n - hits])
    )
    found = model.fit_regularized(alpha=penalty / len(rows), L1_wt=0, start_params=start)
    return np.asarray(found.params, dtype=np.float64)


def _one_hot(labels: Labels) -> Floats:
    _, codes = np.unique(labels.astype(str), return_inverse=True)
    return np.eye(codes.max() + 1)[codes]


def unit_effects(
    units: Labels, hits: Floats, n: Floats, expected: Floats, confidence: float = 0.95
) -> UnitEffects:
    """Each unit against the share expected of its own cells, shrunken by how much chance explains.

    Source: indirect standardisation and funnel limits, Spiegelhalter (2005); the between-unit variance by
    DerSimonian and Laird (1986) as in statsmodels `combine_effects`.
    """
    names, codes = np.unique(units.astype(str), return_inverse=True)
    total, hit = _sums(codes, n, len(names)), _sums(codes, hits, len(names))
    due = _sums(codes, n * expected, len(names))
    information = np.maximum(_sums(codes, n * expected * (1 - expected), len(names)), 1e-9)
    effect, variance = (hit - due) / information, 1 / information
    spread2 = _between(effect, variance)
    trust = spread2 / (spread2 + variance)
    centre = float(logit(np.clip(hit.sum() / total.sum(), 1e-6, 1 - 1e-6)))
    arm = ndtri(0.5 + confidence / 2)
    shrunken, error = trust * effect, np.sqrt(trust * variance)
    chance = np.sqrt(variance)
    return UnitEffects(
        units=tuple(str(name) for name in names),
        n=total,
        hits=hit,
        expected=due,
        adjusted=expit(centre + shrunken),
        low=expit(centre + shrunken - arm * error),
        high=expit(centre + shrunken + arm * error),
        funnel_low=expit(centre - arm * chance),
        funnel_high=expit(centre + arm * chance),
        funnel_wide_low=expit(centre - ndtri(0.999) * chance),
        funnel_wide_high=expit(centre + ndtri(0.999) * chance),
        information=information,
        overall=float(hit.sum() / total.sum()),
        spread=float(np.sqrt(spread2)),
    )


def _sums(codes: NDArray[np.intp], weights: Floats, size: int) -> Floats:
    return np.bincount(codes, weights=weights, minlength=size).astype(np.float64)


def _between(effect: Floats, variance: Floats) -> float:
    if len(effect) < 2:
        return 0.0
    from statsmodels.stats.meta_analysis import combine_effects  # slow import: statsmodels

    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore"
        )  # units without any spread divide by zero in its test statistics
        found = combine_effects(effect, variance, method_re="chi2")
    return max(float(found.tau2), 0.0)
