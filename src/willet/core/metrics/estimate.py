"""From moments to figures: value, n, interval, coverage and bounds of one metric in every cell at once."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

from willet.core.metrics.intervals import Floats, Intervals
from willet.core.metrics.metric import Metric
from willet.core.metrics.pending import as_large, seen_of, widened, with_foreseen
from willet.core.metrics.shape import Count, Extreme, PerGroup, Quantile, Quotient
from willet.core.metrics.sureness.clusters import chosen
from willet.core.metrics.sureness.means import mean_interval, rows_variance
from willet.core.metrics.sureness.quantiles import quantile_with_interval
from willet.core.metrics.sureness.shares import share_interval

Moments = Mapping[str, Floats]

SIGNIFICANT = 12
"""Digits kept: sums of seconds differ beyond these by the order in which threads add."""
FINEST = 30
"""Decimal places beyond which nothing is kept."""


@dataclass(frozen=True)
class Figures:
    """One metric over all cells; NaN where there is none."""

    value: Floats
    n: Floats
    low: Floats
    high: Floats
    coverage: Floats
    bound_low: Floats
    bound_high: Floats

    def rounded(self) -> "Figures":
        """The same without digits that mean nothing."""
        return Figures(*(_significant(getattr(self, field.name)) for field in fields(self)))

    def only_where(self, holds: NDArray[np.bool_]) -> "Figures":
        """The same without value and interval elsewhere."""
        kept = (np.where(holds, one, np.nan) for one in (self.value, self.low, self.high))
        value, low, high = kept
        return replace(self, value=value, low=low, high=high)


def figures_of(
    metric: Metric, moments: Moments, intervals: Intervals, unit: str | None = None
) -> Figures:
    """The figures of a metric from its moments. A division by nothing gives NaN, never 0.

    `unit` is what the clusters of the moments are, where there are any.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        figures = _figures(metric, moments, intervals, unit).rounded()
    return figures.only_where(moments["mixed"] == 0) if "mixed" in moments else figures


def _figures(metric: Metric, moments: Moments, intervals: Intervals, unit: str | None) -> Figures:
    match metric.shape:
        case Count():
            return _counted(moments)
        case Quantile() as shape:
            return _quantile(shape, moments, intervals, unit)
        case Extreme():
            return _extreme(moments)
        case PerGroup():
            return _clipped(metric, _summed(metric, moments, intervals, unit))
        case Quotient(hit=None):
            return _clipped(metric, _summed(metric, moments, intervals, unit))
        case Quotient():
            return _share(moments, intervals, unit)


def _counted(moments: Moments) -> Figures:
    above = moments["above"]
    none = np.full_like(above, np.nan)
    if "mute" in moments:
        above = np.where((moments["told"] == 0) & (moments["mute"] > 0), np.nan, above)
    return Figures(above, above, none, none, none, none, none)


def _extreme(moments: Moments) -> Figures:
    none = np.full_like(moments["known"], np.nan)
    return Figures(moments["value"], moments["known"], none, none, _coverage(moments), none, none)


def _quantile(shape: Quantile, moments: Moments, intervals: Intervals, unit: str | None) -> Figures:
    value, low, high = quantile_with_interval(shape, moments, unit, intervals)
    none = np.full_like(value, np.nan)
    return Figures(value, moments["known"], low, high, _coverage(moments), none, none)


def _share(moments: Moments, intervals: Intervals, unit: str | None) -> Figures:
    filled = with_foreseen(moments)
    value, worth = filled["above"] / filled["known"], filled["known"]
    if "stratum_scope" in filled:
        value, worth = _stratified(filled)
    rows = intervals.wilson_interval(value * worth, worth)
    clustered = share_interval(value, worth, as_large(moments, filled), unit, intervals)
    # Where few rows stand, they tell nothing of how customers differ.
    ends = chosen(2 * moments["known"] >= filled["known"], clustered, rows)
    low, high = widened(value, ends, filled)
    return Figures(value, filled["known"], low, high, *seen_of(moments))


def _stratified(moments: Moments) -> tuple[Floats, Floats]:
    """The share when silent rows go like the known rows of their stratum, and the n it is worth.

    Post-stratification (Cochran 1977, 5A.9): the variance is that within strata, each by its known
    rows, and that between them; with every row known it is that of a plain share.
    """
    whole = moments["scope"]
    strata = [
        tuple(moments[f"stratum_{name}"] for name in ("scope", "known", "above")),
        tuple(moments[name] - moments[f"stratum_{name}"] for name in ("scope", "known", "above")),
    ]
    rates = [np.where(scope > 0, hits / known, 0.0) for scope, known, hits in strata]
    weights = [scope / whole for scope, _, _ in strata]
    value = sum((w * p for w, p in zip(weights, rates, strict=True)), np.zeros_like(whole))
    variance = np.zeros_like(whole)
    for (scope, known, _), w, p in zip(strata, weights, rates, strict=True):
        variance += np.where(
            scope > 0, w * w * p * (1 - p) / known + w * (p - value) ** 2 / whole, 0.0
        )
    return value, np.where(variance > 0, value * (1 - value) / variance, moments["known"])


def _summed(metric: Metric, moments: Moments, intervals: Intervals, unit: str | None) -> Figures:
    below = moments.get("below", moments["known"])
    value = np.where(below == 0, np.nan, moments["above"] / below)
    if metric.unit == "share":
        worth = _worth_of_sums(value, moments, intervals)
        low, high = share_interval(value, worth, moments, unit, intervals)
    else:
        low, high = mean_interval(metric, value, moments, unit, intervals)
    none = np.full_like(value, np.nan)
    return Figures(value, below, low, high, _coverage(moments), none, none)


def _worth_of_sums(value: Floats, moments: Moments, intervals: Intervals) -> Floats:
    """How many independent items a share of sums rests on: a row's items may go together."""
    variance = rows_variance(moments, intervals)
    worth = np.where(variance > 0, value * (1 - value) / variance, moments["known"])
    return np.minimum(worth, moments["below"])


def _clipped(metric: Metric, figures: Figures) -> Figures:
    """No interval reaches where no value can be: below zero seconds, beyond a score's ends."""
    lowest, highest = metric.value_range
    low, high = np.clip(figures.low, lowest, highest), np.clip(figures.high, lowest, highest)
    return Figures(
        figures.value, figures.n, low, high, figures.coverage, figures.bound_low, figures.bound_high
    )


def _coverage(moments: Moments) -> Floats:
    return moments["known"] / moments["scope"]


def _significant(values: Floats) -> Floats:
    finite = np.isfinite(values) & (values != 0)
    size = np.floor(np.log10(np.abs(np.where(finite, values, 1.0))))
    scale = 10.0 ** np.minimum(SIGNIFICANT - 1 - size, FINEST)
    return np.where(finite, np.round(values * scale) / scale, values)
