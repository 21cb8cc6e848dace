"""Whom a survey is about: what is known of each of them, and what those who answered said."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from willet.core.statistics.proportions import Floats

Codes: TypeAlias = NDArray[np.intp]
Mask: TypeAlias = NDArray[np.bool_]


@dataclass(frozen=True)
class Population:
    """One row for each contact that could be asked.

    `factors` are what is known of all of them, as levels from 0; those named in `in_order` are ordered, and only
    neighbours of theirs are ever put together. `pairs` names two factors that may work together. `design` is one over
    the chance with which a row was chosen to be asked. `answers` is NaN for who did not answer. `clusters` says which
    rows are of one customer.
    """

    factors: Mapping[str, Codes]
    design: Floats
    answers: Floats
    clusters: Codes
    in_order: frozenset[str] = frozenset()
    pairs: tuple[tuple[str, str], ...] = field(default=())

    @cached_property
    def answered(self) -> Mask:
        """Who answered."""
        return ~np.isnan(self.answers)

    @cached_property
    def given(self) -> Floats:
        """The answers given, 0 where there is none: for sums in which silence has no weight."""
        return np.where(self.answered, self.answers, 0.0)
