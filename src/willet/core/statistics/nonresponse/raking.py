"""Raking: weights that start from the chance of being asked and meet the known margins, one factor after the other."""

from collections.abc import Sequence

import numpy as np

from willet.core.statistics.nonresponse.population import Codes
from willet.core.statistics.proportions import Floats

CLOSE = 1e-13
"""How far a margin may be missed, as a part of it."""
ROUNDS = 2000


def raked(weights: Floats, margins: Sequence[Codes], targets: Sequence[Floats]) -> Floats:
    """The weights, each times one factor for its level on every margin, so that each margin meets its target.

    Args:
        weights: the weight each row begins with: one over its chance of being asked. A row of weight 0 stays out.
        margins: for each factor, the level of every row as a number from 0.
        targets: for each factor, what the weights on each level must sum to; a level that nobody has asks nothing.

    Where the rows cannot meet all margins at once, the last round is given.

    Source: iterative proportional fitting, Deming and Stephan (1940).
    """
    now = weights.astype(np.float64)
    for _ in range(ROUNDS):
        far = 0.0
        for levels, wanted in zip(margins, targets, strict=True):
            sums = np.bincount(levels, weights=now, minlength=len(wanted))
            steps = np.divide(wanted, sums, out=np.ones_like(wanted), where=sums > 0)
            now = now * steps[levels]
            far = max(far, float(np.abs(steps - 1).max(initial=0.0)))
        if far <= CLOSE:
            break
    return now


def design_effect(weights: Floats) -> float:
    """How many times as many answers equal weights would need for the same certainty: 1 + cv^2 of the weights.

    Source: Kish (1992).
    """
    total = float(weights.sum())
    return len(weights) * float(weights @ weights) / total**2 if total else float("nan")
