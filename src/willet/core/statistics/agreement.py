"""How far two judges of the same things agree beyond chance."""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtri

Table: TypeAlias = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Agreement:
    """The agreement of two judges over `n` things.

    `kappa` is 1 where they always agree and 0 where no more than by chance; None where it is not defined,
    because one of them never varied. `low` and `high` are the ends of its interval.
    """

    n: int
    agreed: float
    kappa: float | None
    low: float | None
    high: float | None


def cohens_kappa(table: ArrayLike, /, confidence: float = 0.95) -> Agreement | None:
    """Cohen's kappa of a square table: how often the first judge said i while the second said j.

    None where the table is empty. The interval rests on the asymptotic variance and wants some 30 things.

    Source: Cohen (1960), variance of Fleiss, Cohen and Everitt (1969), as in statsmodels `cohens_kappa`.

    Raises:
        ValueError: the table is not square, or counts below zero.
    """
    counts = np.asarray(table, dtype=np.float64)
    if counts.ndim != 2 or counts.shape[0] != counts.shape[1] or (counts < 0).any():
        raise ValueError(f"a table of agreement must be square, of counts; got {counts.tolist()}")
    n = counts.sum()
    if n == 0:
        return None
    agreed = float(np.trace(counts) / n)
    kappa, low, high = _kappa(counts, confidence)
    return Agreement(int(n), agreed, kappa, low, high)


def _kappa(counts: Table, confidence: float) -> tuple[float | None, float | None, float | None]:
    from statsmodels.stats.inter_rater import cohens_kappa as estimate

    shares = counts / counts.sum()
    by_chance = float(shares.sum(axis=0) @ shares.sum(axis=1))
    # one judge, or both, gave the same verdict throughout: there is nothing to agree on beyond chance
    if by_chance >= 1 or (shares.sum(axis=0) == 1).any() or (shares.sum(axis=1) == 1).any():
        return None, None, None
    result = estimate(counts)
    kappa, arm = float(result.kappa), float(ndtri(0.5 + confidence / 2) * result.std_kappa)
    return kappa, max(kappa - arm, -1.0), min(kappa + arm, 1.0)
