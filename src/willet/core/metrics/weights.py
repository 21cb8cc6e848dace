"""Answers weighed for those who did not answer: which metrics can be, and what stands beside their figures."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from willet.core.metrics.intervals import Floats
from willet.core.metrics.metric import Metric
from willet.core.metrics.shape import ONE, Quotient
from willet.core.records import Message

NO_WEIGHTS: Final = "none"
WEIGHTS: Final = ("dr", "raking", "propensity", NO_WEIGHTS)
"""How answers can be weighed: doubly robust, raking, inverse response propensity, or as they are."""


def can_be_weighed(metric: Metric) -> bool:
    """Whether a metric is a mean over the answers that customers gave; how many answered is none."""
    shape = metric.shape
    of_answers = metric.table == "answers" and "score" in metric.needs
    of_invitations = "invitation" in metric.needs
    is_mean = isinstance(shape, Quotient) and shape.below is ONE
    return of_answers and is_mean and not of_invitations


@dataclass(frozen=True, slots=True)
class WeightedRow:
    """What stands beside a value that is weighed for those who did not answer.

    `method` is one of `WEIGHTS`. `raw` is the plain figure of those who answered, with the ends of its interval.
    `design_effect` is how many times as many answers equal weights would need. The value is estimated for `asked`
    contacts, of the `handled` ones that the bounds speak of. `late` is the figure if all who were silent are like
    those who answered late; None where the times of answers are not known.
    """

    method: str
    raw: float | None
    raw_low: float | None
    raw_high: float | None
    design_effect: float | None
    asked: int
    handled: int
    late: float | None
    note: Message | None

    def as_json(self) -> dict[str, object]:
        """The fields it adds to a row of `ask --format json`."""
        return {
            "weights": self.method,
            "raw": self.raw,
            "raw_low": self.raw_low,
            "raw_high": self.raw_high,
            "design_effect": self.design_effect,
            "asked": self.asked,
            "handled": self.handled,
            "late": self.late,
            "weights_note": str(self.note) if self.note else None,
        }


@dataclass(frozen=True)
class Weighted:
    """What stands beside one weighed metric, over all cells; NaN where there is none."""

    method: str
    raw: Floats
    raw_low: Floats
    raw_high: Floats
    design_effect: Floats
    asked: Floats
    handled: Floats
    late: Floats
    notes: tuple[Message | None, ...]

    @property
    def numbers(self) -> Mapping[str, Floats]:
        """Its columns of numbers by the name of the field."""
        return {name: values for name, values in vars(self).items() if name in NUMBERS}

    def row(self, i: int) -> WeightedRow:
        """What stands beside one cell."""
        return WeightedRow(
            method=self.method,
            raw=_known(self.raw[i]),
            raw_low=_known(self.raw_low[i]),
            raw_high=_known(self.raw_high[i]),
            design_effect=_known(self.design_effect[i]),
            asked=int(np.nan_to_num(self.asked[i])),
            handled=int(np.nan_to_num(self.handled[i])),
            late=_known(self.late[i]),
            note=self.notes[i],
        )

    @classmethod
    def of_json(cls, rows: list[Mapping[str, Any]]) -> "Weighted | None":
        """What the rows of one metric held when they were printed; None where it was not weighed."""
        if not rows or "weights" not in rows[0]:
            return None
        notes = tuple(
            None if r["weights_note"] is None else Message(r["weights_note"]) for r in rows
        )
        return cls(
            rows[0]["weights"], **{name: _floats(rows, name) for name in NUMBERS}, notes=notes
        )


NUMBERS: Final = ("raw", "raw_low", "raw_high", "design_effect", "asked", "handled", "late")


def _floats(rows: list[Mapping[str, Any]], name: str) -> Floats:
    return np.array([np.nan if row[name] is None else row[name] for row in rows], np.float64)


def _known(value: float) -> float | None:
    return None if math.isnan(value) else float(value)
