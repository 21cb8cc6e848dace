"""Exposed units against the others by how much each of them changed, with a pooled t over units.

What is independent is the unit (agent, team, queue), not its contacts or weeks: shocks last. So each unit counts
once, by the difference of its rate before and after; the units that began together are compared with the same
stretches of the never exposed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtr, stdtrit

Floats = NDArray[np.float64]
ROUNDING = 1e-9


@dataclass(frozen=True)
class Changes:
    """The changes of one cohort and of the controls over the same stretches of time.

    `size` is by how much luck of single contacts a change may vary, in units of the variance of one contact:
    1 / contacts before + 1 / contacts after. The controls of every cohort stand in the same order; one
    without contacts in a stretch is NaN.
    """

    treated: Floats
    treated_size: Floats
    control: Floats
    control_size: Floats


@dataclass(frozen=True, slots=True)
class UnitEstimate:
    """An effect with its standard error and degrees of freedom; None where units are too few to tell."""

    effect: float
    error: float | None
    freedom: int

    def interval(self, level: float = 0.05) -> tuple[float | None, float | None]:
        """The ends of the interval that errs in `level` of cases; None where there is none, or one without width.

        A level as small as that of an early look at a long plan excludes nothing: then there is none either.
        """
        if self.error is None or never_varies(self.effect, self.error):
            return None, None
        reach = float(stdtrit(self.freedom, 1 - level / 2)) * self.error
        if not isfinite(reach):
            return None, None
        return self.effect - reach, self.effect + reach

    @property
    def p(self) -> float | None:
        """How often luck alone gives so much or more; None where it cannot be told."""
        if self.error is None:
            return None
        if self.error == 0:
            return 1.0 if self.effect == 0 else 0.0
        return float(2 * stdtr(self.freedom, -abs(self.effect) / self.error))


def compare(cohorts: Sequence[Changes], contact_variance: float) -> UnitEstimate:
    """The mean effect on the exposed units, over cohorts.

    `contact_variance` is the variance of single contacts (of a share p (1 - p)). Units weigh by how little luck of
    contacts leaves of their change, beside what units differ anyway; with equal contacts they weigh the same.

    Source: the t test of two means with pooled variance (for one cohort: G - 2 degrees of freedom) on differences, as
    Donald and Lang (2007) argue for few groups; weights as of DerSimonian and Laird (1986).
    """
    parts = [_Part.of(changes, contact_variance) for changes in cohorts]
    share = np.array([part.treated_weight.sum() for part in parts])
    share = share / share.sum()
    effect = float(share @ [part.effect for part in parts])
    treated = sum(len(part.treated_rest) for part in parts)
    controls = int((np.sum([part.control_weight for part in parts], axis=0) > 0).sum())
    freedom = treated - len(parts) + controls - 1
    if freedom < 1:
        return UnitEstimate(effect, None, freedom)
    scatter = sum(part.treated_scatter for part in parts) + float(
        np.mean([part.control_scatter for part in parts])
    )
    variance = scatter / freedom * (_of_treated(parts, share) + _of_controls(parts, share))
    return UnitEstimate(effect, float(np.sqrt(variance)), freedom)


def never_varies(effect: float, error: float | None) -> bool:
    """Whether what is left of an error is rounding alone: it teaches nothing of chance."""
    return error is not None and error <= ROUNDING * max(1.0, abs(effect))


@dataclass(frozen=True)
class _Part:
    """One cohort: its effect, and what is left of each unit's change beside the mean of its group."""

    effect: float
    treated_rest: Floats
    treated_weight: Floats
    control_rest: Floats
    control_weight: Floats

    @classmethod
    def of(cls, changes: Changes, contact_variance: float) -> "_Part":
        here = np.isfinite(changes.control)
        control = np.where(here, changes.control, 0.0)
        between = _between(changes, here, contact_variance)
        treated_weight = _weight(between + contact_variance * changes.treated_size)
        size = np.where(here, changes.control_size, 1.0)
        control_weight = np.where(here, _weight(between + contact_variance * size), 0.0)
        treated_mean = _mean(changes.treated, treated_weight)
        control_mean = _mean(control, control_weight)
        return cls(
            treated_mean - control_mean,
            changes.treated - treated_mean,
            treated_weight,
            np.where(here, control - control_mean, 0.0),
            control_weight,
        )

    @property
    def treated_scatter(self) -> float:
        return float(self.treated_weight @ self.treated_rest**2)

    @property
    def control_scatter(self) -> float:
        return float(self.control_weight @ self.control_rest**2)


def _between(changes: Changes, here: NDArray[np.bool_], contact_variance: float) -> float:
    """By how much units' changes differ beyond the luck of contacts: variance within the two groups, less that."""
    groups = (changes.treated, changes.control[here])
    freedom = sum(max(len(group) - 1, 0) for group in groups)
    if freedom == 0:
        return 0.0
    scatter = sum(float(((group - group.mean()) ** 2).sum()) for group in groups if len(group))
    sizes = np.concatenate([changes.treated_size, changes.control_size[here]])
    return max(scatter / freedom - contact_variance * float(sizes.mean()), 0.0)


def _weight(variance: Floats) -> Floats:
    return np.asarray(1 / np.where(variance > 0, variance, 1.0))


def _mean(values: Floats, weight: Floats) -> float:
    return float(weight @ values / weight.sum())


def _of_treated(parts: Sequence[_Part], share: Floats) -> float:
    return float(
        sum(s**2 / part.treated_weight.sum() for s, part in zip(share, parts, strict=True))
    )


def _of_controls(parts: Sequence[_Part], share: Floats) -> float:
    """The variance of the controls' mean over cohorts: the same units, over stretches that overlap."""
    weight = np.array([part.control_weight for part in parts])
    roots = np.sqrt(weight) / weight.sum(axis=1, keepdims=True) * share[:, None]
    rest = np.sqrt(weight) * np.array([part.control_rest for part in parts])
    length = np.sqrt((rest**2).sum(axis=1))
    whole = np.outer(length, length)
    alike = np.where(whole > 0, rest @ rest.T / np.where(whole > 0, whole, 1.0), 1.0)
    np.fill_diagonal(alike, 1.0)
    return float(max((alike * (roots @ roots.T)).sum(), 0.0))
