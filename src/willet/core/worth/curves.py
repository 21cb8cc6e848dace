"""How many are still without an event after so many days, where some are not followed to the end."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def kept_share(event_day: Floats, followed_days: Floats, weights: Floats, days: int) -> Floats:
    """The weighted share without an event after each of 0 to `days` days.

    `event_day` counts from the clock's start, infinite where none came; `followed_days` is how long each was seen.
    What lies beyond is not known: whoever is seen no longer leaves with the last whole day.

    Source: Kaplan and Meier (1958), with weights as of Cole and Hernán (2004).

    >>> event, followed = np.array([1.0, np.inf, 2.0, np.inf]), np.array([9.0, 1.0, 9.0, 9.0])
    >>> [round(float(s), 4) for s in kept_share(event, followed, np.ones(4), 3)]
    [1.0, 0.75, 0.375, 0.375]
    """
    last = np.minimum(np.floor(followed_days), days + 1.0)
    falls_on = np.ceil(event_day)
    seen = falls_on <= last
    leaves = np.where(seen, falls_on, last).astype(np.int64)
    events = np.bincount(leaves[seen], weights[seen], days + 2)[: days + 1]
    gone = np.bincount(leaves, weights, days + 2)
    at_risk = weights.sum() - np.concatenate([[0.0], np.cumsum(gone)[:-1]])[: days + 1]
    hazard = np.divide(events, at_risk, out=np.zeros(days + 1), where=at_risk > 1e-12)
    return np.asarray(np.cumprod(1 - np.clip(hazard, 0.0, 1.0)))
