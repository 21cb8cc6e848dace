"""What holds whatever made people answer: ends that the silent cannot push a mean beyond, and who answered late."""

import numpy as np

from willet.core.statistics.proportions import Floats

LATE = 1 / 3
"""The part of the answers, the slowest, that speak for those who never answered."""
FEWEST_LATE = 30


def manski_bounds(
    answers: Floats, weights: Floats, everyone: float, ends: tuple[float, float]
) -> tuple[float, float]:
    """The mean of `everyone` if all who said nothing stood at the one end of the scale, or at the other.

    Args:
        answers: those there are.
        weights: for how many each of them stands: one over its chance of being asked.
        everyone: how many the mean is of; no fewer than the weights sum to.
        ends: the lowest and the highest answer that can be given.

    Where people were drawn by chance the sums are estimates, and the ends lie further out by the margin of the draw.

    Source: Manski (1989); the draw by Horvitz and Thompson (1952).
    """
    if everyone <= 0:
        return float("nan"), float("nan")
    low, high = ends
    part = float(weights.sum()) / everyone
    mean = float(weights @ answers) / everyone
    spare = max(1.0 - part, 0.0)
    reach = [_of_draw(answers - end, weights) / everyone for end in ends]
    return max(mean + spare * low - reach[0], low), min(mean + spare * high + reach[1], high)


def _of_draw(values: Floats, weights: Floats) -> float:
    """Half the 95 % interval of a sum over people who were each drawn by their own chance."""
    return 1.96 * float(np.sqrt((weights * np.maximum(weights - 1, 0.0)) @ values**2))


def late_mean(answers: Floats, weights: Floats, lag_s: Floats) -> tuple[float, float, float]:
    """The mean of the answers that came latest, that of the others, and by how many standard errors they differ.

    Answers whose lag is unknown (NaN) are left out; NaN below `FEWEST_LATE` on either side.

    Source: the extrapolation of Armstrong and Overton (1977).
    """
    known = ~np.isnan(lag_s)
    answers, weights, lag_s = answers[known], weights[known], lag_s[known]
    late = lag_s > np.quantile(lag_s, 1 - LATE) if len(lag_s) else np.zeros(0, dtype=bool)
    if min(int(late.sum()), int((~late).sum())) < FEWEST_LATE:
        return float("nan"), float("nan"), float("nan")
    (one, of_one), (other, of_other) = (
        _mean(answers[part], weights[part]) for part in (late, ~late)
    )
    error = float(np.sqrt(of_one + of_other))
    if one == other:
        return one, other, 0.0
    return one, other, (one - other) / error if error else float(np.copysign(np.inf, one - other))


def _mean(answers: Floats, weights: Floats) -> tuple[float, float]:
    total = float(weights.sum())
    mean = float(weights @ answers) / total
    return mean, float(weights**2 @ (answers - mean) ** 2) / total**2
