"""A share seen through a judge who errs, corrected for the errors that an audit found."""

from dataclasses import dataclass
from math import sqrt

import numpy as np
from scipy.special import ndtri

from willet.core.statistics.proportions import Floats


@dataclass(frozen=True, slots=True)
class Audited:
    """How often an audit found a verdict right: `right` of `n` audited."""

    right: int
    n: int

    @property
    def rate(self) -> float:
        """The share found right."""
        return self.right / self.n

    @property
    def variance(self) -> float:
        """The variance of that share."""
        return self.rate * (1 - self.rate) / self.n


@dataclass(frozen=True, slots=True)
class CorrectedShare:
    """A corrected share with its interval; `observed` is what the erring judge says."""

    observed: float
    value: float
    low: float
    high: float


def rogan_gladen(
    positives: int,
    n: int,
    *,
    sensitivity: Audited,
    specificity: Audited,
    confidence: float = 0.95,
) -> CorrectedShare | None:
    """The true share behind `positives` of `n` verdicts, given how often verdicts are right.

    `sensitivity` is about things that truly are so, `specificity` about things that truly are not. None
    where nothing was seen or audited, or where the verdicts are no better than chance. The estimate is
    cut at 0 and 1; it assumes that the audited verdicts err as all others do.

    Source: Rogan and Gladen (1978), with the variance of their equation 5.
    """
    if min(n, sensitivity.n, specificity.n) <= 0:
        return None
    worth = sensitivity.rate + specificity.rate - 1
    if worth <= 0:
        return None
    observed = positives / n
    value = (observed + specificity.rate - 1) / worth
    spread = observed * (1 - observed) / n
    spread += value**2 * sensitivity.variance + (1 - value) ** 2 * specificity.variance
    arm = float(ndtri(0.5 + confidence / 2)) * sqrt(spread) / worth
    return CorrectedShare(observed, _cut(value), _cut(value - arm), _cut(value + arm))


def corrected_shares(
    seen: tuple[Floats, Floats],
    right_on_hits: tuple[Floats, Floats],
    right_on_misses: tuple[Floats, Floats],
    /,
) -> tuple[Floats, Floats, Floats]:
    """`rogan_gladen` for many cells: value, low and high, NaN where it gives none.

    Each pair is a number and what it is of: hits among the verdicts, and the verdicts found right among those
    that audits found to be hits, and not to be.
    """
    gathered = [
        rogan_gladen(
            round(hits),
            round(n),
            sensitivity=Audited(round(yes), round(of_yes)),
            specificity=Audited(round(no), round(of_no)),
        )
        for hits, n, yes, of_yes, no, of_no in zip(
            *seen, *right_on_hits, *right_on_misses, strict=True
        )
    ]
    parts = [(c.value, c.low, c.high) if c else (np.nan,) * 3 for c in gathered]
    value, low, high = np.array(parts, np.float64).reshape(len(gathered), 3).T
    return value, low, high


def _cut(share: float) -> float:
    return min(max(share, 0.0), 1.0)
