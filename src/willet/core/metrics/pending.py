"""Verdicts that do not stand yet: how they enter a share, and what of it is known for certain.

A pending row counts with the chance that its verdict will be a hit. What is known for certain, and so what
bounds enclose, are the rows whose verdict stands and is more than a word.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from willet.core.metrics.intervals import Floats

Moments = Mapping[str, Floats]

NORMAL = 1.96
"""Standard errors that a 95 % interval reaches."""


@dataclass(frozen=True)
class Pending:
    """Over all cells: how many rows do not stand yet, and how many of these are estimated."""

    rows: Floats
    estimated: Floats


def pending_of(moments: Moments) -> Pending | None:
    """What of a metric's rows is pending; None for a metric whose rows never are."""
    if "pending" not in moments:
        return None
    rows = moments["pending"]
    return Pending(rows, moments.get("foreseen", np.zeros_like(rows)))


def with_foreseen(moments: Moments) -> dict[str, Floats]:
    """The moments of what the value is about: rows that stand, and those estimated, each as the hit expected of it.

    Pending rows that cannot be estimated are left out.
    """
    filled = dict(moments)
    for stratum in ("", "stratum_"):
        if f"{stratum}pending" not in moments:
            continue
        foreseen = moments.get(f"{stratum}foreseen", np.zeros_like(moments["scope"]))
        expected = np.nan_to_num(moments.get(f"{stratum}expected", np.zeros_like(foreseen)))
        left_out = moments[f"{stratum}pending"] - foreseen
        filled[f"{stratum}scope"] = moments[f"{stratum}scope"] - left_out
        filled[f"{stratum}known"] = moments[f"{stratum}known"] + foreseen
        filled[f"{stratum}above"] = moments[f"{stratum}above"] + expected
    return filled


def as_large(moments: Moments, filled: Moments) -> dict[str, Floats]:
    """The moments of what stands as if the estimated rows, spread over customers alike, stood too."""
    times = np.where(moments["known"] > 0, filled["known"] / moments["known"], 1.0)
    return {
        name: values if name == "largest" else values * times for name, values in moments.items()
    }


def widened(value: Floats, ends: tuple[Floats, Floats], moments: Moments) -> tuple[Floats, Floats]:
    """The interval, wider by how far the estimate of pending rows may err.

    Errors of an estimate go together: that of a sum is the sum of the errors.
    """
    if "doubt" not in moments:
        return ends
    reach = NORMAL * np.nan_to_num(moments["doubt"]) / moments["scope"]
    low = np.clip(value - np.hypot(value - ends[0], reach), 0.0, 1.0)
    return low, np.clip(value + np.hypot(ends[1] - value, reach), 0.0, 1.0)


def seen_of(moments: Moments) -> tuple[Floats, Floats, Floats]:
    """Coverage, and the bounds: the value if none, or all, of what is not known for certain were hits.

    NaN where the sources tell no customers at all: nobody can be seen coming back, and nothing is certain.
    """
    scope = moments["scope"]
    known, hits = (
        moments.get(name, moments[usual])
        for name, usual in (("seen", "known"), ("seen_above", "above"))
    )
    unseen = moments.get("unseen", np.zeros_like(scope))
    result = (known / scope, hits / scope, (hits + scope - known + unseen) / scope)
    if "nameless" not in moments:
        return result
    blind = moments["nameless"] == scope
    coverage, low, high = (np.where(blind, np.nan, part) for part in result)
    return coverage, low, high
