"""Intervals, agreement, corrections and decompositions, on statsmodels and scipy."""

from willet.core.statistics.proportions import wilson_interval
from willet.core.statistics.quantiles import quantile_ranks
from willet.core.statistics.ratios import ratio_variance, t_interval

__all__ = ["quantile_ranks", "ratio_variance", "t_interval", "wilson_interval"]
