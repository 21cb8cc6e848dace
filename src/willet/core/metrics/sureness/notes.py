"""What a reader must know of an interval: why there is none, or that it rests on little."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from willet.core.metrics import reasons
from willet.core.metrics.intervals import Floats
from willet.core.metrics.metric import Metric
from willet.core.metrics.shape import Count, Extreme, PerGroup, Quantile
from willet.core.metrics.sureness.clusters import (
    FEW_CLUSTERS,
    Holds,
    Moments,
    too_few_clusters,
)
from willet.core.metrics.sureness.means import FEWEST_SKEWED
from willet.core.metrics.units import EACH_AGENT, EACH_CASE
from willet.core.records import Message, Saying

MUCH = 0.05
"""The part of all rows above which one customer is named."""

_ALONE = {"day": reasons.ONE_DAY, "agent": reasons.ONE_AGENT}
_FEWER = {
    "customer_key": reasons.FEWER_CUSTOMERS,
    "day": reasons.FEWER_DAYS,
    "agent": reasons.FEWER_AGENTS,
    EACH_AGENT: reasons.FEWER_AGENTS,
    EACH_CASE: reasons.FEWER_CASES,
}
_FEW = {"day": reasons.FEW_DAYS, "agent": reasons.FEW_AGENTS, EACH_AGENT: reasons.FEW_AGENTS}


def interval_notes(
    metric: Metric,
    low: Floats,
    high: Floats,
    moments: Moments,
    unit: str | None,
) -> tuple[Message | None, ...]:
    """For each cell with a figure, what there is to say of its interval; None where there is nothing."""
    if isinstance(metric.shape, Count) or type(metric.shape) is Extreme:
        return (None,) * len(low)
    known = moments["known"] > 0
    with np.errstate(divide="ignore", invalid="ignore"):  # of cells without a row nothing is said
        missing = [*_missing(metric, np.isnan(low), np.isnan(high), moments, unit)]
    given = [*missing, *_weak(moments, unit)]
    which = np.select([known & holds for holds, _ in given], range(1, len(given) + 1), 0)
    messages = (None, *(saying() for _, saying in given))
    return tuple(messages[i] for i in which.tolist())


def _missing(
    metric: Metric, no_low: Holds, no_high: Holds, moments: Moments, unit: str | None
) -> Iterator[tuple[Holds, Saying]]:
    """Why an end is missing, the plainest reason first."""
    missing = no_low | no_high
    if isinstance(metric.shape, Quantile):
        if unit is not None and "clusters" in moments:
            yield missing & too_few_clusters(moments), _FEWER[unit]
        yield no_low & no_high, reasons.TOO_FEW_FOR_QUANTILE
        yield missing, reasons.LOWER_END_ALONE
    if metric.may_be_skewed:
        yield missing & (moments["known"] < FEWEST_SKEWED), reasons.TOO_FEW_FOR_MEAN
    if unit is not None and "clusters" in moments:
        yield missing & (moments["clusters"] >= 2), _FEWER[unit]
    if isinstance(metric.shape, PerGroup):
        yield missing, _FEWER[unit or EACH_AGENT]
    yield missing, reasons.ONE_CUSTOMER if unit == "customer_key" else reasons.TOO_FEW_ROWS


def _weak(moments: Moments, unit: str | None) -> Iterator[tuple[Holds, Saying]]:
    """On how little an interval rests, the gravest first."""
    if unit is None or "clusters" not in moments:
        return
    if unit in _ALONE:
        yield moments["clusters"] < 2, _ALONE[unit]
    if unit in _FEW:
        yield moments["clusters"] < FEW_CLUSTERS, _FEW[unit]
    if unit == "customer_key":
        much = MUCH * moments["below"]
        yield (moments["largest"] > much) & (much > 1), reasons.ONE_HOLDS_MUCH


def notes_by_metric(
    stated: Mapping[str, Sequence[Message | None]],
) -> Iterator[Message]:
    """The notes to an answer: in which metrics one customer weighs so much that the figure leans on them."""
    for metric, messages in stated.items():
        if any(m is not None and m.is_one_of(reasons.ONE_HOLDS_MUCH) for m in messages):
            yield reasons.ONE_HOLDS_MUCH_OF(metric=metric)
