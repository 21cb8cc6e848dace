"""Why a rate changed: because its parts changed in size, or in their own rates."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from willet.core.statistics.proportions import Floats


@dataclass(frozen=True)
class RateChange:
    """A change in a rate, part by part; `mix` and `rate` add up to `total` exactly."""

    total: float
    mix: Floats
    rate: Floats


def kitagawa(
    hits_before: ArrayLike, n_before: ArrayLike, hits_after: ArrayLike, n_after: ArrayLike, /
) -> RateChange | None:
    """What each part gave to the change of the whole rate, by its size (`mix`) and by its own rate (`rate`).

    mix = (w1 - w0)(r0 + r1) / 2 and rate = (r1 - r0)(w0 + w1) / 2 for a part of weight w and rate r. A part
    absent on one side has no rate there; it takes that of the other side, so all it gives is mix. None
    where either side is empty.

    Source: Kitagawa (1955), Components of a Difference Between Two Rates.
    """
    a0, b0, a1, b1 = (
        np.asarray(x, dtype=np.float64) for x in (hits_before, n_before, hits_after, n_after)
    )
    if b0.sum() == 0 or b1.sum() == 0:
        return None
    w0, w1 = b0 / b0.sum(), b1 / b1.sum()
    with np.errstate(divide="ignore", invalid="ignore"):
        r0, r1 = a0 / b0, a1 / b1
    r0, r1 = np.where(b0 > 0, r0, r1), np.where(b1 > 0, r1, r0)
    r0, r1 = np.nan_to_num(r0), np.nan_to_num(r1)
    total = float(a1.sum() / b1.sum() - a0.sum() / b0.sum())
    return RateChange(total, mix=(w1 - w0) * (r0 + r1) / 2, rate=(r1 - r0) * (w0 + w1) / 2)
