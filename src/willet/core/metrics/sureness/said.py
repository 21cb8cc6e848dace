"""What a reader must know of an interval: why there is none, or that it rests on little."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from willet.core.metrics import reasons
from willet.core.metrics.intervals import Floats
from willet.core.metrics.metric import Metric
from willet.core.metrics.reasons import Sentence
from willet.core.metrics.shape import Count, Extreme, PerGroup, Quantile
from willet.core.metrics.sureness.clusters import FEW_CLUSTERS, Moments
from willet.core.metrics.sureness.means import FEWEST_SKEWED
from willet.core.metrics.units import EACH_AGENT

MUCH = 0.05
"""The part of all rows above which one customer is named."""

_ALONE = {"day": reasons.ONE_DAY, "agent": reasons.ONE_AGENT, "customer_key": reasons.ONE_CUSTOMER}
_FEW = {"day": reasons.FEW_DAYS, "agent": reasons.FEW_AGENTS, EACH_AGENT: reasons.FEW_AGENTS}


def said_of_intervals(
    metric: Metric, low: Floats, high: Floats, moments: Moments, unit: str | None
) -> tuple[Sentence | None, ...]:
    """For each cell with a figure, what there is to say of its interval; None where there is nothing."""
    if isinstance(metric.shape, Count) or type(metric.shape) is Extreme:
        return (None,) * len(low)
    ends = zip(np.isnan(low).tolist(), np.isnan(high).tolist(), strict=True)
    words = (_words(metric, no_ends, _cell(moments, i), unit) for i, no_ends in enumerate(ends))
    return tuple(Sentence(text) if text else None for text in words)


def _cell(moments: Moments, i: int) -> dict[str, float]:
    names = ("known", "below", "clusters", "largest")
    return {name: float(moments[name][i]) for name in names if name in moments}


def _words(
    metric: Metric, no_ends: tuple[bool, bool], cell: Mapping[str, float], unit: str | None
) -> str | None:
    if not cell["known"] > 0:
        return None
    if any(no_ends):
        return _missing(metric, no_ends, cell, unit)
    return next(_weak(cell, unit), None)


def _missing(
    metric: Metric, no_ends: tuple[bool, bool], cell: Mapping[str, float], unit: str | None
) -> str:
    """Why an end is missing, the plainest reason first."""
    if isinstance(metric.shape, Quantile):
        return reasons.TOO_FEW_FOR_QUANTILE if all(no_ends) else reasons.LOWER_END_ALONE
    if metric.may_be_skewed and cell["known"] < FEWEST_SKEWED:
        return reasons.TOO_FEW_FOR_MEAN
    if isinstance(metric.shape, PerGroup):
        return reasons.TOO_FEW_AGENTS
    return reasons.ONE_CUSTOMER if unit == "customer_key" else reasons.TOO_FEW_ROWS


def _weak(cell: Mapping[str, float], unit: str | None) -> Iterator[str]:
    """On how little an interval rests, the gravest first."""
    if unit is None or "clusters" not in cell:
        return
    if cell["clusters"] < 2 and unit in _ALONE:
        yield _ALONE[unit]
    if cell["clusters"] < FEW_CLUSTERS and unit in _FEW:
        yield _FEW[unit]
    if unit == "customer_key" and cell.get("largest", 0.0) > MUCH * cell["below"] > 1:
        yield reasons.ONE_HOLDS_MUCH


def notes_of_intervals(
    said: Mapping[str, Sequence[Sentence | None]],
) -> Iterator[Sentence]:
    """The notes to an answer: in which metrics one customer weighs so much that the figure leans on them."""
    for metric, sentences in said.items():
        if any(s is not None and s.text == reasons.ONE_HOLDS_MUCH for s in sentences):
            yield Sentence(reasons.ONE_HOLDS_MUCH_OF, {"metric": metric})
