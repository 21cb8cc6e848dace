"""What a design comes to: the estimate with its interval, how sure it is, and its placebos."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from willet.core.effects import notes
from willet.core.effects.arms import FEW_UNITS, LEAST_UNITS, Arms
from willet.core.effects.cells import Cells
from willet.core.effects.comparing import effect_of
from willet.core.effects.drifting import drift_allowed
from willet.core.effects.inference import UnitEstimate, never_varies, permuted
from willet.core.effects.placebos import Placebo, Settled, joint, parts_of_arms, parts_of_wedge
from willet.core.effects.wedge import wedge_of
from willet.core.records import Message

NO_PLACEBO = Placebo(None, ())


@dataclass(frozen=True, slots=True)
class DriftAllowed:
    """The effect with a steady drift apart allowed for; either end of its interval errs in 5 % of cases."""

    estimate: float
    low: float | None
    high: float | None
    error: float | None

    @classmethod
    def of(cls, estimate: UnitEstimate, level: float) -> "DriftAllowed":
        """So much of an estimate, where the plain interval errs in `level` of cases."""
        return cls(estimate.effect, *estimate.interval(min(2 * level, 1.0)), estimate.error)


@dataclass(frozen=True)
class DesignOutcome:
    """An estimate with the ends of its interval, its standard error and freedom; None where there is none.

    `drift` is what a verdict must hold against, too; `short` where the days before the start show none.
    """

    estimate: float | None = None
    low: float | None = None
    high: float | None = None
    error: float | None = None
    freedom: int = 0
    placebo: Placebo = NO_PLACEBO
    notes: tuple[Message, ...] = ()
    drift: DriftAllowed | None = None
    short: bool = False
    frozen: bool = False
    """Whether nothing varies at all: then an interval without width says nothing."""

    @property
    def ends(self) -> tuple[float | None, float | None]:
        """The ends that a verdict goes by: the further ones of both intervals."""
        drift = self.drift
        if drift is None or self.low is None or self.high is None:
            return self.low, self.high
        if drift.low is None or drift.high is None:
            return None, None
        return min(self.low, drift.low), max(self.high, drift.high)


def without_interval(outcome: DesignOutcome) -> DesignOutcome:
    """The outcome of what never varies: an interval without width is none."""
    return (
        replace(outcome, low=None, high=None, error=None, drift=None) if outcome.frozen else outcome
    )


def outcome_of(
    cells: Cells, arms: Arms, settled: Sequence[Settled], bounds: Sequence[date], level: float
) -> DesignOutcome:
    """The outcome of the arms' design; `level` is how often its interval may err."""
    if arms.design == "stepped_wedge":
        return _of_wedge(cells, arms, settled, level)
    others = len(arms.never)
    if arms.exposed + others < LEAST_UNITS:
        few = notes.TOO_FEW(treated=arms.exposed, others=others)
        return DesignOutcome(effect_of(cells, arms).effect, notes=(few,))
    estimate = effect_of(cells, arms)
    placebo = joint(tuple(parts_of_arms(cells, arms, settled, bounds)))
    drift = drift_allowed(cells, arms)
    rough = arms.exposed + others < FEW_UNITS
    return DesignOutcome(
        estimate.effect,
        *estimate.interval(level),
        error=estimate.error,
        freedom=estimate.freedom,
        placebo=placebo,
        notes=(notes.FEW(treated=arms.exposed, others=others),) if rough else (),
        drift=None if drift is None else DriftAllowed.of(drift, level),
        short=drift is None,
        frozen=never_varies(estimate.effect, estimate.error),
    )


def _of_wedge(cells: Cells, arms: Arms, settled: Sequence[Settled], level: float) -> DesignOutcome:
    wedge = wedge_of(cells, arms)
    estimate = permuted(wedge.order(wedge.rates(cells)), level) if len(wedge.units) > 1 else None
    if estimate is None:
        return DesignOutcome(notes=(notes.TOO_FEW(treated=len(wedge.units), others=0),))
    placebo = joint(tuple(parts_of_wedge(cells, wedge, settled)))
    beside = [notes.BY_LOT()]
    if estimate.low is None or estimate.high is None:
        beside.append(notes.FEW_ORDERS(n=estimate.orders))
    return DesignOutcome(
        estimate.effect,
        estimate.low,
        estimate.high,
        error=estimate.spread if np.isfinite(estimate.spread) and estimate.spread > 0 else None,
        freedom=max(len(wedge.units) - 2, 1),
        placebo=placebo,
        notes=tuple(beside),
        frozen=estimate.low is not None and never_varies(estimate.effect, estimate.spread),
    )
