"""From moments to figures: value, n, interval, coverage and bounds of one metric in every cell at once."""

from collections.abc import Mapping
from dataclasses import dataclass, fields

import numpy as np

from willet.core.metrics.intervals import Floats, Intervals
from willet.core.metrics.metric import Metric
from willet.core.metrics.moments import fractions_of
from willet.core.metrics.shape import Count, Extreme, PerGroup, Quantile, Quotient

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


def figures_of(metric: Metric, moments: Moments, intervals: Intervals) -> Figures:
    """The figures of a metric from its moments. A division by nothing gives NaN, never 0."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return _figures(metric, moments, intervals).rounded()


def _figures(metric: Metric, moments: Moments, intervals: Intervals) -> Figures:
    match metric.shape:
        case Count():
            return _counted(moments)
        case Quantile() as shape:
            return _quantile(shape, moments, intervals)
        case Extreme():
            return _extreme(moments)
        case PerGroup():
            return _clipped(metric, _summed(metric, moments, intervals))
        case Quotient(hit=None):
            return _clipped(metric, _summed(metric, moments, intervals))
        case Quotient():
            return _share(moments, intervals)


def _counted(moments: Moments) -> Figures:
    above = moments["above"]
    none = np.full_like(above, np.nan)
    if "mute" in moments:
        above = np.where((moments["told"] == 0) & (moments["mute"] > 0), np.nan, above)
    return Figures(above, above, none, none, none, none, none)


def _extreme(moments: Moments) -> Figures:
    none = np.full_like(moments["known"], np.nan)
    return Figures(moments["value"], moments["known"], none, none, _coverage(moments), none, none)


def _quantile(shape: Quantile, moments: Moments, intervals: Intervals) -> Figures:
    """The interval lies between order statistics; of these the SQL read a fixed ladder, outward is taken."""
    steps, known = np.array(fractions_of(shape.fraction)), moments["known"]
    ladder = moments["value"]
    low_rank, high_rank = intervals.quantile_ranks(known, shape.fraction)
    low = _picked(ladder, np.searchsorted(steps, low_rank, side="right") - 1, low_rank)
    high = _picked(ladder, np.searchsorted(steps, high_rank, side="left"), high_rank)
    value = ladder[:, int(np.searchsorted(steps, shape.fraction))]
    none = np.full_like(known, np.nan)
    return Figures(value, known, low, high, _coverage(moments), none, none)


def _picked(ladder: Floats, rung: np.ndarray, rank: Floats) -> Floats:
    safe = np.clip(rung, 0, ladder.shape[1] - 1)
    return np.where(np.isnan(rank), np.nan, ladder[np.arange(len(ladder)), safe])


def _share(moments: Moments, intervals: Intervals) -> Figures:
    scope, known, hits = moments["scope"], moments["known"], moments["above"]
    value, effective = hits / known, known
    if "stratum_scope" in moments:
        value, effective = _stratified(moments)
    effective = np.minimum(effective, _independent(moments, value, intervals))
    low, high = intervals.wilson_interval(value * effective, effective)
    bound_low, bound_high = hits / scope, (hits + scope - known) / scope
    return Figures(value, known, low, high, _coverage(moments), bound_low, bound_high)


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


def _independent(moments: Moments, value: Floats, intervals: Intervals) -> Floats:
    """The number of independent rows the known ones are worth when rows share a cluster.

    The variance between clusters over that of independent rows is the design effect (Kish 1965).
    Where all rows agree there is no variance to compare, and each cluster counts as one row.
    """
    if "clusters" not in moments:
        return moments["known"]
    variance = _ratio_variance(moments, intervals)
    plain = moments["above"] / moments["known"]
    binomial = plain * (1 - plain) / moments["known"]
    worth = np.where(variance > 0, moments["known"] * binomial / variance, np.inf)
    return np.where((plain == 0) | (plain == 1), moments["clusters"], worth)


def _summed(metric: Metric, moments: Moments, intervals: Intervals) -> Figures:
    filled = _filled(moments)
    above, below, units = filled["above"], filled["below"], filled["clusters"]
    value, variance = above / below, _ratio_variance(filled, intervals)
    if metric.unit == "share":
        low, high = _share_of_sums(value, variance, filled, intervals)
    else:
        low, high = intervals.t_interval(value, variance, units)
    none = np.full_like(value, np.nan)
    return Figures(value, below, low, high, _coverage(moments), none, none)


def _share_of_sums(
    value: Floats, variance: Floats, moments: Moments, intervals: Intervals
) -> tuple[Floats, Floats]:
    binomial = value * (1 - value)
    effective = np.where(variance > 0, binomial / variance, moments["clusters"])
    effective = np.minimum(effective, moments["below"])
    return intervals.wilson_interval(value * effective, effective)


def _filled(moments: Moments) -> dict[str, Floats]:
    """A mean over rows spelled as a quotient: each known row adds one at the bottom."""
    known = moments["known"]
    row = {"below": known, "below_squares": known, "products": moments["above"], "clusters": known}
    return {**row, **moments}


def _ratio_variance(moments: Moments, intervals: Intervals) -> Floats:
    names = ("above", "below", "squares", "products", "below_squares", "clusters")
    return intervals.ratio_variance(*(moments[name] for name in names))


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
