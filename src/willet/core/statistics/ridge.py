"""Logistic regression on factors, drawn towards what is given beforehand by a ridge penalty."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.special import expit

Floats = NDArray[np.float64]
Codes = NDArray[np.intp]

GRADIENT = 1e-3
"""How flat the loss must be at the end of the search, in standard errors of a level's log odds."""


class Factors:
    """One row a cell: which level of each factor it has. Made once, fitted as often as the counts change."""

    def __init__(self, codes: Sequence[Codes]) -> None:
        """`codes` gives, for each factor, the level of every cell as a number from 0."""
        sizes = [int(levels.max(initial=-1)) + 1 for levels in codes]
        starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
        cells, width = len(codes[0]), len(codes)
        columns = (np.stack(codes, axis=1) + starts).ravel()
        ends = np.arange(0, cells * width + 1, width)
        ones = np.ones(cells * width)
        self.design = csr_array((ones, columns, ends), shape=(cells, sum(sizes)))
        self.nothing: Floats = np.zeros(sum(sizes))

    def fitted(
        self, hits: Floats, n: Floats, given: Floats, *, ridge: float, start: Floats
    ) -> Floats:
        """The log odds that each level adds to those `given` of every cell.

        Args:
            hits: successes of every cell.
            n: trials of every cell; one without trials says nothing.
            given: log odds of every cell before anything is learned of its levels.
            ridge: strength of the penalty on every level's log odds, in units of information (the summed
                variance of trials).
            start: where the search begins; the coefficients of nearly the same counts save most of it.

        Source: ridge logistic regression, le Cessie and van Houwelingen (1992), maximised by scipy.
        """
        from scipy.optimize import minimize  # slow import: many ask what needs no search

        met = np.flatnonzero(n > 0)
        loss = _Loss(self.design[met], hits[met], n[met], given[met], ridge, start)
        result = minimize(
            loss.value,
            np.asarray(start / loss.error, dtype=np.float64),
            jac=loss.slope,
            hessp=loss.turned,
            method="trust-ncg",
            # The loss is convex: whole Newton steps from the first.
            options={"gtol": GRADIENT, "initial_trust_radius": 100.0, "max_trust_radius": 1e4},
        )
        return np.asarray(loss.error * result.x, dtype=np.float64)


@dataclass
class _Loss:
    """The penalised negative log likelihood, its coefficients in standard errors as they are at the start.

    The curvature is only ever multiplied with a vector. Products with the sparse design keep to one thread; a
    dense matrix would be factorised by as many threads as the machine has cores, and where those are busy
    each step would take a hundred times as long.
    """

    design: csr_array
    hits: Floats
    n: Floats
    given: Floats
    ridge: float
    start: Floats

    def __post_init__(self) -> None:
        self._across = self.design.T.tocsr()
        self._at: Floats | None = None
        self._weight = self._spread(self.start)
        self.error: Floats = 1 / np.sqrt(self._across @ self._weight + self.ridge)

    def value(self, z: Floats) -> float:
        b = self.error * z
        odds = self.given + self.design @ b
        gained = self.hits * odds - self.n * np.logaddexp(0.0, odds)
        return self.ridge * float(b @ b) / 2 - float(gained.sum())

    def slope(self, z: Floats) -> Floats:
        b = self.error * z
        surplus = self.n * expit(self.given + self.design @ b) - self.hits
        return np.asarray(self.error * (self._across @ surplus + self.ridge * b))

    def turned(self, z: Floats, v: Floats) -> Floats:
        if self._at is None or not np.array_equal(self._at, z):
            self._at, self._weight = z, self._spread(self.error * z)
        v = self.error * v
        turned = self._across @ (self._weight * (self.design @ v))
        return np.asarray(self.error * (turned + self.ridge * v))

    def _spread(self, b: Floats) -> Floats:
        share = expit(self.given + self.design @ b)
        return np.asarray(self.n * share * (1 - share))
