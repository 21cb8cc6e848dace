"""How many are still without an event after so many days, where some are not followed to the end."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from willet.core.worth.adjusting import REACH

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class KeptShare:
    """The share without an event after each of 0 to so many days, with a 95 % interval for each day by itself."""

    share: Floats
    low: Floats
    high: Floats


def kept_share(
    event_day: Floats, followed_days: Floats, weights: Floats, customers: Ints, days: int
) -> KeptShare:
    """The weighted share without an event after each of 0 to `days` days.

    `event_day` counts from the clock's start, infinite where none came; `followed_days` is how long each was seen.
    What lies beyond is not known: whoever is seen no longer leaves with the last whole day. The weights are taken as
    given; the interval counts each of `customers` once, however many cases they have.

    Source: Kaplan and Meier (1958), with weights as of Cole and Hernán (2004); the error from the influence of each
    case (without weights, one case each: Greenwood 1926), its ends on the scale log(-log share) (Kalbfleisch and
    Prentice 1980).

    >>> event, followed = np.array([1.0, np.inf, 2.0, np.inf]), np.array([9.0, 1.0, 9.0, 9.0])
    >>> found = kept_share(event, followed, np.ones(4), np.arange(4), 3)
    >>> [round(float(s), 4) for s in found.share]
    [1.0, 0.75, 0.375, 0.375]
    >>> round(float(found.low[1]), 4), round(float(found.high[1]), 4)
    (0.1279, 0.9605)
    """
    last = np.minimum(np.floor(followed_days), days + 1.0)
    falls_on = np.ceil(event_day)
    seen = falls_on <= last
    leaves = np.where(seen, falls_on, last).astype(np.int64)
    events = np.bincount(leaves[seen], weights[seen], days + 2)[: days + 1]
    gone = np.bincount(leaves, weights, days + 2)
    at_risk = weights.sum() - np.concatenate([[0.0], np.cumsum(gone)[:-1]])[: days + 1]
    hazard = np.divide(events, at_risk, out=np.zeros(days + 1), where=at_risk > 1e-12)
    hazard = np.clip(hazard, 0.0, 1.0)
    share = np.asarray(np.cumprod(1 - hazard))
    error = _errors(hazard, at_risk, weights * seen, weights, leaves, customers)
    return KeptShare(share, *_ends(share, error))


def _errors(
    hazard: Floats, at_risk: Floats, hit: Floats, weights: Floats, leaves: Ints, customers: Ints
) -> Floats:
    """The standard error of the logarithm of the share on each day."""
    days = len(hazard)
    scale = (1 - hazard) * at_risk
    each = np.divide(1.0, scale, out=np.zeros(days), where=scale > 1e-12)
    passed = np.cumsum(hazard * each)
    place = np.unique(customers, return_inverse=True)[1]
    many = int(place.max(initial=-1)) + 1
    at = np.minimum(leaves, days - 1)
    mine = hit * each[at] * (leaves < days)
    result = np.zeros(days)
    for day in range(1, days):
        influence = np.where(leaves <= day, mine, 0.0) - weights * passed[np.minimum(at, day)]
        result[day] = np.sqrt((np.bincount(place, influence, many) ** 2).sum())
    return result


def _ends(share: Floats, error: Floats) -> tuple[Floats, Floats]:
    inside = (share > 0) & (share < 1)
    log = np.log(np.where(inside, share, 0.5))
    wide = np.exp(REACH * np.where(inside, error, 0.0) / -log)
    low, high = (np.where(inside, np.exp(log * by), share) for by in (wide, 1 / wide))
    return low, high
