"""Group-time effects brought together: in one figure, by the group that began together, by time since the start.

Source: Callaway and Sant'Anna (2021), section 3. Groups weigh by their number of units; that this weight is an
estimate too is part of the standard error.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from willet.core.effects.estimators.group_time import GroupTime
from willet.core.effects.estimators.panel import Panel


@dataclass(frozen=True)
class Aggregated:
    """An estimate with its analytic standard error, and what each unit adds to it."""

    effect: float
    influence: NDArray[np.float64]

    @property
    def error(self) -> float:
        """The analytic standard error; it takes many units for granted."""
        return float(np.sqrt(np.mean(self.influence**2) / len(self.influence)))


@dataclass(frozen=True)
class Aggregates:
    """The effects of one panel brought together.

    `simple` weighs each exposed group and period by the group's size; `groups` is the mean over the periods of each
    group, and `over_groups` their mean; `lengths` is the event study, by periods since the start (before it: earlier
    drift), and `over_lengths` the mean of those from 0.
    """

    simple: Aggregated
    groups: Mapping[int, Aggregated]
    over_groups: Aggregated
    lengths: Mapping[int, Aggregated]
    over_lengths: Aggregated


def aggregates(panel: Panel, effects: Sequence[GroupTime]) -> Aggregates | None:
    """The aggregates of group-time effects of a panel; None where no exposed period could be compared."""
    after = [one for one in effects if one.length >= 0]
    if not after:
        return None
    groups = {
        g: _mean([e for e in after if e.group == g]) for g in sorted({e.group for e in after})
    }
    lengths = {
        length: _weighted(panel, [e for e in effects if e.length == length])
        for length in sorted({e.length for e in effects})
    }
    return Aggregates(
        simple=_weighted(panel, after),
        groups=groups,
        over_groups=_weighted_points(panel, list(groups), list(groups.values())),
        lengths=lengths,
        over_lengths=_mean([point for length, point in lengths.items() if length >= 0]),
    )


def _mean(parts: Sequence[GroupTime] | Sequence[Aggregated]) -> Aggregated:
    effect = float(np.mean([part.effect for part in parts]))
    return Aggregated(effect, np.mean([part.influence for part in parts], axis=0))


def _weighted(panel: Panel, parts: Sequence[GroupTime]) -> Aggregated:
    return _weighted_points(panel, [part.group for part in parts], parts)


def _weighted_points(
    panel: Panel, groups: Sequence[int], parts: Sequence[GroupTime] | Sequence[Aggregated]
) -> Aggregated:
    """The mean of effects, each weighing as many units as its group has."""
    member = np.array([panel.start == group for group in groups], dtype=np.float64)
    share = member.mean(axis=1)
    weight = share / share.sum()
    effects = np.array([part.effect for part in parts])
    influence = weight @ np.array([part.influence for part in parts])
    drawn = (member - share[:, None]) / share.sum()
    of_weights = drawn - drawn.sum(axis=0) * weight[:, None]
    return Aggregated(float(weight @ effects), influence + effects @ of_weights)
