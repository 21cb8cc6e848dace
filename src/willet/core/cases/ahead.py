"""What is still to come of cohorts: how many repeats are expected, and how far that may be off."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from willet.core.cases.shift import Ever, rest_chances
from willet.core.statistics.mixtures import mixture_quantile

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Ahead:
    """Of cohorts (rows) by group: how many are not repeated, the learned chance that none follows, how many did.

    `level` (cohorts, shapes, factors) are the chances of the factors by which the newest days differ from
    what was learned, `ever` what they work on.
    """

    left: Floats
    none: Floats
    came: Floats
    level: Floats
    ever: Ever

    @cached_property
    def expected(self) -> Floats:
        """Repeats still to come, by cohort."""
        return np.asarray((self._weight * self._means).sum(axis=1))

    @cached_property
    def variance(self) -> Floats:
        """How far chance, and not knowing the factor, move that number."""
        apart = self._means - self.expected[:, None]
        return np.asarray((self._weight * (apart**2 + self._variances)).sum(axis=1))

    @cached_property
    def chance(self) -> Floats:
        """The part of `variance` that is chance alone."""
        return np.asarray((self._weight * self._variances).sum(axis=1))

    def quantile(self, p: float, beyond: Floats, degrees: Floats) -> Floats:
        """The p-quantile of the repeats still to come, by cohort.

        `beyond` is the variance to add for what no factor explains, learned over so many `degrees` of freedom.
        """
        error = np.sqrt(self._variances + beyond[:, None])
        return mixture_quantile(
            p, weight=self._weight, mean=self._means, error=error, degrees=degrees
        )

    @cached_property
    def _rest(self) -> Floats:
        chances = rest_chances(rest(self.left, self.none), self.ever)
        return np.asarray(chances.reshape(len(chances), -1))

    @property
    def _weight(self) -> Floats:
        return np.asarray(self.level.reshape(len(self.level), -1))

    @cached_property
    def _means(self) -> Floats:
        return np.asarray(self.left.sum(axis=1)[:, None] * self._rest)

    @cached_property
    def _variances(self) -> Floats:
        return np.asarray(self._means * (1 - self._rest))


def rest(left: Floats, none: Floats) -> Floats:
    """The learned chance of a repeat, of one contact of each cohort's that are left."""
    total = left.sum(axis=1)
    due = (left * (1 - none)).sum(axis=1)
    return np.asarray(np.divide(due, total, out=np.zeros(len(left)), where=total > 0))
